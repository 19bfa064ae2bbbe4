"""A relay that lies about a file: it spoils its own work, and nobody else's."""

import uuid
from collections.abc import Callable
from dataclasses import replace

import pytest

from liaison.files import policy
from liaison.files.models import StoredFile
from liaison.lib.wire.keys import generate
from liaison.lib.wire.pieces import Piece, PieceAnswer
from tests.exchange.house import alarms, work
from tests.exchange.relay_parts.arriving.parts import LONG, announced, state
from tests.files.specimens import TEXT
from tests.simulators.enclosed import Enclosed
from tests.simulators.network import Network
from tests.simulators.post import Reader

pytestmark = pytest.mark.django_db


def _altered(pieces: list[Piece], _: Reader, __: Reader) -> list[Piece]:
    return [replace(piece, data=bytes(len(piece.data))) for piece in pieces]


def _more(pieces: list[Piece], _: Reader, __: Reader) -> list[Piece]:
    return [*pieces[:-1], replace(pieces[-1], data=pieces[-1].data + b"more")]


def _other(pieces: list[Piece], _: Reader, tokyo: Reader) -> list[Piece]:
    """Another true file of Tokyo's in its place."""
    others = tokyo.labelled(Enclosed.of(LONG + b"?"), pieces[0].jti)
    return [replace(piece, data=other.data) for piece, other in zip(pieces, others, strict=True)]


SPOILT: dict[str, Callable[[list[Piece], Reader, Reader], list[Piece]]] = {
    "altered": _altered,
    "more than was promised": _more,
    "another file in its place": _other,
}


@pytest.mark.usefixtures("handled")
@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT)
def test_a_relay_that_spoils_cannot_make_a_file_be_refused(
    lyon: Reader, tokyo: Reader, spoil: Callable[[list[Piece], Reader, Reader], list[Piece]]
) -> None:
    file = Enclosed.of(LONG)
    jti = announced(lyon, tokyo, file)
    true = tokyo.labelled(file, jti)
    for _ in range(policy.RESTARTS + 2):
        answers = [lyon.bring(piece)[0] for piece in spoil(true, lyon, tokyo)]
        assert answers[-1].refused == "files:altered"
        assert not any(answer.ended or answer.receipt for answer in answers)
    assert state() == "fetching"
    assert ("altered", "lyon") in alarms()
    # the relay has lost our trust for this file; its sender has not
    assert lyon.bring(true[0])[0].refused == "files:altered"
    assert [tokyo.bring(piece)[0].ended for piece in file.pieces(jti)][-1]
    work(tokyo.clock)
    assert state() == "clean"


@pytest.mark.usefixtures("handled")
def test_a_relay_cannot_spoil_what_the_sender_brought(lyon: Reader, tokyo: Reader) -> None:
    file = Enclosed.of(LONG)
    jti = announced(lyon, tokyo, file)
    direct, relayed = list(file.pieces(jti)), tokyo.labelled(file, jti)
    tokyo.bring(direct[0])
    lyon.bring(replace(relayed[0], data=bytes(len(relayed[0].data))))
    answers = [tokyo.bring(piece)[0] for piece in direct[1:]]
    assert answers[-1] == PieceAnswer(held=len(file.data), ended=True)
    assert StoredFile.objects.get().restarts == 0


def _stranger(lyon: Reader, tokyo: Reader, file: Enclosed, jti: uuid.UUID) -> list[Piece]:
    return tokyo.labelled(file, jti, by=lyon.keys.sig)


LABELS: dict[str, tuple[Callable[[Reader, Reader, Enclosed, uuid.UUID], list[Piece]], str]] = {
    "signed by the relay in the sender's name": (_stranger, "wire:key"),
    "signed by nobody": (
        lambda _, t, file, jti: t.labelled(file, jti, by=generate("sig")),
        "wire:key",
    ),
    "the relay's own, of the sender's message": (
        lambda lyon, _, file, jti: lyon.labelled(file, jti),
        "exchange:no_part",
    ),
    "for another bureau": (
        lambda _, t, file, jti: t.labelled(file, jti, to="seoul"),
        "wire:headers_differ",
    ),
    "of another content": (
        lambda _, t, file, jti: t.labelled(file, jti, address="0" * 64),
        "wire:headers_differ",
    ),
    "on another part": (
        lambda _, t, file, jti: [replace(p, number=1) for p in t.labelled(file, jti)],
        "wire:headers_differ",
    ),
    "garbage": (
        lambda _, t, file, jti: [replace(p, label="a.b.c") for p in t.labelled(file, jti)],
        "wire:header",
    ),
    "none at all": (lambda _, __, file, jti: list(file.pieces(jti)), "exchange:no_part"),
}


@pytest.mark.usefixtures("handled")
@pytest.mark.parametrize("name", LABELS)
def test_labels_that_do_not_fit(lyon: Reader, tokyo: Reader, name: str) -> None:
    build, code = LABELS[name]
    file = Enclosed.of(TEXT)
    jti = announced(lyon, tokyo, file)
    (answer,) = lyon.bring(*build(lyon, tokyo, file, jti))
    assert answer == PieceAnswer(refused=code)
    assert state() == "fetching"


@pytest.mark.usefixtures("handled")
def test_another_bureau_is_no_relay_of_ours(lyon: Reader, tokyo: Reader, network: Network) -> None:
    file = Enclosed.of(TEXT)
    jti = announced(lyon, tokyo, file)
    (answer,) = network.bureaus["seoul"].bring(*tokyo.labelled(file, jti))
    assert answer == PieceAnswer(refused="wire:key")
