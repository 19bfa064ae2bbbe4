"""The ways to hold what this room keeps. One subject for each file."""

from liaison.queries.selectors.alerts import alert_facts, alert_for_update, alerts, new_alerts
from liaison.queries.selectors.confirmations import (
    asked_of_us,
    confirmation_facts,
    confirmation_file,
    confirmation_for_update,
    confirmations,
    open_confirmations,
    own_record,
    stands,
)
from liaison.queries.selectors.hits import (
    facts_of,
    get,
    get_for_update,
    hit_file,
    hits,
    hits_before,
    open_hits,
    question_of,
    standing,
    visible_to,
)
from liaison.queries.selectors.waiting import waiting

__all__ = [
    "alert_facts",
    "alert_for_update",
    "alerts",
    "asked_of_us",
    "confirmation_facts",
    "confirmation_file",
    "confirmation_for_update",
    "confirmations",
    "facts_of",
    "get",
    "get_for_update",
    "hit_file",
    "hits",
    "hits_before",
    "new_alerts",
    "open_confirmations",
    "open_hits",
    "own_record",
    "question_of",
    "standing",
    "stands",
    "visible_to",
    "waiting",
]
