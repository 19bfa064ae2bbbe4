"""Answering a bureau that waits: once, at once, and only what it may ask."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from liaison.audit.models import Payload
from liaison.core import jobs
from liaison.exchange import policy
from liaison.exchange.errors import (
    AskReplayed,
    AskUnfit,
    ContentRefused,
    NotPermitted,
    TooManyAsks,
)
from liaison.exchange.models import Ask, Message
from liaison.exchange.services import answering, padding
from liaison.exchange.sockets import ANSWERERS
from liaison.exchange.types import Answerer, AskedFacts, Reply
from liaison.lib.wire import envelope
from liaison.lib.wire.envelope import Opened, Sealed
from liaison.lib.wire.errors import WireRefusal
from liaison.lib.wire.keys import generate
from liaison.lib.wire.manifest import Addressee
from tests.cast import NOW, entries
from tests.simulators.peer_bureau import PeerBureau

pytestmark = pytest.mark.django_db
KIND = "test.ask"


@pytest.fixture(autouse=True)
def asked(monkeypatch: pytest.MonkeyPatch) -> list[AskedFacts]:
    """Plug in a room that answers how long the name is; the list fills with what it is asked."""
    found: list[AskedFacts] = []

    def answer(question: AskedFacts, _now: Any) -> Reply:  # noqa: ANN401
        found.append(question)
        name = str(question.body.get("name", ""))
        if name == "forbidden":
            raise NotPermitted(question.sender)
        if name == "unreadable":
            raise ContentRefused("no name")
        return Reply({"length": len(name)}, {"found": 1})

    monkeypatch.setitem(ANSWERERS, KIND, Answerer(answer, "test.found"))
    return found


def question(seoul: PeerBureau, name: str = "Petrov", **changes: Any) -> Sealed:  # noqa: ANN401
    """Return a question of Seoul's to the node."""
    fields = {"kind": KIND, "exp": seoul.moment + 60, **changes}
    return seoul.seal({"name": name}, **fields)


def answer(seoul: PeerBureau, sealed: Sealed) -> bytes:
    """Ask as the door does."""
    return answering.answer(sealed.data, peer=seoul.entry, now=seoul.clock.now())


def opened(seoul: PeerBureau, data: bytes) -> Opened:
    """Open an answer as Seoul."""
    return envelope.unseal(
        data,
        own=seoul.id,
        keys=seoul.keys.ring,
        resolve=lambda _, kid: seoul.known.entry("beijing").signing_key(kid, now=seoul.moment),
    )


def test_answered_at_once(seoul: PeerBureau, asked: list[AskedFacts]) -> None:
    """Sealed to the asker alone, about this question, padded; no message is stored."""
    sealed = question(seoul)
    found = opened(seoul, answer(seoul, sealed))
    assert padding.unpad(found.body) == {"length": 6}
    assert found.manifest.in_reply_to == sealed.manifest.jti == asked[0].question_id
    assert (found.manifest.kind, found.manifest.recipients) == ("test.found", ("seoul",))
    assert not Message.objects.exists()
    assert not jobs.waiting(NOW + timedelta(days=1))


def test_one_entry_with_digests(seoul: PeerBureau) -> None:
    """And not a word of what was asked."""
    before = entries()
    data = answer(seoul, question(seoul))
    assert entries() == before + 1
    entry = Payload.objects.get(event="exchange:ask:answered")
    assert envelope.digest(data) in entry.body
    assert "Petrov" not in entry.body


def test_every_answer_is_as_long(seoul: PeerBureau) -> None:
    """Whatever is in it, within one step."""
    lengths = {len(answer(seoul, question(seoul, "x" * size))) for size in (1, 40, 400)}
    assert len(lengths) == 1


def test_asked_again_it_is_refused(seoul: PeerBureau, asked: list[AskedFacts]) -> None:
    """Somebody may have kept the bytes."""
    sealed = question(seoul)
    answer(seoul, sealed)
    with pytest.raises(AskReplayed) as caught:
        answer(seoul, sealed)
    assert str(caught.value)
    assert len(asked) == 1


Change = Callable[[PeerBureau], Sealed]


def _in_tokyos_name(seoul: PeerBureau) -> Sealed:
    return question(seoul, iss="tokyo")


def _forged(seoul: PeerBureau) -> Sealed:
    true, seoul.keys.sig = seoul.keys.sig, generate("sig")
    made = question(seoul)
    seoul.keys.sig = true
    return made


def _cut(seoul: PeerBureau) -> Sealed:
    made = question(seoul)
    return replace(made, data=made.data[:-9])


REFUSED: dict[str, tuple[Change, type[Exception], str]] = {
    "in another bureau's name": (_in_tokyos_name, WireRefusal, "wire:headers_differ"),
    "signed by an unknown key": (_forged, WireRefusal, "wire:key"),
    "cut": (_cut, WireRefusal, "wire:not_json"),
    "for somebody else": (
        lambda seoul: question(seoul, aud=(Addressee("tokyo", "action"),)),
        WireRefusal,
        "wire:not_for_us",
    ),
    "over": (
        lambda seoul: question(seoul, iat=seoul.moment - 90, exp=seoul.moment - 40),
        WireRefusal,
        "wire:expired",
    ),
    "from the future": (
        lambda seoul: question(seoul, iat=seoul.moment + 301, exp=seoul.moment + 360),
        WireRefusal,
        "wire:from_the_future",
    ),
    "good for a day": (
        lambda seoul: question(seoul, exp=seoul.moment + 86_400),
        AskUnfit,
        "exchange:ask_unfit",
    ),
    "of unknown kind": (
        lambda seoul: question(seoul, kind="test.unheard"),
        AskUnfit,
        "exchange:ask_unfit",
    ),
    "not permitted": (
        lambda seoul: question(seoul, "forbidden"),
        NotPermitted,
        "exchange:ask_not_permitted",
    ),
    "not readable": (
        lambda seoul: question(seoul, "unreadable"),
        ContentRefused,
        "exchange:content",
    ),
}


@pytest.mark.parametrize(("change", "refusal", "code"), REFUSED.values(), ids=REFUSED)
def test_refused(seoul: PeerBureau, change: Change, refusal: type[Exception], code: str) -> None:
    """By name; the refusal is logged and nothing else is kept, so it may be asked anew."""
    sealed, before = change(seoul), entries()
    with pytest.raises(refusal) as caught:
        answer(seoul, sealed)
    assert str(caught.value)
    assert entries() == before + 1
    entry = Payload.objects.get(event="exchange:ask:refused")
    assert code in entry.body
    assert not Ask.objects.exists()


def test_too_many_in_a_minute(seoul: PeerBureau, monkeypatch: pytest.MonkeyPatch) -> None:
    """Refused without an entry for each, and free again a minute later."""
    monkeypatch.setattr(policy, "ASKS_A_MINUTE", 2)
    for _ in range(2):
        answer(seoul, question(seoul))
    before = entries()
    with pytest.raises(TooManyAsks) as caught:
        answer(seoul, question(seoul))
    assert str(caught.value)
    assert entries() == before
    seoul.clock.advance(timedelta(seconds=61))
    answer(seoul, question(seoul))


def test_what_is_over_is_forgotten(seoul: PeerBureau) -> None:
    """Its bytes are then refused for their age."""
    answer(seoul, question(seoul))
    answering.forget(NOW + timedelta(seconds=59))
    assert Ask.objects.count() == 1
    answering.forget(NOW + timedelta(seconds=60))
    assert not Ask.objects.exists()


@pytest.mark.parametrize(
    ("elapsed", "still"), [(0, 40), (1, 39), (39, 1), (40, 0), (41, 39), (90, 30)]
)
def test_answers_leave_at_whole_steps(elapsed: int, still: int) -> None:
    """So that their moment tells nothing of the work."""
    millisecond = timedelta(milliseconds=1)
    assert policy.release_after(elapsed * millisecond) == still * millisecond
