"""Where texts are found: Python, templates and their components, and files of data.

Templates are read as Django reads them, files of data by the names in `SHOWN`; everything else is
what Babel finds.
"""

import io
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from babel.messages.extract import extract
from django.utils.translation.template import templatize

from tools.messages.texts import ROOT, Key, Text

_ONE: Final = (1,)
_MANY: Final = (1, 2)
_ONE_OF: Final = ((1, "c"), 2)
_MANY_OF: Final = ((1, "c"), 2, 3)
KEYWORDS: Final[Mapping[str, tuple[int | tuple[int, str], ...]]] = {
    "_": _ONE,
    "gettext": _ONE,
    "gettext_lazy": _ONE,
    "gettext_noop": _ONE,
    "ngettext": _MANY,
    "ngettext_lazy": _MANY,
    "pgettext": _ONE_OF,
    "pgettext_lazy": _ONE_OF,
    "npgettext": _MANY_OF,
    "npgettext_lazy": _MANY_OF,
}
NOTES: Final = ("Translators:",)
# files of data -> the fields of each table that a page shows
SHOWN: Final[Mapping[str, tuple[str, ...]]] = {
    "resources/roles.toml": ("title", "sentence"),
    "resources/policy/clocks.toml": ("title", "article"),
    "resources/policy/grounds.toml": ("title",),
    "resources/policy/intake.toml": ("title",),
}
# what is read by machines and by those who write them: in English
ENGLISH_ONLY: Final = ("liaison/api/templates/", "liaison/cli/")


def find() -> dict[Key, Text]:
    """Return every text of the house, by what gettext finds it by."""
    found: dict[Key, Text] = {}
    for text in _all():
        known = found.get(text.key)
        found[text.key] = text if known is None else _both(known, text)
    return dict(sorted(found.items()))


def templates() -> Iterator[Path]:
    """Yield the templates whose texts people read in their language."""
    for file in sorted((ROOT / "liaison").rglob("templates/**/*")):
        if file.suffix in {".html", ".txt"} and not _named(file).startswith(ENGLISH_ONLY):
            yield file


def modules() -> Iterator[Path]:
    """Yield the Python files whose texts people read in their language."""
    for file in sorted((ROOT / "liaison").rglob("*.py")):
        name = _named(file)
        if "/migrations/" not in name and not name.startswith(ENGLISH_ONLY):
            yield file


def of_template(source: str, where: str = "") -> Iterator[Text]:
    """Yield the texts of one template: `translate`, `blocktranslate`, `_()` in arguments.

    Args:
        source: of the template.
        where: its path.
    """
    # what remains of markup is X; without indentation Python's own reader takes it as lines
    lines = (line.strip() for line in templatize(source, origin=where).split("\n"))
    yield from of_python("\n".join(lines), where)


def of_python(source: str, where: str = "") -> Iterator[Text]:
    """Yield the texts of one Python file.

    Args:
        source: of the file.
        where: its path.
    """
    found = extract("python", io.BytesIO(source.encode()), keywords=KEYWORDS, comment_tags=NOTES)
    for _line, said, notes, context in found:
        one, plural = said if isinstance(said, tuple) else (said, "")
        if one:
            yield Text(context or "", one, plural, (where,), tuple(notes))


def of_data(content: str, fields: Iterable[str], where: str = "") -> Iterator[Text]:
    """Yield the texts of a file of tables.

    Args:
        content: TOML.
        fields: of each table that are shown.
        where: its path.
    """
    for table in tomllib.loads(content).values():
        yield from (Text("", str(table[name]), where=(where,)) for name in fields if name in table)


def _all() -> Iterator[Text]:
    for file in modules():
        yield from of_python(file.read_text(encoding="utf-8"), _named(file))
    for file in templates():
        yield from of_template(file.read_text(encoding="utf-8"), _named(file))
    for name, fields in SHOWN.items():
        yield from of_data((ROOT / name).read_text(encoding="utf-8"), fields, name)


def _named(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def _both(one: Text, other: Text) -> Text:
    return Text(
        one.context,
        one.id,
        one.plural or other.plural,
        tuple(sorted({*one.where, *other.where})),
        tuple(sorted({*one.notes, *other.notes})),
    )
