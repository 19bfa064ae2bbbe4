"""What a language has declared: that it is finished, and which words it shares with English."""

import json
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tools.messages.texts import LOCALE

_HEAD = """\
# finished: every text must be translated, or `make check` fails; set to true by the last batch.
# same: English texts that are the same words in this language, on purpose.
"""


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a language is.

    Attributes:
        finished: nothing may be missing any more.
        same: English texts that it says in the same words.
    """

    finished: bool = False
    same: frozenset[str] = frozenset()


def file_of(language: str) -> Path:
    """Return where a language declares it."""
    return LOCALE / language / "language.toml"


def read(language: str) -> Standing:
    """Return what a language has declared."""
    file = file_of(language)
    if not file.exists():
        return Standing()
    said = tomllib.loads(file.read_text(encoding="utf-8"))
    return Standing(bool(said["finished"]), frozenset(said["same"]))


def write(language: str, *, finished: bool, same: Iterable[str]) -> None:
    """Write what a language declares."""
    words = "".join(f"    {json.dumps(one, ensure_ascii=False)},\n" for one in sorted(same))
    listed = f"[\n{words}]" if words else "[]"
    text = f"{_HEAD}finished = {str(finished).lower()}\nsame = {listed}\n"
    file_of(language).parent.mkdir(parents=True, exist_ok=True)
    file_of(language).write_text(text, encoding="utf-8")
