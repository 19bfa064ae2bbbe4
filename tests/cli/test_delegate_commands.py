"""`liaison trust delegate` and `withdraw`: a parent vouches for a sub-bureau, or not."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from liaison.core.errors import CommandRefused, Refusal
from liaison.exchange import trust
from tests.cast import NOW, entries
from tests.cli.conftest import Liaison
from tests.cli.things import a_card

pytestmark = pytest.mark.django_db
HONG_KONG = "beijing/hong-kong"


@pytest.fixture
def own_card(liaison: Liaison, tmp_path: Path) -> Path:
    """Beijing's card."""
    file = tmp_path / "beijing.json"
    file.write_text(liaison("trust", "card").stdout)
    return file


@pytest.fixture
def hong_kongs_card(tmp_path: Path) -> Path:
    """Hong Kong's card, as it made it: nobody vouches for it yet."""
    file = tmp_path / "hong-kong.json"
    made = a_card(HONG_KONG, tmp_path / "hong-kong", now=NOW)
    file.write_text(json.dumps({**made, "parent": "beijing"}))
    return file


def test_a_card_lists_the_desks_of_the_node(own_card: Path) -> None:
    desks = {desk["id"]: desk for desk in json.loads(own_card.read_text())["desks"]}
    assert list(desks) == ["beijing", "beijing/hong-kong", "beijing/macao"]
    macao = desks["beijing/macao"]
    assert (macao["address"], macao["country"]) == ("IP MACAO", "MAC")
    assert macao["region"] == desks["beijing"]["region"] == "asia-south-pacific"


def test_with_its_parents_word_it_is_trusted(
    liaison: Liaison, own_card: Path, hong_kongs_card: Path, tmp_path: Path
) -> None:
    vouched, file = tmp_path / "vouched.json", tmp_path / "directory.jws"
    liaison("trust", "delegate", hong_kongs_card, "--out", vouched)
    told = liaison("trust", "sign", own_card, vouched, "--out", file).stdout
    assert "not trusted" not in told
    liaison("trust", "install", file)

    found = trust.directory(NOW)
    assert sorted(found.entries) == ["beijing", HONG_KONG]
    # its own node serves its desk, although Beijing's organisations name it too
    assert found.nodes == {
        "beijing": "beijing",
        "beijing/macao": "beijing",
        HONG_KONG: HONG_KONG,
    }


def test_without_it_the_command_line_says_so(
    liaison: Liaison, own_card: Path, hong_kongs_card: Path, tmp_path: Path
) -> None:
    file = tmp_path / "directory.jws"
    told = liaison("trust", "sign", own_card, hong_kongs_card, "--out", file).stdout
    assert f"not trusted: {HONG_KONG}: it carries no delegation" in told
    assert "not trusted" in liaison("trust", "install", file).stdout
    assert "not trusted" in liaison("trust", "show").stdout
    assert list(trust.directory(NOW).entries) == ["beijing"]


def test_taken_back_with_the_next_directory(
    liaison: Liaison, own_card: Path, hong_kongs_card: Path, tmp_path: Path
) -> None:
    vouched, word, file = tmp_path / "v.json", tmp_path / "word.jws", tmp_path / "directory.jws"
    liaison("trust", "delegate", hong_kongs_card, "--out", vouched)
    liaison("trust", "withdraw", HONG_KONG, "--out", word)
    told = liaison("trust", "sign", own_card, vouched, "--withdrawal", word, "--out", file).stdout
    assert "its parent has withdrawn the delegation" in told
    # or in the parent's next card
    again = json.loads(liaison("trust", "card", "--withdrawal", word).stdout)
    assert again["withdrawals"] == [word.read_text()]


def test_a_withdrawal_of_nobody_here_is_not_signed(
    liaison: Liaison, hong_kongs_card: Path, tmp_path: Path
) -> None:
    word = tmp_path / "word.jws"
    liaison("trust", "withdraw", HONG_KONG, "--out", word)
    with pytest.raises(CommandRefused):
        liaison(
            "trust",
            "sign",
            hong_kongs_card,
            "--withdrawal",
            word,
            "--out",
            tmp_path / "directory.jws",
        )
    assert not (tmp_path / "directory.jws").exists()


CARDS: Mapping[str, Callable[[Path], object]] = {
    "missing": Path.unlink,
    "not JSON": lambda card: card.write_text("{"),
    "half a card": lambda card: card.write_text('{"id": "beijing/hong-kong"}'),
    "of a stranger": lambda card: card.write_text(card.read_text().replace(HONG_KONG, "oslo")),
}


@pytest.mark.parametrize("spoil", CARDS.values(), ids=CARDS)
def test_vouches_for_no_card_that_is_none(
    spoil: Callable[[Path], object], liaison: Liaison, hong_kongs_card: Path, tmp_path: Path
) -> None:
    spoil(hong_kongs_card)
    before = entries()
    with pytest.raises(Refusal):
        liaison("trust", "delegate", hong_kongs_card, "--out", tmp_path / "vouched.json")
    assert entries() == before
    assert not (tmp_path / "vouched.json").exists()


def test_takes_nothing_back_from_a_stranger(liaison: Liaison, tmp_path: Path) -> None:
    before = entries()
    with pytest.raises(Refusal):
        liaison("trust", "withdraw", "seoul", "--out", tmp_path / "word.jws")
    assert entries() == before
