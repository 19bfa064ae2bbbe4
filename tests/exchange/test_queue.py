"""Queueing: everything in the caller's transaction, or nothing."""

import uuid
from typing import Any

import pytest
from django.db import transaction

from liaison.core.errors import NotInTransaction, Refusal
from liaison.core.models import Job
from liaison.exchange import services, trust
from liaison.exchange.errors import MessageTooLarge, MessageUnfit, TrustRefused, UnknownBureau
from liaison.exchange.models import Delivery, DirectoryVersion, Message
from liaison.lib.wire import limits
from tests.cast import an_actor
from tests.exchange.house import LEASE, logged, queue_note, work, written
from tests.simulators.network import Network
from tests.simulators.peer_bureau import PeerBureau
from tests.simulators.standing_clock import StandingClock

pytestmark = pytest.mark.django_db


def nested(depth: int) -> dict[str, Any]:
    """Return an object that holds an object that holds ..."""
    found: dict[str, Any] = {}
    for _ in range(depth):
        found = {"in": found}
    return found


REFUSALS: dict[str, tuple[dict[str, Any], type[Refusal]]] = {
    "a bureau nobody knows": ({"to": ["atlantis"]}, UnknownBureau),
    "ourselves": ({"to": ["beijing"]}, UnknownBureau),
    "ourselves for information": ({"info": ["beijing"]}, UnknownBureau),
    "one of two is unknown": ({"to": ["seoul", "atlantis"]}, UnknownBureau),
    "nobody": ({"to": []}, MessageUnfit),
    "too large": ({"body": {"words": "x" * limits.BODY_BYTES}}, MessageTooLarge),
    "nested too deeply": ({"body": nested(limits.JSON_DEPTH)}, MessageUnfit),
    "a number no reader agrees on": ({"body": {"count": 2**60}}, MessageUnfit),
    "half a surrogate pair": ({"body": {"words": "\ud800"}}, MessageUnfit),
    "NUL": ({"body": {"words": "\0"}}, MessageUnfit),
    "no purpose": ({"purpose": ""}, MessageUnfit),
    "a purpose of several lines": ({"purpose": "one\ntwo"}, MessageUnfit),
    "a purpose too long": ({"purpose": "x" * 201}, MessageUnfit),
    "a kind that is no room's": ({"kind": "Note"}, MessageUnfit),
    "a life too long": ({"life": services.LIFE + LEASE}, MessageUnfit),
    "no life at all": ({"life": LEASE * 0}, MessageUnfit),
    "an urgency of one's own": ({"urgency": "flash"}, MessageUnfit),
}


@pytest.mark.parametrize(("changes", "refusal"), REFUSALS.values(), ids=REFUSALS)
def test_queue_refuses(network: Network, changes: dict[str, Any], refusal: type[Refusal]) -> None:
    before = written()
    with pytest.raises(refusal):
        queue_note(network.clock, **changes)
    assert written() == before


def test_without_a_directory_nothing_is_queued(clock: StandingClock) -> None:
    trust._stored.cache_clear()
    with pytest.raises(TrustRefused):
        queue_note(clock)
    assert not Message.objects.exists()


def test_after_the_directorys_grace_nothing_is_queued(network: Network) -> None:
    network.clock.advance(services.LIFE * 2)
    before = written()
    with pytest.raises(TrustRefused):
        queue_note(network.clock)
    assert written() == before
    assert DirectoryVersion.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_queued(clock: StandingClock) -> None:
    with pytest.raises(NotInTransaction):
        services.queue(
            an_actor().who, to=["seoul"], kind="test.note", body={}, at=clock.now(), purpose="x"
        )
    assert not Message.objects.exists()


def test_one_transaction_holds_message_deliveries_log_entry_and_calls(network: Network) -> None:
    before = written()
    jti = queue_note(network.clock, to=["tokyo", "seoul"], info=["seoul"])
    after = written()
    grown = {name: after[name] - before[name] for name in after if after[name] != before[name]}
    assert grown == {
        "Message": 1, "Opening": 1, "Addressee": 2, "Delivery": 2, "Job": 2, "Leaf": 1
    }  # fmt: skip
    assert logged("exchange:message:queued") == 1
    message = Message.objects.get(jti=jti)
    assert (message.state, message.jws, message.thread) == ("accepted", "", jti)


def test_a_transaction_taken_back_takes_the_message_with_it(network: Network) -> None:
    before = written()
    with transaction.atomic():
        queue_note(network.clock)
        transaction.set_rollback(True)
    work(network.clock)
    assert written() == before
    assert not network.bureaus["seoul"].requests


def test_what_arrives_is_what_was_queued(network: Network, seoul: PeerBureau) -> None:
    thread = uuid.UUID(int=5)
    body = {"words": "失窃 서울", "count": 3, "pages": [1.5, None, True]}
    jti = queue_note(
        network.clock,
        info=["tokyo"],
        body=body,
        urgency="urgent",
        legal_basis="Article 7",
        thread=thread,
    )
    work(network.clock)
    opened = seoul.stored[jti]
    manifest = opened.manifest
    assert opened.body == body
    assert [(a.organisation, a.role) for a in manifest.aud] == [
        ("seoul", "action"),
        ("tokyo", "info"),
    ]
    assert (manifest.iss, manifest.thread, manifest.urgency) == ("beijing", thread, "urgent")
    assert (manifest.purpose, manifest.legal_basis) == ("identify a traveller", "Article 7")
    assert network.bureaus["tokyo"].stored[jti].digest == opened.digest


def test_many_messages_are_one_promise_to_call(network: Network) -> None:
    for _ in range(3):
        queue_note(network.clock)
    assert Job.objects.filter(key="exchange.send:seoul").count() == 1
    assert Delivery.objects.filter(organisation="seoul").count() == 3
