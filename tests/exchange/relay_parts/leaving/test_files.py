"""Files for a bureau that is rarely up: its relay keeps them sealed, and closes nothing."""

import uuid
from datetime import timedelta

import pytest

from liaison.exchange import jobs, policy
from liaison.exchange.services import bringing
from liaison.lib.wire.carriage import Outcome
from liaison.lib.wire.receipt import State
from tests.exchange.files import content_at, part_states
from tests.exchange.house import alarms, logged, work
from tests.exchange.relay_parts.leaving.parts import LONG, row, size, wakes
from tests.files.specimens import TEXT
from tests.simulators.network import Network
from tests.simulators.post import Reader, Relay

pytestmark = pytest.mark.django_db


def test_kept_by_the_relay_and_still_open(lyon: Relay, suva: Reader, jti: uuid.UUID) -> None:
    assert (row().state, row().relayed_by, row().relay_held) == ("waiting", "lyon", size())
    data, _ = lyon.parcels[jti, 0]
    assert len(data) == size()
    assert TEXT not in data
    assert logged("exchange:part:relayed") == 1
    assert not suva.fetched
    assert not alarms()


def test_the_label_says_no_more_than_a_relay_sees(lyon: Relay, jti: uuid.UUID) -> None:
    label = lyon.label_of(next(lyon.kept_pieces()))
    assert (label.iss, label.to, label.jti, label.size) == ("beijing", "suva", jti, size())
    assert "note" not in str(label)


def test_closed_by_the_addressees_receipt_whoever_brings_it(
    lyon: Relay, suva: Reader, jti: uuid.UUID
) -> None:
    wakes(lyon, suva)
    (token,) = lyon.pass_pieces_on(suva)
    assert part_states() == ["waiting"]
    for _ in range(2):
        (answer,) = lyon.send(receipts=[token])
        assert not answer.refused
    assert part_states() == ["held"]
    assert content_at(suva, jti) == LONG
    assert logged("exchange:part:held") == 1
    assert not alarms()


def test_a_signed_refusal_ends_it(lyon: Relay, suva: Reader, jti: uuid.UUID) -> None:
    label = lyon.label_of(next(lyon.kept_pieces()))
    assert label.jti == jti
    token = suva.part_receipt(label, state=Outcome.REFUSED, reason="files:quota")
    lyon.send(receipts=[token])
    assert (row().state, row().last_error) == ("refused", "files:quota")


def test_the_direct_line_is_tried_as_ever(
    network: Network, lyon: Relay, suva: Reader, jti: uuid.UUID
) -> None:
    suva.troubles = []
    network.clock.advance(timedelta(hours=2))
    jobs.sweep(network.clock.now())
    work(network.clock)
    suva.send(receipts=[suva.receipt(jti, suva.stored[jti].digest, state=State.DELIVERED)])
    work(network.clock)
    assert part_states() == ["held"]
    assert content_at(suva, jti) == LONG
    # what the relay says later changes nothing
    answers = lyon.send(receipts=lyon.pass_pieces_on(suva))
    assert not any(answer.refused for answer in answers)
    assert part_states() == ["held"]


def test_a_relay_that_drops_is_reminded(
    network: Network, lyon: Relay, suva: Reader, jti: uuid.UUID
) -> None:
    lyon.parcels.clear()
    network.clock.advance(policy.RELAY_REMIND)
    for _ in range(3):
        bringing.sweep(network.clock.now())
        work(network.clock)
        network.clock.advance(policy.RELAY_RETRY)
    assert len(lyon.parcels[jti, 0][0]) == size()
    wakes(lyon, suva)
    lyon.send(receipts=lyon.pass_pieces_on(suva))
    assert part_states() == ["held"]


def test_one_that_drops_for_ever_ends_in_an_alarm(
    network: Network, lyon: Relay, jti: uuid.UUID
) -> None:
    assert jti in lyon.kept
    network.clock.advance(policy.RELAY_OVERDUE)
    jobs.watch_relays(network.clock.now())
    # of the message, and of its file
    assert alarms() == [("relay_slow", "suva")] * 2
    assert part_states() == ["waiting"]
