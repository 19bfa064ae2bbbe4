"""Lengths of columns, and closed lists for constraints."""

import enum

from liaison.queries.states import Action

ORGANISATION_LENGTH = 120
NAME_LENGTH = 200
NUMBER_LENGTH = 40
ASKED_NAME_LENGTH = 200
DATE_LENGTH = 10
STATE_CODE_LENGTH = 3
WORD_LENGTH = 40

COERCIVE = [action.value for action in Action if action.coercive]


def values(words: type[enum.StrEnum]) -> list[str]:
    """Return the values of an enum, for a constraint."""
    return [word.value for word in words]
