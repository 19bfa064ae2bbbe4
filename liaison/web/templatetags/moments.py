"""Moments and deadlines in templates: `{% load moments %}`."""

from datetime import UTC, datetime

from django import template

from liaison.core import clock
from liaison.web.parts import Clock, read_clock

register = template.Library()


@register.simple_tag
def clock_of(due: datetime, now: datetime | None = None) -> Clock:
    """Return what a deadline says, now or at the moment given."""
    return read_clock(due, now or clock.now())


@register.filter
def minute(moment: datetime) -> str:
    """Return a moment as `2026-11-23 09:41`, for lists; the word UTC stands beside it."""
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M}"


@register.filter
def utc(moment: datetime) -> str:
    """Return a moment as `2026-11-23 09:41:07`; the component adds the word UTC."""
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S}"
