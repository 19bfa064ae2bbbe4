"""The batch and its answers: the form and size of one request between bureaus."""

import pytest

from liaison.lib.wire import canonical, limits
from liaison.lib.wire.canonical import JsonObject, JsonValue
from liaison.lib.wire.delivery import (
    Answer,
    Batch,
    Carried,
    decode_answers,
    decode_batch,
    encode_answers,
    encode_batch,
)
from liaison.lib.wire.errors import NotJson, ShapeRefused, TooLarge, WireRefusal
from tests.lib.wire.bureaus import seal
from tests.lib.wire.statements import KINDS

HEADER, RECEIPT = KINDS["delivery"].token, KINDS["receipt"].token
CARRIED: dict[str, JsonValue] = {"header": HEADER, "message": "{}"}
ANSWER: dict[str, JsonValue] = {"receipt": RECEIPT, "refused": "", "detail": ""}


def test_a_batch_is_read_as_it_was_written() -> None:
    batch = Batch(messages=(Carried(HEADER, seal().data),), receipts=(RECEIPT, RECEIPT))
    assert decode_batch(encode_batch(batch)) == batch


def test_an_empty_batch_asks_for_nothing() -> None:
    assert decode_batch(encode_batch(Batch((), ()))) == Batch((), ())


def test_the_fullest_batch_is_read() -> None:
    message = b"x" * 8000
    batch = Batch(
        messages=(Carried(HEADER, message),) * limits.BATCH_MESSAGES,
        receipts=("r" * 1000,) * limits.BATCH_RECEIPTS,
    )
    assert decode_batch(encode_batch(batch)) == batch


def test_answers_are_read_as_they_were_written() -> None:
    answers = (Answer(receipt=RECEIPT), Answer(refused="wire:shape", detail="jti is missing"))
    assert decode_answers(encode_answers(answers)) == answers


def test_an_answer_that_quotes_hostile_bytes_can_still_be_read() -> None:
    (answer,) = decode_answers(encode_answers([Answer(detail="\ud800\x1b[2J" + "x" * 999)]))
    assert answer.detail == "\ufffd\ufffd[2J" + "x" * (limits.REASON_CHARACTERS - 5)


BATCHES: dict[str, tuple[JsonObject, type[WireRefusal]]] = {
    "no receipts": ({"messages": []}, ShapeRefused),
    "a field more": ({"messages": [], "receipts": [], "relay": ""}, ShapeRefused),
    "messages that are an object": ({"messages": {}, "receipts": []}, ShapeRefused),
    "51 messages": ({"messages": [CARRIED] * 51, "receipts": []}, TooLarge),
    "201 receipts": ({"messages": [], "receipts": [RECEIPT] * 201}, TooLarge),
    "a message that is a text": ({"messages": ["{}"], "receipts": []}, ShapeRefused),
    "a message inside as an object": (
        {"messages": [{**CARRIED, "message": {}}], "receipts": []},
        ShapeRefused,
    ),
    "a message over its limit": (
        {"messages": [{**CARRIED, "message": "x" * (limits.SEALED_BYTES + 1)}], "receipts": []},
        ShapeRefused,
    ),
    "a message without a header": (
        {"messages": [{"message": "{}"}], "receipts": []},
        ShapeRefused,
    ),
    "a header over its limit": (
        {
            "messages": [{**CARRIED, "header": "x" * (limits.TOKEN_CHARACTERS + 1)}],
            "receipts": [],
        },
        ShapeRefused,
    ),
    "a receipt that is nothing": ({"messages": [], "receipts": [None]}, ShapeRefused),
    "more than a request carries": (
        {"messages": [{**CARRIED, "message": "x" * 200_000}] * 6, "receipts": []},
        TooLarge,
    ),
}


@pytest.mark.parametrize("name", BATCHES)
def test_a_batch_out_of_form_is_refused(name: str) -> None:
    value, refusal = BATCHES[name]
    with pytest.raises(refusal):
        decode_batch(canonical.encode(value))


def test_half_a_surrogate_pair_in_a_message_is_refused() -> None:
    with pytest.raises(NotJson):
        decode_batch(b'{"messages":[{"header":"","message":"\\ud800"}],"receipts":[]}')


ANSWERS: dict[str, JsonObject] = {
    "no answers": {},
    "a field more": {"answers": [], "next": 1},
    "answers that are a text": {"answers": "ok"},
    "more answers than questions": {"answers": [ANSWER] * 251},
    "an answer that is a text": {"answers": ["ok"]},
    "an answer with a field more": {"answers": [{**ANSWER, "html": "<b>"}]},
    "a receipt that is an object": {"answers": [{**ANSWER, "receipt": {}}]},
    "a code over its limit": {"answers": [{**ANSWER, "refused": "x" * 61}]},
    "a detail with a line break": {"answers": [{**ANSWER, "detail": "a\nb"}]},
}


@pytest.mark.parametrize("name", ANSWERS)
def test_answers_out_of_form_are_refused(name: str) -> None:
    with pytest.raises(ShapeRefused):
        decode_answers(canonical.encode(ANSWERS[name]))
