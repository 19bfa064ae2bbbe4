"""What a relay does not keep: files that are not for it, too many, too long, too late."""

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from liaison.exchange import jobs, policy
from liaison.exchange.services import carrying
from liaison.lib.wire import limits
from liaison.lib.wire.keys import generate
from liaison.lib.wire.pieces import Piece
from tests.exchange.house import logged
from tests.exchange.relay_parts.keeping.parts import left, parts
from tests.files.specimens import TEXT
from tests.simulators.enclosed import Enclosed
from tests.simulators.network import Network
from tests.simulators.post import Reader

pytestmark = pytest.mark.django_db


def _of_tokyo(_: Reader, tokyo: Reader) -> list[Piece]:
    return tokyo.labelled(Enclosed.of(TEXT), uuid.UUID(int=7), to="suva")


def _spoilt(seoul: Reader, _: Reader) -> list[Piece]:
    (piece,) = seoul.labelled(Enclosed.of(TEXT), uuid.UUID(int=7), to="suva")
    return [replace(piece, data=bytes(len(piece.data)))]


def _more(seoul: Reader, _: Reader) -> list[Piece]:
    (piece,) = seoul.labelled(Enclosed.of(TEXT), uuid.UUID(int=7), to="suva")
    return [replace(piece, data=piece.data + b"more")]


def _another_part(seoul: Reader, _: Reader) -> list[Piece]:
    (piece,) = seoul.labelled(Enclosed.of(TEXT), uuid.UUID(int=7), to="suva")
    return [replace(piece, number=1)]


def said(**changes: Any) -> Callable[[Reader, Reader], list[Piece]]:  # noqa: ANN401
    """Return Seoul's file under a label that says something else."""
    to = changes.pop("to", "suva")
    file = Enclosed.of(TEXT)
    return lambda s, _: s.labelled(file, uuid.UUID(int=7), to=to, **changes)


REFUSED: dict[str, tuple[Callable[[Reader, Reader], list[Piece]], str, int]] = {
    "another bureau's": (_of_tokyo, "wire:key", 0),
    "spoilt": (_spoilt, "wire:digest", 1),
    "more than was announced": (_more, "wire:digest", 1),
    "under the label of another part": (_another_part, "wire:headers_differ", 0),
    "for one whose relay we are not": (said(to="tokyo"), "wire:headers_differ", 0),
    "for one nobody lists": (said(to="atlantis"), "wire:headers_differ", 0),
    "in Tokyo's name": (said(iss="tokyo"), "wire:key", 0),
    "signed by nobody": (said(by=generate("sig")), "wire:key", 0),
    "ended": (said(exp=1), "wire:expired", 0),
    "larger than any part": (said(size=limits.SEALED_PART_BYTES + 1), "wire:shape", 0),
}


@pytest.mark.parametrize("name", REFUSED)
def test_keeps_nothing_that_is_not_to_be_kept(
    seoul: Reader, tokyo: Reader, disk: Path, name: str
) -> None:
    build, code, rows = REFUSED[name]
    answers = [seoul.bring(piece)[0] for piece in build(seoul, tokyo)]
    assert {answer.refused for answer in answers} == {code}
    assert not any(row.whole for row in parts())
    assert len(parts()) == rows
    assert not (disk / "relayed").exists() or not list((disk / "relayed").iterdir())


def test_two_contents_under_one_number_are_not_kept(seoul: Reader) -> None:
    one, other = (
        seoul.labelled(Enclosed.of(TEXT + word), uuid.UUID(int=7), to="suva")[0]
        for word in (b"1", b"2")
    )
    _, answer = seoul.bring(one, other)
    assert answer.refused == "exchange:equivocation"
    assert len(parts()) == 1


LIMITS = {
    "files": ("RELAY_PARTS", 2),
    "bytes for one": ("RELAY_PART_BYTES", 3 * len(TEXT)),
}


@pytest.mark.parametrize("limit", LIMITS.values(), ids=LIMITS)
def test_one_sender_cannot_fill_a_bureaus_box(
    seoul: Reader, tokyo: Reader, monkeypatch: pytest.MonkeyPatch, limit: tuple[str, int]
) -> None:
    monkeypatch.setattr(policy, *limit)

    def leaves(author: Reader) -> str:
        (piece,) = author.labelled(Enclosed.of(TEXT), uuid.uuid4(), to="suva")
        return author.bring(piece)[0].refused

    refused = [leaves(seoul) for _ in range(5)]
    assert set(refused) == {"", "exchange:relay_full"}
    assert refused[-1]
    assert leaves(tokyo) == ""
    # and messages have room of their own
    sealed = seoul.seal(reader="suva")
    assert not seoul.send(seoul.carry(sealed, to="suva"))[0].refused


def test_all_together_cannot_fill_the_disk(seoul: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(policy, "RELAY_PART_BYTES_ALL", 10)
    (piece,) = seoul.labelled(Enclosed.of(TEXT), uuid.UUID(int=7), to="suva")
    assert seoul.bring(piece)[0].refused == "exchange:relay_full"
    assert logged("exchange:relay:refused") == 1


def test_nobody_took_it_until_its_end(network: Network, seoul: Reader, disk: Path) -> None:
    left(seoul, exp=seoul.moment + 60)
    network.clock.advance(timedelta(seconds=60))
    jobs.end_kept(network.clock.now())
    assert not parts()
    assert logged("exchange:relay:dropped") == 1
    carrying.sweep(network.clock.now() + timedelta(days=3650))
    assert not list((disk / "relayed").iterdir())
