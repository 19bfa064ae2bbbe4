"""Batches of open texts as JSON, and the way back: nobody has to edit a catalogue by hand."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from tools.messages import faults, standing
from tools.messages.catalogues import Said
from tools.messages.texts import Key

# how each form is told apart in a batch, in the order of the rule of gettext
FORMS: Final[Mapping[str, tuple[str, ...]]] = {
    "ar": ("0", "1", "2", "3 to 10", "100, 101, 102", "11 to 99"),
    "es": ("1", "0, 2 and more"),
    "fr": ("0 and 1", "2 and more"),
    "zh_Hans": ("any",),
}


def open_texts(said: Mapping[Key, Said], language: str, room: str) -> list[dict[str, Any]]:
    """Return what a language has not said yet, as a translator reads it.

    Args:
        said: the merged catalogue of the language.
        language: of it.
        room: whose texts, or `all`.
    """
    found: list[dict[str, Any]] = []
    for one in said.values():
        text = one.text
        if room not in {text.room, "all"} or not (one.missing or one.fuzzy):
            continue
        entry: dict[str, Any] = {"id": text.id, "translation": ""}
        if text.plural:
            entry["plural"] = text.plural
            entry["translation"] = dict.fromkeys(FORMS[language], "")
        optional = {
            "context": text.context,
            "notes": list(text.notes),
            "before": one.before,
            "said_before": list(one.forms) if one.fuzzy else [],
        }
        found.append(
            entry | {k: v for k, v in optional.items() if v} | {"where": list(text.where)}
        )
    return found


def fill(
    said: Mapping[Key, Said], language: str, entries: Sequence[Mapping[str, Any]]
) -> tuple[dict[Key, Said], list[str]]:
    """Return a catalogue with a batch in it, and what could not be taken, with the reason.

    Args:
        said: the merged catalogue of the language.
        language: of it.
        entries: as `open_texts` gave them, with translations; those without one are passed over.
            `"same": true` says that the language uses the English words.
    """
    same = set(standing.read(language).same)
    filled, refused = dict(said), []
    for entry in entries:
        forms = _forms(entry.get("translation", ""), language)
        if not any(forms):
            continue
        key = (str(entry.get("context", "")), str(entry["id"]))
        one = said.get(key)
        if one is None:
            refused.append(f"{key[1]!r}: no such text (any more)")
            continue
        if entry.get("same"):
            same.add(key[1])
        new = replace(one, forms=forms, fuzzy=False, before="")
        wrong = list(_wrong(new, language, same))
        refused += [f"{key[1]!r}: {fault}" for fault in wrong]
        if not wrong:
            filled[key] = new
    used = {key[1] for key in filled}
    standing.write(
        language,
        finished=standing.read(language).finished,
        same=(one for one in same if one in used),
    )
    return filled, refused


def read(content: str) -> list[dict[str, Any]]:
    """Read a batch.

    Raises:
        ValueError: it is no list of objects with an `id`.
    """
    entries = json.loads(content)
    if not isinstance(entries, list) or not all(isinstance(one, dict) for one in entries):
        raise ValueError("a batch is a list of objects")
    if not all(isinstance(one.get("id"), str) for one in entries):
        raise ValueError("every entry of a batch has an id")
    return entries


def _forms(translation: object, language: str) -> tuple[str, ...]:
    if isinstance(translation, dict):
        return tuple(str(translation.get(name, "")) for name in FORMS[language])
    return (str(translation),)


def _wrong(said: Said, language: str, same: set[str]) -> Iterator[str]:
    if said.missing:
        yield "a form is missing"
    yield from faults.of(said, language, same)
