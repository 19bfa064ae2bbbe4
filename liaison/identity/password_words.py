"""Words a password must not live on: those of the house, from a file, and of this bureau's id."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

from liaison.core import datafile
from liaison.identity.errors import FileRefused

FILE: Final = Path(__file__).resolve().parents[2] / "resources" / "policy" / "password_words.toml"
MAX_BYTES: Final = 64 * 1024
MAX_WORDS: Final = 2_000
MAX_TEXT: Final = 300
LEFT_MAX: Final = 64


@dataclass(frozen=True)
class PasswordWords:
    """The list.

    Attributes:
        words: in small letters.
        left: so many characters must remain without them.
        verified: whether a person compared it with its source.
    """

    words: frozenset[str]
    left: int
    verified: bool


def parse(content: bytes) -> PasswordWords:
    """Read the list.

    Args:
        content: TOML in UTF-8.

    Raises:
        FileRefused: too large, not TOML, or something it does not know.
    """
    whole = datafile.parse(content, most=MAX_BYTES, refused=FileRefused)
    whole.only({"left", "source", "verified", "words"}).text("source", most=MAX_TEXT)
    words = whole.words("words", most=MAX_WORDS)
    if not all(word and word == word.casefold() for word in words):
        raise whole.wrong("words must be in small letters")
    return PasswordWords(words, whole.number("left", 1, LEFT_MAX), whole.truth("verified"))


def without(password: str, words: Iterable[str]) -> str:
    """Return what is left of a password without some words, in small letters.

    Args:
        password: at most 256 characters.
        words: in small letters; the longest are taken out first.
    """
    left = password.casefold()
    for word in sorted(words, key=len, reverse=True):
        left = left.replace(word, "")
    return left


class HouseWordsValidator(CommonPasswordValidator):
    """Refuses what is common anywhere, by Django's list, and what is common in this house."""

    def __init__(self) -> None:
        """Read both lists, and the parts of the bureau's id."""
        super().__init__()
        self._said = parse(FILE.read_bytes())
        own = settings.NODE.organisation.replace("/", "-").split("-")
        self._words = self._said.words | {part for part in own if part}

    def validate(self, password: str, user: Any = None) -> None:  # noqa: ANN401 - Django's own
        """Let a password pass that is something without the words.

        Raises:
            ValidationError: it is on Django's list, or too little is left.
        """
        super().validate(password, user)
        if len(without(password, self._words)) < self._said.left:
            raise ValidationError(self.get_error_message(), code="password_too_common")
