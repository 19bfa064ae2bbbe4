"""Messages and alarms as lines of the list."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.functional import Promise

from liaison.exchange import selectors
from liaison.exchange.states import AlarmKind, Direction
from liaison.exchange.types import AlarmFacts, MessageFacts
from liaison.identity.types import Actor
from liaison.web.badges import Badge
from liaison.web.bureaus import Bureaus
from liaison.web.exchange.words import ALARMS, DIRECTIONS, STATES, alarm_title, kind_words

# an alarm stays on top of the list, and in the count beside the room, for this long
FRESH = timedelta(days=1)
# bureaus named in one line; the rest is a number
NAMED = 3


@dataclass(frozen=True)
class Line:
    """One message of the list.

    Attributes:
        facts: the message.
        direction: received or sent, in words.
        kind: what it is, in words.
        others: names of the first bureaus it came from or goes to.
        more: how many further ones.
        state: how far it has come.
        urgent: whether it is.
    """

    facts: MessageFacts
    direction: Badge
    kind: str
    others: tuple[str, ...]
    more: int
    state: Badge
    urgent: bool


@dataclass(frozen=True)
class AlarmLine:
    """One alarm in words.

    Attributes:
        title: what happened.
        advice: what to do.
        detail: the line the machine left.
        at: when.
        fresh: whether it is from the last day.
    """

    title: str
    advice: str | Promise
    detail: str
    at: datetime
    fresh: bool


def line_of(facts: MessageFacts, bureaus: Bureaus) -> Line:
    """Return the line of one message.

    Args:
        facts: the message.
        bureaus: who is who.
    """
    incoming = facts.direction == Direction.IN
    others = (facts.sender,) if incoming else facts.recipients
    return Line(
        facts=facts,
        direction=DIRECTIONS[Direction(facts.direction)],
        kind=kind_words(facts.kind),
        others=tuple(bureaus.name(one) for one in others[:NAMED]),
        more=max(0, len(others) - NAMED),
        state=STATES[facts.state],
        urgent=facts.urgency == "urgent",
    )


def alarm_lines(
    alarms: Iterable[AlarmFacts], bureaus: Bureaus, now: datetime
) -> tuple[AlarmLine, ...]:
    """Return alarms in words, newest first.

    Args:
        alarms: as exchange keeps them.
        bureaus: who is who.
        now: the present moment.
    """
    return tuple(
        AlarmLine(
            title=alarm_title(alarm.kind, bureaus.name(alarm.organisation)),
            advice=ALARMS[AlarmKind(alarm.kind)].advice,
            detail=alarm.detail,
            at=alarm.at,
            fresh=alarm.at > now - FRESH,
        )
        for alarm in alarms
    )


def fresh_alarms(actor: Actor, now: datetime) -> int:
    """Return how many alarms of the last day wait for this actor's eyes."""
    return sum(alarm.at > now - FRESH for alarm in selectors.alarms(actor))
