"""Files that are edited as data, read strictly: known size, known keys, known types.

What a file says too much, too little or wrongly stops what wanted to read it; the refusal names
the place. Each room refuses under its own name.
"""

import enum
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias, TypeVar

from liaison.core.errors import Refusal

FILE: Final = "file"  # the place of what the file says as a whole
SHOWN: Final = 60  # characters of a name that are told in a refusal
WORD: Final = 200  # of one text in a list; the id of an organisation has 182 at the most
Refused: TypeAlias = Callable[[str, str], Refusal]
E = TypeVar("E", bound=enum.StrEnum)
_T = TypeVar("_T")


@dataclass(frozen=True)
class Table:
    """A table of a file, or the file as a whole.

    Attributes:
        place: where it stands, for a refusal.
        said: what stands in it.
        refused: makes the room's refusal of a place and a reason.
    """

    place: str
    said: Mapping[str, object]
    refused: Refused

    def __contains__(self, key: str) -> bool:
        """Return whether a key is said."""
        return key in self.said

    def wrong(self, reason: str) -> Refusal:
        """Return the refusal of something in this table."""
        return self.refused(self.place, reason)

    def only(self, must: Iterable[str], may: Iterable[str] = ()) -> "Table":
        """Return this table, which says all it must and nothing that is not known.

        Raises:
            Refusal: a key is missing or unknown.
        """
        needed = set(must)
        if missing := sorted(needed - self.said.keys()):
            raise self.wrong(f"does not say {', '.join(missing)}")
        if unknown := sorted(self.said.keys() - needed - set(may)):
            raise self.wrong(f"says {unknown[0][:SHOWN]}, which nobody knows")
        return self

    def named(self, key: str) -> "Table":
        """Return this table under a better name: what it says of itself."""
        return Table(f"{self.place} ({str(self.said[key])[:SHOWN]})", self.said, self.refused)

    def table(self, key: str) -> "Table":
        """Return a table inside.

        Raises:
            Refusal: it is none.
        """
        place = key[:SHOWN] if self.place == FILE else f"{self.place}: {key[:SHOWN]}"
        return self._table(place, self.said[key])

    def each(self, *, most: int) -> Mapping[str, "Table"]:
        """Return every table inside by its name, in the order of the file.

        Raises:
            Refusal: none, too many, or something that is no table.
        """
        if not 1 <= len(self.said) <= most:
            raise self.wrong(f"must have from 1 to {most} tables")
        return {key: self.table(key) for key in self.said}

    def rows(self, key: str, *, most: int, least: int = 1) -> tuple["Table", ...]:
        """Return the tables of a list, `[[key]]` in the file.

        Raises:
            Refusal: no list, too few, too many, or something in it that is no table.
        """
        listed = self.items(key, most=most, least=least)
        place = "" if self.place == FILE else f"{self.place}: "
        return tuple(self._table(f"{place}{key} {n}", one) for n, one in enumerate(listed, 1))

    def items(self, key: str, *, most: int, least: int = 0) -> list[object]:
        """Return a list of anything.

        Raises:
            Refusal: no list, too short or too long.
        """
        found: list[object] = self._of(list, key)
        if not least <= len(found) <= most:
            raise self.wrong(f"{key} must have from {least} to {most} entries")
        return found

    def text(self, key: str, *, most: int, least: int = 1) -> str:
        """Return a text.

        Args:
            key: its name.
            most: most characters.
            least: 0 where it may say nothing.

        Raises:
            Refusal: no text, too long, or nothing where it must say something.
        """
        found = self._of(str, key)
        if not least <= len(found.strip()) or len(found) > most:
            raise self.wrong(f"{key} must have from {least} to {most} characters")
        return found

    def number(self, key: str, low: int, high: int) -> int:
        """Return a whole number within its limits.

        Raises:
            Refusal: no whole number, or outside.
        """
        found = self._of(int, key)
        if not low <= found <= high:
            raise self.wrong(f"{key} must be from {low} to {high}")
        return found

    def truth(self, key: str) -> bool:
        """Return true or false.

        Raises:
            Refusal: it is neither.
        """
        return self._of(bool, key)

    def one_of(self, key: str, kind: type[E]) -> E:
        """Return one value of a closed list.

        Raises:
            Refusal: it is not on the list.
        """
        return self._known(key, self.said[key], kind)

    def several_of(self, key: str, kind: type[E], *, least: int = 0) -> frozenset[E]:
        """Return values of a closed list, each said once.

        Raises:
            Refusal: no list, too few, one that is not on the closed list, or one said twice.
        """
        said = self.items(key, most=len(kind), least=least)
        return self._once(key, [self._known(key, one, kind) for one in said])

    def words(self, key: str, *, most: int) -> frozenset[str]:
        """Return texts, each said once.

        Raises:
            Refusal: no list, too long, something that is no text, or said twice.
        """
        said = self.items(key, most=most)
        found = [one for one in said if isinstance(one, str) and len(one) <= WORD]
        if len(found) != len(said):
            raise self.wrong(f"{key} must be a list of short texts")
        return self._once(key, found)

    def _table(self, place: str, said: object) -> "Table":
        if not isinstance(said, dict):
            raise self.refused(place, "must be a table")
        return Table(place, said, self.refused)

    def _of(self, kind: type[_T], key: str) -> _T:
        found = self.said[key]
        # a truth is no number here
        if type(found) is not kind:
            raise self.wrong(f"{key} must be {_KINDS[kind]}")
        return found

    def _known(self, key: str, said: object, kind: type[E]) -> E:
        for one in kind:
            if said == one.value:
                return one
        raise self.wrong(f"{key}: {str(said)[:SHOWN]!r} is none of {', '.join(kind)}")

    def _once(self, key: str, said: list[_T]) -> frozenset[_T]:
        found = frozenset(said)
        if len(found) != len(said):
            raise self.wrong(f"{key} says something twice")
        return found


_KINDS: Final[Mapping[type, str]] = {
    bool: "true or false",
    int: "a whole number",
    list: "a list",
    str: "a text",
}


def parse(content: bytes, *, most: int, refused: Refused) -> Table:
    """Read a file's bytes.

    Args:
        content: TOML in UTF-8.
        most: bytes that are read at most.
        refused: makes the room's refusal of a place and a reason.

    Raises:
        Refusal: too large, or not TOML.
    """
    if len(content) > most:
        raise refused(FILE, f"is larger than {most} bytes")
    try:
        return Table(FILE, tomllib.loads(content.decode()), refused)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise refused(FILE, f"is not TOML: {error}") from error


def read(file: Path, *, most: int, refused: Refused, missing: bytes | None = None) -> bytes:
    """Return the bytes of a file, one more than the most at the most.

    Args:
        file: where it is.
        most: bytes that will be read.
        refused: makes the room's refusal of a place and a reason.
        missing: what to return when there is no such file; None: that is refused.

    Raises:
        Refusal: it cannot be read.
    """
    try:
        with file.open("rb") as opened:
            return opened.read(most + 1)
    except OSError as error:
        if missing is not None and isinstance(error, FileNotFoundError):
            return missing
        raise refused(FILE, f"cannot be read ({error.strerror})") from error
