"""The clock of one request in words: its class, its pauses and extensions, how late it was."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from liaison.casework.clocks import class_of
from liaison.casework.types.requests import ClockFacts
from liaison.identity.roles import ROLES
from liaison.lib.calendar.periods import Duration, Unit
from liaison.web.casework.words import PAUSES
from liaison.web.isolating import isolate
from liaison.web.parts import duration

_ADDRESS: Final = re.compile(r"https?://[^\s,]+")


def period_words(period: Duration) -> str:
    """Return a period in words: `8 hours`, `3 calendar days`."""
    amount = period.amount
    return {
        Unit.MINUTES: ngettext("%(n)d minute", "%(n)d minutes", amount),
        Unit.HOURS: ngettext("%(n)d hour", "%(n)d hours", amount),
        Unit.CALENDAR_DAYS: ngettext("%(n)d calendar day", "%(n)d calendar days", amount),
        Unit.WORKING_DAYS: ngettext("%(n)d working day", "%(n)d working days", amount),
    }[period.unit] % {"n": amount}


@dataclass(frozen=True)
class Face:
    """The class of a clock in words.

    Attributes:
        limit: what it is called and how long it runs.
        article: where that is written.
        source: in which text.
        address: where the text can be read, or "".
        verified: whether a person has compared it with the text.
    """

    limit: str
    article: str
    source: str
    address: str
    verified: str


def face_of(name: str) -> Face:
    """Return the class of a clock: how long, from which source, whether anybody verified it.

    Args:
        name: of the class.
    """
    kind = class_of(name)
    address = _ADDRESS.search(kind.source)
    return Face(
        limit=f"{_(kind.title)} ({period_words(kind.limit)})",
        article=_(kind.article),
        source=_ADDRESS.sub("", kind.source).strip(" ,"),
        address=address[0] if address else "",
        verified=_("verified")
        if kind.verified
        else _("not verified: a person must check the text"),
    )


def moves_of(clock: ClockFacts) -> Iterator[str]:
    """Yield what moved a clock, oldest first."""
    found = [
        (one.started_at, _pause(one.started_at, one.ended_at, str(PAUSES[one.reason])))
        for one in clock.pauses
    ]
    found += [
        (
            one.at,
            _("%(at)s: %(by)s more, given by %(who)s: %(reason)s")
            % {
                "at": _moment(one.at),
                "by": period_words(one.by),
                "who": one.given_by,
                "reason": one.reason,
            },
        )
        for one in clock.extensions
    ]
    yield from (words for _at, words in sorted(found))


def halted(clock: ClockFacts | None) -> str:
    """Return why a clock stands still and how much is left on it, or ""."""
    if clock is None or clock.paused_at is None or not clock.pauses:
        return ""
    left = max(clock.due_at - clock.paused_at, timedelta())
    return _("%(reason)s since %(at)s; %(time)s left") % {
        "reason": PAUSES[clock.pauses[-1].reason],
        "at": _moment(clock.paused_at),
        "time": duration(left),
    }


def late(clock: ClockFacts | None) -> str:
    """Return by how much a stopped clock was late, or ""."""
    if clock is None or clock.stopped_at is None or clock.stopped_at <= clock.due_at:
        return ""
    return _("%(time)s late") % {"time": duration(clock.stopped_at - clock.due_at)}


def escalated(clock: ClockFacts | None) -> str:
    """Return when a clock was put to somebody higher, and to whom, or ""."""
    if clock is None or clock.escalated_at is None or clock.stopped_at is not None:
        return ""
    role = ROLES.get(clock.escalated_to)
    return _("Put to: %(role)s, %(at)s.") % {
        "role": role.title if role else clock.escalated_to,
        "at": _moment(clock.escalated_at),
    }


def _pause(began: datetime, ended: datetime | None, reason: str) -> str:
    if ended is None:
        return _("%(at)s: paused, %(reason)s") % {"at": _moment(began), "reason": reason}
    return _("%(at)s: paused for %(time)s, %(reason)s") % {
        "at": _moment(began),
        "time": duration(ended - began),
        "reason": reason,
    }


def _moment(at: datetime) -> str:
    return isolate(f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC")
