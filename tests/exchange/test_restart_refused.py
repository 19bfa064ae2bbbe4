"""A restart that is not proved is refused, changes nothing, and is an alarm."""

from base64 import urlsafe_b64encode
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from liaison.exchange.models import Again, LogRestart
from tests.exchange.house import alarms, queue_note, work
from tests.exchange.restored import RestoredLog
from tests.simulators.network import Network
from tests.simulators.peer_bureau import PeerBureau

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("handled")]
Spoil = Callable[[dict[str, Any], RestoredLog], None]


def without(*names: str) -> Spoil:
    """Leave out what is said under names."""

    def spoil(body: dict[str, Any], _: RestoredLog) -> None:
        for name in names:
            del body[name]

    return spoil


def set_proof(**said: object) -> Spoil:
    """Say something else in the proof."""
    return lambda body, _: body["proof"].update(said)


def another_head(body: dict[str, Any], log: RestoredLog) -> None:
    """Show a head of a history nobody has seen, properly signed and proved."""
    other = RestoredLog(log.bureau)
    other.grow(15, life=9)
    body["proof"] = other.restart(known=12, at=log.bureau.clock.now())["proof"]


def unsigned(body: dict[str, Any], log: RestoredLog) -> None:
    """Show a head without a signature."""
    text = log.note(15).split("\n\n")[0] + "\n"
    body["proof"]["head"] = urlsafe_b64encode(text.encode()).decode()


def forged(body: dict[str, Any], log: RestoredLog) -> None:
    """Show a head that another bureau's log key signed."""
    own, log.bureau.keys.log = log.bureau.keys.log, Ed25519PrivateKey.generate()
    note = log.note(15)
    log.bureau.keys.log = own
    body["proof"]["head"] = urlsafe_b64encode(note.encode()).decode()


def other_words(body: dict[str, Any], _: RestoredLog) -> None:
    """Claim other words for the entry than those that are in the log."""
    words = b'{"event":"audit:log:restarted","facts":{"reason":"a drill"}}'
    body["entry"]["body"] = urlsafe_b64encode(words).decode()


ATTACKS: Mapping[str, Spoil] = {
    "a head without a signature": unsigned,
    "a head signed by another key": forged,
    "a head of a history nobody has seen": another_head,
    "a head that is not connected with what was seen": set_proof(known_size=0, extends=[]),
    "a proof that is none": set_proof(continues=["00" * 32]),
    "a proof that is no list": set_proof(inclusion="x"),
    "a note that is no text": set_proof(head="%%%"),
    "an entry in other words": other_words,
    "no entry": without("entry"),
    "no proof": without("proof"),
    "no list of what it has": without("have"),
    "a list that never ends": lambda body, _: body.update(have=["x" * 8] * 1001),
    "an id that is none": lambda body, _: body.update(have=["x"]),
    "a moment that is none": lambda body, _: body.update(since=-1),
    "a backup made after the restart": lambda body, _: body.update(backup_at=body["at"] + 60),
    "another moment than the entry's": lambda body, _: body.update(at=body["at"] - 5),
    "a restart of tomorrow": lambda body, _: body.update(at=body["at"] + 86_400),
    "a moment beyond all calendars": lambda body, _: body.update(since=2**53 - 1),
}


@pytest.mark.parametrize("spoil", ATTACKS.values(), ids=ATTACKS)
def test_refused(network: Network, seoul: PeerBureau, spoil: Spoil) -> None:
    log = RestoredLog(seoul)
    log.grow(12)
    seoul.send(seoul.carry(seoul.seal()))
    log.grow(3)
    body = log.restart(known=12, at=network.clock.now())
    spoil(body, log)
    log.tell(body)
    work(network.clock)
    assert alarms() == [("split_view", "seoul")]
    assert not LogRestart.objects.exists()
    assert [one.state for one in seoul.receipts][-1] == "rejected"


def test_an_entry_of_something_else_is_no_restart(network: Network, seoul: PeerBureau) -> None:
    log = RestoredLog(seoul)
    log.grow(3)
    log.tell(log.restart(known=0, at=network.clock.now(), event="records:document:read"))
    work(network.clock)
    assert alarms() == [("split_view", "seoul")]


def test_a_bureau_cannot_restart_the_log_of_another(
    network: Network, seoul: PeerBureau, tokyo: PeerBureau
) -> None:
    log = RestoredLog(seoul)
    log.grow(3)
    body = log.restart(known=0, at=network.clock.now())
    RestoredLog(tokyo).tell(body)
    work(network.clock)
    assert alarms() == [("split_view", "tokyo")]
    assert not LogRestart.objects.exists()


def test_nobody_gives_back_to_who_was_not_restored(network: Network, seoul: PeerBureau) -> None:
    jti = queue_note(network.clock)
    work(network.clock)
    opened = seoul.stored[jti]
    for kind, body in (
        ("exchange.returned", {"jws": opened.jws, "digest": opened.digest, "receipts": []}),
        ("exchange.resumed", {"returned": 0, "again": 0}),
    ):
        seoul.send(seoul.carry(seoul.seal(body, kind=kind), checkpoint=""))
    network.clock.advance(timedelta(seconds=1))
    work(network.clock)
    assert [one.reason for one in seoul.receipts] == ["exchange:not_restored"] * 2
    assert not Again.objects.exists()
