"""The verbs of queries. One group for each file."""

from liaison.queries.services.alerting import list_alerts, see_alert
from liaison.queries.services.bulk import (
    add_lines,
    cancel_bulk,
    decide_bulk,
    open_bulk,
    submit_bulk,
)
from liaison.queries.services.bulk_reading import (
    every_answer,
    every_reject,
    list_bulks,
    prove_line,
    read_answers,
    read_bulk,
    read_rejects,
)
from liaison.queries.services.checking import check, check_many
from liaison.queries.services.confirming import (
    answer_confirmation,
    list_confirmations,
    read_confirmation,
)
from liaison.queries.services.deciding import (
    ask_confirmation,
    compare,
    list_hits,
    list_hits_before,
    read_hit,
    record_outcome,
    take_action,
)
from liaison.queries.services.fetching import fetch_record
from liaison.queries.services.looking import look

__all__ = [
    "add_lines",
    "answer_confirmation",
    "ask_confirmation",
    "cancel_bulk",
    "check",
    "check_many",
    "compare",
    "decide_bulk",
    "every_answer",
    "every_reject",
    "fetch_record",
    "list_alerts",
    "list_bulks",
    "list_confirmations",
    "list_hits",
    "list_hits_before",
    "look",
    "open_bulk",
    "prove_line",
    "read_answers",
    "read_bulk",
    "read_confirmation",
    "read_hit",
    "read_rejects",
    "record_outcome",
    "see_alert",
    "submit_bulk",
    "take_action",
]
