"""The socket of audit: words for events. Rooms above plug theirs in, in `apps.py`."""

from collections.abc import Mapping

from django.utils.functional import Promise

# event -> sentence with %(name)s places for facts; lazy, so that each reader has their language
PRESENTERS: dict[str, str | Promise] = {}


class _Places(dict[str, object]):
    """Facts that show a gap where one is missing: an old entry must not break a page."""

    def __missing__(self, key: str) -> str:
        return "?"


def sentence(event: str, facts: Mapping[str, object]) -> str:
    """Return an event in words.

    Args:
        event: Name of the event, as stored.
        facts: The facts of the entry.

    Returns:
        The room's sentence with the facts in their places; the event's name when no room speaks
        for it (any more).
    """
    words = PRESENTERS.get(event)
    if words is None:
        return event
    return str(words) % _Places(facts)
