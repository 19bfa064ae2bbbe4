"""Pieces in a batch, and the answers to them."""

import base64
import uuid
from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

from liaison.lib.wire import canonical, delivery, limits, pieces
from liaison.lib.wire.delivery import Answer, Batch, Pull
from liaison.lib.wire.errors import ShapeRefused, TooLarge, WireRefusal
from liaison.lib.wire.pieces import Piece, PieceAnswer, Told

JTI = uuid.UUID("01890a5d-ac96-774b-bcce-b302099a8057")
PIECE = Piece(JTI, 3, 4096, bytes(range(256)))


def test_they_are_read_as_they_were_written() -> None:
    batch = Batch((), ("token",), (PIECE, PIECE))
    assert delivery.decode_batch(delivery.encode_batch(batch)) == batch


def test_three_of_the_largest_fit_into_a_batch() -> None:
    largest = Piece(JTI, 0, 0, bytes(limits.PIECE_BYTES))
    body = delivery.encode_batch(Batch((), (), (largest,) * limits.PIECES))
    assert len(body) < limits.BATCH_BYTES
    assert delivery.decode_batch(body).pieces[0] == largest


def test_a_batch_without_any_is_what_it_was() -> None:
    assert b"pieces" not in delivery.encode_batch(Batch((), ()))
    assert b"pieces" not in delivery.encode_answers([Answer()])


def test_answers() -> None:
    taken = [PieceAnswer(4096), PieceAnswer(9, ended=True), PieceAnswer(refused="x:y")]
    data = delivery.encode_answers([Answer(refused="wire:key")], taken)
    assert delivery.decode_taken(data) == tuple(taken)
    assert delivery.decode_answers(data) == (Answer(refused="wire:key"),)


def test_a_label_and_a_receipt_travel_where_there_are_any() -> None:
    labelled = replace(PIECE, label="a.b.c")
    batch = Batch((), (), (PIECE, labelled))
    assert delivery.decode_batch(delivery.encode_batch(batch)) == batch
    taken = (PieceAnswer(1), PieceAnswer(9, ended=True, receipt="a.b.c"))
    assert delivery.decode_taken(delivery.encode_answers([], taken)) == taken


@pytest.mark.parametrize(
    "pull",
    [
        Pull(("0" * 64,)),
        Pull((), ()),
        Pull((), (Told("tokyo", JTI, 3, PieceAnswer(9, ended=True, receipt="a.b.c")),)),
    ],
    ids=["takes no pieces", "takes pieces", "says what became of one"],
)
def test_a_request_for_what_waits(pull: Pull) -> None:
    assert delivery.decode_pull(delivery.encode_pull(pull.taken, pull.told)) == pull


def told(**changes: object) -> Callable[[], object]:
    (entry,) = pieces.encode_told([Told("tokyo", JTI, 3, PieceAnswer(1))])
    assert isinstance(entry, dict)
    return lambda: pieces.parse_told([{**entry, **changes}])  # type: ignore[dict-item]


def said(**changes: object) -> Callable[[], object]:
    (entry,) = pieces.encode([PIECE])
    assert isinstance(entry, dict)
    return lambda: pieces.parse([{**entry, **changes}])  # type: ignore[dict-item]


def heard(**changes: object) -> Callable[[], object]:
    (entry,) = pieces.encode_answers([PieceAnswer(1)])
    assert isinstance(entry, dict)
    return lambda: pieces.parse_answers([{**entry, **changes}])  # type: ignore[dict-item]


MALFORMED: Mapping[str, tuple[Callable[[], object], type[WireRefusal]]] = {
    "no list": (lambda: pieces.parse({}), ShapeRefused),
    "no objects": (lambda: pieces.parse([1]), ShapeRefused),
    "too many": (lambda: pieces.parse(pieces.encode([PIECE] * 4)), TooLarge),
    "a flood": (lambda: pieces.parse([0] * 10_000), TooLarge),
    "a field too much": (said(path="/etc"), ShapeRefused),
    "a part beyond all": (said(part=20), ShapeRefused),
    "a part before all": (said(part=-1), ShapeRefused),
    "a place before all": (said(offset=-1), ShapeRefused),
    "a place beyond numbers": (said(offset=1.5), ShapeRefused),
    "no message": (said(jti="x"), ShapeRefused),
    "nothing": (said(data=""), ShapeRefused),
    "not base64": (said(data="%%%%"), ShapeRefused),
    "base64 of URLs": (said(data="-_-_"), ShapeRefused),
    "base64 in two spellings": (said(data="QR=="), ShapeRefused),
    "too large": (said(data=base64.b64encode(bytes(limits.PIECE_BYTES + 1)).decode()), TooLarge),
    "answers that are no list": (lambda: pieces.parse_answers("x"), ShapeRefused),
    "too many answers": (lambda: pieces.parse_answers([{}] * 4), ShapeRefused),
    "answers that are no objects": (lambda: pieces.parse_answers([1]), ShapeRefused),
    "an end that is a number": (heard(ended=1), ShapeRefused),
    "less than nothing": (heard(held=-1), ShapeRefused),
    "a code of a novel": (heard(refused="x" * 61), ShapeRefused),
    "a label that is a list": (said(label=[]), ShapeRefused),
    "a label without end": (said(label="x" * (limits.TOKEN_CHARACTERS + 1)), ShapeRefused),
    "a receipt that is none": (heard(receipt=None), ShapeRefused),
    "words that are no list": (lambda: pieces.parse_told({}), ShapeRefused),
    "words of a flood": (lambda: pieces.parse_told([{}] * 4), ShapeRefused),
    "words that are no objects": (lambda: pieces.parse_told([1]), ShapeRefused),
    "words of nobody": (told(iss=""), ShapeRefused),
    "words of a part beyond all": (told(part=20), ShapeRefused),
    "words with a field too much": (told(data="x"), ShapeRefused),
}


@pytest.mark.parametrize(("read", "refusal"), MALFORMED.values(), ids=MALFORMED)
def test_malformed(read: Callable[[], object], refusal: type[WireRefusal]) -> None:
    with pytest.raises(refusal):
        read()


def test_a_batch_with_other_fields_is_none() -> None:
    body = canonical.encode({"messages": [], "receipts": [], "files": []})
    with pytest.raises(ShapeRefused):
        delivery.decode_batch(body)
