"""The sender is killed at each point of a journey: nothing lost, nothing doubled, one digest."""

from collections.abc import Callable, Mapping

import pytest
from django.db import transaction

from liaison.core import jobs
from liaison.exchange.models import Delivery, Message
from liaison.exchange.services import loading, sealing, sending
from liaison.lib.wire import envelope
from liaison.lib.wire.delivery import Batch
from tests.exchange.house import queue_note, state, work_until_done
from tests.simulators.network import Network
from tests.simulators.peer_bureau import PeerBureau

pytestmark = pytest.mark.django_db
Spoil = Callable[[pytest.MonkeyPatch, Network], None]


class Killed(BaseException):
    """Like `kill -9`: no `except Exception` sees it, and no lease is given back."""


def before_commit(place: object, name: str) -> Spoil:
    """Die inside the transaction of a function, at its very end."""

    def spoil(patch: pytest.MonkeyPatch, _: Network) -> None:
        real = getattr(place, name)

        def dying(*arguments: object, **named: object) -> None:
            with transaction.atomic():
                real(*arguments, **named)
                raise Killed

        patch.setattr(place, name, dying)

    return spoil


def after_return(place: object, name: str) -> Spoil:
    """Die after a function has returned, so what it did is committed."""

    def spoil(patch: pytest.MonkeyPatch, _: Network) -> None:
        real = getattr(place, name)

        def dying(*arguments: object, **named: object) -> None:
            real(*arguments, **named)
            raise Killed

        patch.setattr(place, name, dying)

    return spoil


def before_the_answer(_: pytest.MonkeyPatch, network: Network) -> None:
    """The bureau has stored everything, and its answer meets nobody."""

    def dying(bureau: PeerBureau, batch: Batch) -> bytes:
        bureau.take(batch)
        raise Killed

    network.bureaus["seoul"].troubles = [dying]


POINTS: Mapping[str, Spoil] = {
    "after queueing, before sealing": after_return(jobs, "claim"),
    "while sealing": before_commit(envelope, "seal"),
    "sealed, not committed": before_commit(sealing, "seal_waiting"),
    "sealing committed, not sent": after_return(sealing, "seal_waiting"),
    "batch made, not sent": after_return(loading, "load"),
    "sent, before the answer": before_the_answer,
    "answered, not committed": before_commit(sending, "_settle"),
    "answer committed, job not finished": after_return(sending, "_settle"),
    "job finished, not committed": before_commit(jobs, "_finish"),
}


def killed_at(spoil: Spoil, network: Network) -> None:
    """Let the worker run into its death."""
    with pytest.MonkeyPatch.context() as patch:
        spoil(patch, network)
        with pytest.raises(Killed):
            work_until_done(network.clock)


@pytest.mark.parametrize("spoil", POINTS.values(), ids=POINTS)
def test_killed(network: Network, seoul: PeerBureau, spoil: Spoil) -> None:
    jtis = [queue_note(network.clock) for _ in range(3)]
    killed_at(spoil, network)
    sealed_before = dict(Message.objects.exclude(digest="").values_list("jti", "digest"))

    work_until_done(network.clock)

    assert sorted(seoul.stored) == sorted(jtis)
    assert not seoul.equivocations
    assert {state(jti) for jti in jtis} == {"stored"}
    digests = dict(Message.objects.values_list("jti", "digest"))
    assert digests == {jti: opened.digest for jti, opened in seoul.stored.items()}
    assert sealed_before.items() <= digests.items()
    assert not Delivery.objects.filter(state="accepted").exists()


def test_every_retry_sends_the_very_same_batch(network: Network, seoul: PeerBureau) -> None:
    for _ in range(3):
        queue_note(network.clock)
    for _ in range(4):
        killed_at(before_the_answer, network)
    work_until_done(network.clock)
    assert len(seoul.requests) == 5
    assert all(batch == seoul.requests[0] for batch in seoul.requests)


def test_the_channel_is_numbered_without_a_gap(network: Network, seoul: PeerBureau) -> None:
    for spoil in POINTS.values():
        queue_note(network.clock)
        killed_at(spoil, network)
        work_until_done(network.clock)
    by_number = {header.channel_seq: header for header in seoul.headers}
    assert sorted(by_number) == list(range(1, len(POINTS) + 1))
    for number in range(2, len(POINTS) + 1):
        assert by_number[number].prev == by_number[number - 1].digest
    assert by_number[1].prev == "0" * 64
