"""The verbs of queries. One group for each file."""

from liaison.queries.services.alerting import list_alerts, see_alert
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

__all__ = [
    "answer_confirmation",
    "ask_confirmation",
    "check",
    "check_many",
    "compare",
    "fetch_record",
    "list_alerts",
    "list_confirmations",
    "list_hits",
    "list_hits_before",
    "read_confirmation",
    "read_hit",
    "record_outcome",
    "see_alert",
    "take_action",
]
