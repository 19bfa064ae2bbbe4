"""What can go wrong with one request to a bureau: put these into `PeerBureau.troubles`."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta

from liaison.exchange.errors import TransportFailed
from liaison.exchange.transport import ANSWER_SECONDS
from liaison.lib.wire import limits
from liaison.lib.wire.delivery import Answer, Batch, DeliveryHeader, encode_answers
from liaison.lib.wire.keys import generate
from tests.simulators.peer_bureau import PeerBureau, Trouble


def down(bureau: PeerBureau, batch: Batch) -> bytes:
    """Nobody listens; nothing is stored."""
    raise TransportFailed(f"ConnectError: {bureau.id} refused {len(batch.messages)} messages")


def slow(bureau: PeerBureau, batch: Batch) -> bytes:
    """Everything is stored, and the answer comes when nobody waits any more."""
    bureau.take(batch)
    bureau.clock.advance(timedelta(seconds=ANSWER_SECONDS))
    raise TransportFailed("ReadTimeout")


def lose_answer(bureau: PeerBureau, batch: Batch) -> bytes:
    """Everything is stored, and the line breaks."""
    bureau.take(batch)
    raise TransportFailed("RemoteProtocolError")


def _honestly(bureau: PeerBureau, batch: Batch) -> list[Answer]:
    return bureau.take(batch)


def _bytes(change: Callable[[bytes], bytes]) -> Trouble:
    return lambda bureau, batch: change(encode_answers(_honestly(bureau, batch)))


def _answers(change: Callable[[list[Answer]], list[Answer]]) -> Trouble:
    return lambda bureau, batch: encode_answers(change(_honestly(bureau, batch)))


def _receipts(change: Callable[[PeerBureau, DeliveryHeader], str]) -> Trouble:
    """Return a bureau that stores nothing and answers with receipts made up for the occasion."""

    def answer(bureau: PeerBureau, batch: Batch) -> bytes:
        headers = [bureau.header(carried) for carried in batch.messages]
        return encode_answers([Answer(receipt=change(bureau, header)) for header in headers])

    return answer


def _altered(answers: list[Answer]) -> list[Answer]:
    """Change one character in the middle of each receipt."""
    changed = []
    for answer in answers:
        middle = len(answer.receipt) // 2
        other = "A" if answer.receipt[middle] != "A" else "B"
        spoilt = answer.receipt[:middle] + other + answer.receipt[middle + 1 :]
        changed.append(replace(answer, receipt=spoilt))
    return changed


def replay_answer(bureau: PeerBureau, batch: Batch) -> bytes:
    """Answer with what was answered to the request before; nothing is stored."""
    assert batch.messages
    return bureau.last_answer


# the line or the server fails: the bureau was not reached, and is called again
FAILURES: Mapping[str, Trouble] = {
    "down": down,
    "slow": slow,
    "the answer is lost": lose_answer,
    "garbage": _bytes(lambda _: b"\xff\x00 not JSON"),
    "truncated": _bytes(lambda honest: honest[:-20]),
    "too long": _bytes(lambda _: b" " * (limits.BATCH_BYTES + 1)),
    "too few answers": _answers(lambda honest: honest[:-1]),
    "too many answers": _answers(lambda honest: [*honest, *honest]),
    "a page of HTML": _bytes(lambda _: b"<html>502 Bad Gateway</html>"),
    "a list": _bytes(lambda _: b"[]"),
}
# the bureau was reached and says what must not be believed: alarm, and that message again later
LIES: Mapping[str, Trouble] = {
    "receipt for another digest": _receipts(lambda bureau, h: bureau.receipt(h.jti, "0" * 64)),
    "receipt by another key": _receipts(
        lambda bureau, h: bureau.receipt(h.jti, h.digest, by=generate("sig"))
    ),
    "receipt for a message never sent": _receipts(
        lambda bureau, h: bureau.receipt(uuid.UUID(int=7), h.digest)
    ),
    "receipt to another bureau": _receipts(
        lambda bureau, h: bureau.receipt(h.jti, h.digest, aud="tokyo")
    ),
    "receipt in another name": _receipts(
        lambda bureau, h: bureau.receipt(h.jti, h.digest, iss="tokyo")
    ),
    "receipt altered on the way": _answers(_altered),
    "a receipt that is a delivery header": _receipts(
        lambda bureau, _: bureau.requests[-1].messages[0].header
    ),
}
# the bureau was reached, and refuses or says nothing
REFUSALS: Mapping[str, Trouble] = {
    "refused without a receipt": _answers(lambda a: [Answer(refused="wire:digest")] * len(a)),
    "neither receipt nor refusal": _answers(lambda a: [Answer()] * len(a)),
}
# the one lie that cannot be seen from here: it is signed, and will be held against the bureau
pretend = _receipts(lambda bureau, h: bureau.receipt(h.jti, h.digest))
reorder = _answers(lambda honest: honest[::-1])
