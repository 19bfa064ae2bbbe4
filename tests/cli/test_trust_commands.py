"""`liaison trust`: card, sign, install, show; a bureau begins to trust another with these."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from django.conf import settings

from liaison.core.errors import CommandRefused, Refusal
from liaison.exchange import keymaking, trust
from liaison.exchange.errors import TrustRefused
from liaison.exchange.models import DirectoryVersion
from tests.cast import NOW, entries
from tests.cli.conftest import Liaison
from tests.cli.things import a_card
from tests.simulators.standing_clock import StandingClock

pytestmark = pytest.mark.django_db


@pytest.fixture
def own_card(liaison: Liaison, tmp_path: Path) -> Path:
    """Beijing's card, as its command prints it."""
    file = tmp_path / "beijing.json"
    file.write_text(liaison("trust", "card").stdout)
    return file


@pytest.fixture
def seouls_card(tmp_path: Path) -> Path:
    """The card of another bureau."""
    file = tmp_path / "seoul.json"
    file.write_text(json.dumps(a_card("seoul", tmp_path / "seoul", now=NOW)))
    return file


def test_a_card_holds_nothing_private(liaison: Liaison) -> None:
    found = json.loads(liaison("trust", "card").stdout)

    assert (found["id"], found["name"]) == ("beijing", "INTERPOL Beijing")
    assert {key["use"] for key in found["keys"]} == {"sig", "enc"}
    assert not [key for key in found["keys"] if "d" in key]
    assert json.loads(liaison("trust", "card", "--name", "NCB").stdout)["name"] == "NCB"


def test_from_cards_to_a_directory_that_rules(
    liaison: Liaison, own_card: Path, seouls_card: Path, tmp_path: Path
) -> None:
    file = tmp_path / "directory.jws"

    signed = liaison("trust", "sign", own_card, seouls_card, "--out", file)
    assert "lists 2 bureaus" in signed.stdout
    assert trust.version_in_force() is None

    installed = liaison("trust", "install", file)
    assert "2 bureaus" in installed.stdout
    assert trust.version_in_force() == int(NOW.timestamp())
    assert sorted(trust.directory(NOW).entries) == ["beijing", "seoul"]

    shown = liaison("trust", "show").stdout
    assert "beijing" in shown
    assert "seoul" in shown


def test_an_older_directory_is_not_installed(
    liaison: Liaison, own_card: Path, tmp_path: Path, clock: StandingClock
) -> None:
    older, newer = tmp_path / "older.jws", tmp_path / "newer.jws"
    liaison("trust", "sign", own_card, "--out", older)
    clock.at = NOW.replace(hour=10)
    liaison("trust", "sign", own_card, "--out", newer)
    liaison("trust", "install", newer)
    before = entries()

    with pytest.raises(TrustRefused, match="rollback"):
        liaison("trust", "install", older)

    assert entries() == before
    assert DirectoryVersion.objects.count() == 1


def test_a_directory_of_another_root_is_not_installed(
    liaison: Liaison, own_card: Path, tmp_path: Path
) -> None:
    keymaking.make_root(tmp_path / "other")
    root, file = tmp_path / "other" / keymaking.ROOT_PRIVATE, tmp_path / "directory.jws"
    liaison("trust", "sign", own_card, "--root", root, "--out", file)
    before = entries()

    with pytest.raises(TrustRefused, match="root"):
        liaison("trust", "install", file)

    assert entries() == before
    assert not DirectoryVersion.objects.exists()


def _spoilt(own: Path) -> None:
    own.write_text(own.read_text().replace('"beijing"', '"Beijing"'))


CARDS: Mapping[str, Callable[[Path], object]] = {
    "missing": Path.unlink,
    "empty": lambda own: own.write_text(""),
    "not JSON": lambda own: own.write_text("{"),
    "a list": lambda own: own.write_text("[]"),
    "not UTF-8": lambda own: own.write_bytes(b"\xff"),
    "huge": lambda own: own.write_text(own.read_text() + " " * 70_000),
    "an id with capitals": _spoilt,
}


@pytest.mark.parametrize("spoil", CARDS.values(), ids=CARDS)
def test_signs_no_card_that_nobody_would_accept(
    spoil: Callable[[Path], object], liaison: Liaison, own_card: Path, tmp_path: Path
) -> None:
    spoil(own_card)

    with pytest.raises(CommandRefused):
        liaison("trust", "sign", own_card, "--out", tmp_path / "directory.jws")

    assert not (tmp_path / "directory.jws").exists()


@pytest.mark.parametrize("content", [None, "", "{}", "[]", '{"keys": []}'], ids=str)
def test_signs_with_no_key_that_is_none(
    content: str | None, liaison: Liaison, own_card: Path, tmp_path: Path
) -> None:
    root = tmp_path / "root.jwks"
    if content is not None:
        root.write_text(content)

    with pytest.raises(Refusal):
        liaison("trust", "sign", own_card, "--root", root, "--out", tmp_path / "directory.jws")

    assert not (tmp_path / "directory.jws").exists()


@pytest.mark.parametrize("content", [None, b"", b"not a token", b"\xff" * 100], ids=str)
def test_installs_no_file_that_is_no_directory(
    content: bytes | None, liaison: Liaison, tmp_path: Path
) -> None:
    file, before = tmp_path / "directory.jws", entries()
    if content is not None:
        file.write_bytes(content)

    with pytest.raises((CommandRefused, TrustRefused)):
        liaison("trust", "install", file)

    assert entries() == before
    assert not DirectoryVersion.objects.exists()


def test_shows_nothing_where_nothing_rules(liaison: Liaison) -> None:
    with pytest.raises(TrustRefused):
        liaison("trust", "show")


def test_the_root_stays_where_it_is(liaison: Liaison, own_card: Path, tmp_path: Path) -> None:
    file = tmp_path / "directory.jws"
    liaison("trust", "sign", own_card, "--out", file)

    private = json.loads((settings.NODE.trust_folder / keymaking.ROOT_PRIVATE).read_text())
    assert private["keys"][0]["d"] not in file.read_text()
