"""The names of those who did something, by the id that is kept with it."""

import uuid
from collections.abc import Iterable

from liaison.identity.models import Machine, Person


def names_of(people: Iterable[str]) -> dict[str, str]:
    """Return the names of people and machines by id; what is no id is left out.

    Args:
        people: ids as texts; names of workers and commands among them are passed over.
    """
    ids = sorted({found for text in people if (found := uuid_or_none(text)) is not None})
    if not ids:
        return {}
    rows = [
        *Person.objects.filter(pk__in=ids).values_list("pk", "name"),
        *Machine.objects.filter(pk__in=ids).values_list("pk", "name"),
    ]
    return {str(pk): name for pk, name in rows}


def uuid_or_none(text: str) -> uuid.UUID | None:
    """Return a UUID, or None for any other text."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
