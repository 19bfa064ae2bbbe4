"""The numbers beside the rooms of casework: work that waits."""

from datetime import datetime

from liaison.casework import selectors
from liaison.casework.selectors.desk import OVERDUE
from liaison.identity.types import Actor


def overdue(actor: Actor, now: datetime) -> int:
    """Return how many requests of the desk are overdue, up to a bound."""
    return selectors.count(actor, queue=OVERDUE, now=now).number


def offers_waiting(actor: Actor, _now: datetime) -> int:
    """Return how many offers wait for this actor's answer."""
    return selectors.offers_waiting(actor)
