"""The catalogues of a language: one file for each room, read, merged, written and compiled.

The files carry no line numbers and no dates and are sorted, so that two changes rarely meet.
"""

import difflib
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from tools.messages.texts import LOCALE, ROOMS, Key, Text

# from here on a text that is gone and one that is new are taken for one that was changed
ALIKE: Final = 0.8
_NEVER: Final = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Said:
    """What a language says for one text.

    Attributes:
        text: of the source.
        forms: the translation; of a text with a number, one for each form; empty is missing.
        fuzzy: it was said for another English text and must be looked at.
        before: that other text, or empty.
    """

    text: Text
    forms: tuple[str, ...]
    fuzzy: bool = False
    before: str = ""

    @property
    def missing(self) -> bool:
        """Whether something of it is not translated."""
        return not all(self.forms)


def file_of(language: str, room: str) -> Path:
    """Return where the catalogue of a room lies."""
    return LOCALE / language / f"{room}.po"


def compiled(language: str) -> Path:
    """Return where Django looks for a language; made by `make messages`, never committed."""
    return LOCALE / language / "LC_MESSAGES" / "django.mo"


def number_of_forms(language: str) -> int:
    """Return how many plural forms a language has, as Unicode CLDR counts them for gettext."""
    return int(Catalog(locale=language).num_plurals)


def plural_rule(language: str) -> str:
    """Return the rule that tells which plural form a number takes."""
    return str(Catalog(locale=language).plural_forms)


def read(language: str, rooms: Iterable[str] = ROOMS) -> dict[Key, Said]:
    """Return what a language says, by text."""
    found: dict[Key, Said] = {}
    for room in rooms:
        file = file_of(language, room)
        if file.exists():
            found |= parse(file.read_bytes(), language)
    return found


def parse(content: bytes, language: str) -> dict[Key, Said]:
    """Read one catalogue.

    Args:
        content: of the file.
        language: whose it is.
    """
    found: dict[Key, Said] = {}
    for message in read_po(io.BytesIO(content), locale=language, abort_invalid=True):
        if not message.id:
            continue
        one, plural = (message.id, "") if isinstance(message.id, str) else message.id
        forms = message.string if isinstance(message.string, tuple) else (message.string,)
        before = message.previous_id[0] if message.previous_id else ""
        text = Text(message.context or "", one, plural)
        found[text.key] = Said(text, tuple(str(f or "") for f in forms), message.fuzzy, before)
    return found


def merge(texts: Mapping[Key, Text], said: Mapping[Key, Said], language: str) -> dict[Key, Said]:
    """Return a catalogue of exactly the texts there are.

    What was translated stays; what is gone is dropped; a text that was changed takes the
    translation of what it was before and is marked fuzzy.

    Args:
        texts: of the source.
        said: so far.
        language: whose it is.
    """
    gone = {key[1]: one for key, one in said.items() if key not in texts and not one.missing}
    merged = {}
    for key, text in texts.items():
        known, count = said.get(key), _count(text, language)
        if known is not None and len(known.forms) == count:
            merged[key] = Said(text, known.forms, known.fuzzy, known.before)
            continue
        old = known or _changed(text, gone)
        usable = old is not None and not old.missing
        forms = (old.forms * count)[:count] if old is not None and usable else ("",) * count
        merged[key] = Said(text, forms, usable, old.text.id if old and usable else "")
    return merged


def _changed(text: Text, gone: Mapping[str, Said]) -> Said | None:
    close = difflib.get_close_matches(text.id, gone, n=1, cutoff=ALIKE)
    return gone[close[0]] if close else None


def _count(text: Text, language: str) -> int:
    return number_of_forms(language) if text.plural else 1


def draw(said: Iterable[Said], language: str) -> bytes:
    """Return a catalogue as a file."""
    out = io.BytesIO()
    out.write(_head(language))
    entries = _catalogue(sorted(said, key=lambda one: one.text.key), language)
    write_po(out, entries, width=0, no_location=True, omit_header=True, include_previous=True)
    return out.getvalue()


def write(language: str, said: Mapping[Key, Said]) -> list[Path]:
    """Write what a language says into its files; a file that says it already is left alone.

    Returns:
        The files that were written.
    """
    written = []
    for room in ROOMS:
        file = file_of(language, room)
        content = draw((one for one in said.values() if one.text.room == room), language)
        if not file.exists() or file.read_bytes() != content:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
            written.append(file)
    return written


def compile_language(language: str) -> Path:
    """Make what Django reads of a language; without what is missing or fuzzy."""
    entries = _catalogue(read(language).values(), language)
    target = compiled(language)
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as file:
        write_mo(file, entries)
    return target


def _catalogue(said: Iterable[Said], language: str) -> Catalog:
    entries = Catalog(
        locale=language,
        project="liaison",
        version="1",
        creation_date=_NEVER,
        revision_date=_NEVER,
        fuzzy=False,
    )
    for one in said:
        text = one.text
        entries.add(
            (text.id, text.plural) if text.plural else text.id,
            one.forms if text.plural else one.forms[0],
            flags=["fuzzy"] if one.fuzzy else [],
            auto_comments=text.notes,
            previous_id=(one.before,) if one.before else (),
            context=text.context or None,
        )
    return entries


def _head(language: str) -> bytes:
    return (
        'msgid ""\n'
        'msgstr ""\n'
        f'"Language: {language}\\n"\n'
        '"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n'
        f'"Plural-Forms: {plural_rule(language)}\\n"\n\n'
    ).encode()
