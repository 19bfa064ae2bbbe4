"""Moments, deadlines and numbers in templates: `{% load moments %}`."""

from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from babel import UnknownLocaleError
from babel.numbers import format_decimal
from django import template
from django.template import Context
from django.utils.translation import get_language, to_locale

from liaison.core import clock
from liaison.web.parts import Clock, read_clock

register = template.Library()


@dataclass(frozen=True)
class Moment:
    """A moment as `<c-moment>` shows it: never in another order than year, month, day.

    Attributes:
        here: date and time where the reader's desk stands, with the difference from UTC.
        there: the same in UTC, without the date where it is the same; empty when `here` is UTC.
    """

    here: str
    there: str = ""


@register.simple_tag
def clock_of(due: datetime, now: datetime | None = None) -> Clock:
    """Return what a deadline says, now or at the moment given."""
    return read_clock(due, now or clock.now())


@register.simple_tag(takes_context=True)
def moment_of(context: Context, at: datetime, to: str = "seconds") -> Moment:
    """Return what a moment says to whoever reads the page.

    Args:
        context: of the page; `reader_zone` is the zone of the reader's desk.
        at: the moment.
        to: the smallest unit, `seconds` or `minutes`.
    """
    zone = context.get("reader_zone")
    return read_moment(at, zone if isinstance(zone, tzinfo) else UTC, to=to)


def read_moment(at: datetime, zone: tzinfo, *, to: str = "seconds") -> Moment:
    """Return a moment in a zone, with UTC beside.

    Args:
        at: the moment.
        zone: where the reader is.
        to: the smallest unit, `seconds` or `minutes`.
    """
    there = at.astimezone(UTC)
    here = there.astimezone(zone)
    clock_form = "%H:%M" if to == "minutes" else "%H:%M:%S"
    if not here.utcoffset():
        return Moment(f"{there:%Y-%m-%d {clock_form}} UTC")
    date = "" if here.date() == there.date() else f"{there:%Y-%m-%d} "
    return Moment(
        f"{here:%Y-%m-%d {clock_form}}\u00a0{here.isoformat()[-6:]}",
        f"{date}{there:{clock_form}} UTC",
    )


@register.filter
def minute(moment: datetime) -> str:
    """Return a moment as `2026-11-23 09:41`, for sentences; the word UTC stands beside it."""
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M}"


@register.filter
def utc(moment: datetime) -> str:
    """Return a moment as `2026-11-23 09:41:07`; the component adds the word UTC."""
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S}"


@register.filter
def number(value: int) -> str:
    """Return a count as the reader's language groups it, in Western digits: `12,345`.

    Never for what is copied or compared: references, numbers of documents, years.
    """
    try:
        return format_decimal(value, locale=to_locale(get_language() or "en"))
    except UnknownLocaleError:
        return str(value)
