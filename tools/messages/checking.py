"""The gate: what is wrong with the catalogues and with the templates, in one list."""

from collections.abc import Iterator, Mapping
from typing import Final

from tools.messages import catalogues, faults, literals, python_faults, sources, standing
from tools.messages.texts import LANGUAGES, ROOT, Key, Text

# where people are spoken to
DOOR: Final = ROOT / "liaison" / "web"


def problems(texts: Mapping[Key, Text], *, everything: bool = False) -> Iterator[str]:
    """Yield what must be put right.

    Args:
        texts: of the source.
        everything: ask completeness of every language, finished or not.
    """
    yield from in_templates()
    yield from in_python()
    for language in LANGUAGES:
        yield from in_language(language, texts, everything=everything)


def in_templates() -> Iterator[str]:
    """Yield words in templates that no translation reaches."""
    for file in sources.templates():
        for words in literals.of(file.read_text(encoding="utf-8")):
            yield f"{file.relative_to(ROOT)}: not translated: {words}"


def in_python() -> Iterator[str]:
    """Yield words at the doors for people that are said too early, or never translated."""
    for file in sources.modules():
        for fault in python_faults.of(file.read_text(encoding="utf-8"), door=DOOR in file.parents):
            yield f"{file.relative_to(ROOT)}: {fault}"


def in_language(
    language: str, texts: Mapping[Key, Text], *, everything: bool = False
) -> Iterator[str]:
    """Yield what is wrong with a language; what is missing only once it is said to be finished.

    Args:
        language: one of ours.
        texts: of the source.
        everything: ask completeness in any case.
    """
    declared, said = standing.read(language), catalogues.read(language)
    for one in said.values():
        yield from (
            f"{language}: {one.text.id!r}: {fault}"
            for fault in faults.of(one, language, declared.same)
        )
    if not (everything or declared.finished):
        return
    for key, one in catalogues.merge(texts, said, language).items():
        if one.missing:
            yield f"{language}: {key[1]!r}: not translated ({one.text.room})"
        elif one.fuzzy:
            yield f"{language}: {key[1]!r}: fuzzy ({one.text.room})"
    yield from (f"{language}: {key[1]!r}: said nowhere any more" for key in said.keys() - texts)
    for id_ in sorted(declared.same - {key[1] for key in texts}):
        yield f"{language}: {id_!r}: declared the same, but said nowhere any more"


def is_compiled(language: str) -> bool:
    """Return whether what Django reads is there and no older than what it was made from."""
    target = catalogues.compiled(language)
    files = list(target.parents[1].glob("*.po"))
    return target.exists() and all(
        file.stat().st_mtime <= target.stat().st_mtime for file in files
    )
