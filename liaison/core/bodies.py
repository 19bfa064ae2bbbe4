"""Bodies of messages, read strictly: known fields, known types, one spelling of each value. Pure.

What a peer sends is untrusted. A refusal names the field and what is wrong with it, never what it
held; each room refuses under its own name.
"""

import enum
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias, TypeVar
from uuid import UUID

from liaison.core.errors import Refusal, TextRefused
from liaison.core.texts import Rule

SHOWN: Final = 40  # characters of an unknown field's name that are told
WORD: Final = 60  # characters of a word of a closed list
Refused: TypeAlias = Callable[[str, str], Refusal]
_E = TypeVar("_E", bound=enum.StrEnum)


@dataclass(frozen=True)
class Body:
    """An object that came from outside.

    Attributes:
        said: what stands in it.
        refused: makes the room's refusal of a field and a reason.
    """

    said: Mapping[str, object]
    refused: Refused

    def only(self, must: Iterable[str]) -> "Body":
        """Return this body, which has all fields it must and no other.

        Raises:
            Refusal: a field is missing or unknown.
        """
        needed = set(must)
        if missing := needed - self.said.keys():
            raise self.refused(min(missing), "is missing")
        if unknown := self.said.keys() - needed:
            raise self.refused(min(unknown)[:SHOWN], "is not known")
        return self

    def text(self, field: str, *, most: int, least: int = 0) -> str:
        """Return a text as it was written.

        Raises:
            Refusal: it is missing, no text, or not as long as it may be.
        """
        found = self.said.get(field)
        if not isinstance(found, str) or not least <= len(found) <= most:
            raise self.refused(field, f"must be a text of {least} to {most} characters")
        return found

    def words(self, field: str, rule: Rule) -> str:
        """Return what a person wrote, as it is kept.

        Raises:
            Refusal: it is missing, no text, or against the rule.
        """
        found = self.said.get(field)
        if not isinstance(found, str):
            raise self.refused(field, "is not a text")
        try:
            return rule.read(field, found)
        except TextRefused as refusal:
            raise self.refused(field, refusal.reason) from refusal

    def uuid(self, field: str) -> UUID:
        """Return a UUID that is written the one plain way.

        Raises:
            Refusal: it is not.
        """
        text = self.text(field, most=WORD)
        try:
            found = UUID(text)
        except ValueError as error:
            raise self.refused(field, "is not a UUID") from error
        if str(found) != text:
            raise self.refused(field, "is not a UUID in its plain form")
        return found

    def truth(self, field: str) -> bool:
        """Return true or false.

        Raises:
            Refusal: it is neither.
        """
        found = self.said.get(field)
        if not isinstance(found, bool):
            raise self.refused(field, "must be true or false")
        return found

    def number(self, field: str, low: int, high: int) -> int:
        """Return a whole number within its limits.

        Raises:
            Refusal: no whole number, or outside.
        """
        found = self.said.get(field)
        # true is a number for Python, not for whoever reads the message
        if type(found) is not int or not low <= found <= high:
            raise self.refused(field, f"must be a whole number from {low} to {high}")
        return found

    def one_of(self, field: str, words: Iterable[_E]) -> _E:
        """Return one word of a closed list.

        Raises:
            Refusal: it is not on the list.
        """
        text = self.text(field, most=WORD)
        for word in words:
            if word.value == text:
                return word
        raise self.refused(field, "is not one of its words")

    def items(self, field: str, *, most: int, least: int = 0) -> list[object]:
        """Return a list of anything.

        Raises:
            Refusal: no list, too short or too long.
        """
        found = self.said.get(field)
        if not isinstance(found, list) or not least <= len(found) <= most:
            raise self.refused(field, f"must be a list of {least} to {most}")
        return found

    def inside(self, field: str) -> "Body":
        """Return an object inside.

        Raises:
            Refusal: it is none.
        """
        return self.part(field, self.said.get(field))

    def part(self, field: str, said: object) -> "Body":
        """Return an object that stands in a list of this body.

        Raises:
            Refusal: it is none.
        """
        if not isinstance(said, Mapping) or not all(isinstance(name, str) for name in said):
            raise self.refused(field, "must be an object")
        return Body(said, self.refused)
