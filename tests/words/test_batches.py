"""A batch goes out as JSON and comes back; only what is sound is written."""

from pathlib import Path

import pytest

from tools.messages import batches, catalogues, standing, texts
from tools.messages.catalogues import Said
from tools.messages.texts import Key, Text

IN = Text("", "Sign in", where=("liaison/web/templates/identity/sign_in.html",))
HOURS = Text("", "%(n)d hour", "%(n)d hours", ("liaison/web/casework/clockface.py",))
OPEN = {one.key: Said(one, ("",) * n) for one, n in ((IN, 1), (HOURS, 2))}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Catalogues of their own, in a folder that is thrown away."""
    for module in (texts, catalogues, standing):
        monkeypatch.setattr(module, "LOCALE", tmp_path)
    return tmp_path


def said(key: Key, entries: list[dict[str, object]]) -> tuple[tuple[str, ...], list[str]]:
    filled, refused = batches.fill(OPEN, "fr", entries)
    return filled[key].forms, refused


def test_a_batch_names_the_text_its_place_and_its_forms() -> None:
    assert batches.open_texts(OPEN, "fr", "identity") == [
        {"id": "Sign in", "translation": "", "where": [IN.where[0]]}
    ]
    assert batches.open_texts(OPEN, "fr", "all")[1]["translation"] == {
        "0 and 1": "",
        "2 and more": "",
    }


def test_what_is_sound_is_taken() -> None:
    assert said(IN.key, [{"id": "Sign in", "translation": "Se connecter"}]) == (
        ("Se connecter",),
        [],
    )
    forms = {"0 and 1": "%(n)d heure", "2 and more": "%(n)d heures"}
    assert said(HOURS.key, [{"id": "%(n)d hour", "translation": forms}]) == (
        tuple(forms.values()),
        [],
    )


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        ({"id": "Sign in", "translation": "Sign in"}, "is the English text"),
        ({"id": "Sign on", "translation": "Se connecter"}, "no such text"),
        ({"id": "%(n)d hour", "translation": {"0 and 1": "%(n)d heure"}}, "a form is missing"),
        ({"id": "%(n)d hour", "translation": "%(n)d heures"}, "must have 2 forms"),
    ],
)
def test_what_is_wrong_is_named_and_left_open(entry: dict[str, object], fault: str) -> None:
    filled, refused = batches.fill(OPEN, "fr", [entry])
    assert filled == OPEN
    assert any(fault in one for one in refused)


def test_the_same_word_is_declared_with_the_batch() -> None:
    forms, refused = said(IN.key, [{"id": "Sign in", "translation": "Sign in", "same": True}])
    assert (forms, refused) == (("Sign in",), [])
    assert standing.read("fr").same == {"Sign in"}


def test_files_are_written_by_room_and_read_again(folder: Path) -> None:
    filled, _ = batches.fill(OPEN, "fr", [{"id": "Sign in", "translation": "Se connecter"}])
    catalogues.write("fr", filled)
    assert "Se connecter" in (folder / "fr" / "identity.po").read_text(encoding="utf-8")
    assert catalogues.read("fr")[IN.key].forms == ("Se connecter",)
    assert catalogues.write("fr", filled) == []
    assert catalogues.compile_language("fr").exists()
