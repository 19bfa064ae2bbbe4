"""From receipts to a ladder; pure."""

from datetime import timedelta

import pytest

from liaison.exchange.states import State
from liaison.exchange.types import DeliveryFacts, PeerFacts
from liaison.exchange.types import Step as Proof
from liaison.web.bureaus import Bureaus
from liaison.web.exchange.ladders import ladder_of
from tests.cast import NOW

NAMES = {"seoul": "INTERPOL Seoul"}
QUIET = Bureaus(NAMES, (), trusted=True)


def a_delivery(
    state: State, *receipts: State, last_error: str = "", reason: str = ""
) -> DeliveryFacts:
    """Return a message on its way to Seoul, with receipts a minute apart."""
    accepted = Proof(State.ACCEPTED, NOW, "beijing", "", None, "")
    steps = tuple(
        Proof(one, NOW + timedelta(minutes=place), "seoul", reason, place, f"token {place}")
        for place, one in enumerate(receipts, start=1)
    )
    return DeliveryFacts("seoul", "action", state, 2, last_error, None, 7, (accepted, *steps))


CASES: dict[str, tuple[DeliveryFacts, list[str]]] = {
    "queued": (a_delivery(State.ACCEPTED), ["done", "current", *["waiting"] * 3]),
    "stored": (
        a_delivery(State.STORED, State.STORED),
        ["done", "done", "current", "waiting", "waiting"],
    ),
    "delivered: nothing is now, people have time": (
        a_delivery(State.DELIVERED, State.STORED, State.DELIVERED),
        ["done", "done", "done", "waiting", "waiting"],
    ),
    "a later receipt overtook the earlier ones": (
        a_delivery(State.OPENED, State.OPENED),
        ["done", "done", "done", "done", "waiting"],
    ),
    "answered": (a_delivery(State.ANSWERED, State.STORED, State.ANSWERED), ["done"] * 5),
    "rejected on arrival": (a_delivery(State.REJECTED, State.REJECTED), ["done", "failed"]),
    "rejected by the room": (
        a_delivery(State.REJECTED, State.STORED, State.REJECTED),
        ["done", "done", "failed"],
    ),
    "never delivered": (a_delivery(State.UNDELIVERABLE), ["done", "failed"]),
    "set aside": (
        a_delivery(State.QUARANTINED, State.STORED, State.QUARANTINED),
        ["done", "done", "current", "waiting", "waiting", "waiting"],
    ),
}


@pytest.mark.parametrize(("delivery", "rungs"), CASES.values(), ids=CASES)
def test_a_ladder_says_how_far(delivery: DeliveryFacts, rungs: list[str]) -> None:
    assert [step.progress.value for step in ladder_of(delivery, QUIET).steps] == rungs


def test_a_rung_says_who_signed_it_and_when() -> None:
    stored = ladder_of(a_delivery(State.STORED, State.STORED), QUIET).steps[1]
    assert stored.note == "Signed by INTERPOL Seoul, entry 1 of its log"
    assert stored.at == NOW + timedelta(minutes=1)


def test_a_rung_without_a_receipt_says_so() -> None:
    steps = ladder_of(a_delivery(State.OPENED, State.OPENED), QUIET).steps
    assert steps[1].note == "No receipt of its own; a later one says so."
    assert steps[1].at is None


@pytest.mark.parametrize(
    ("delivery", "note"),
    [
        (a_delivery(State.REJECTED, State.REJECTED, reason="wire:age"), "Reason: wire:age"),
        (a_delivery(State.UNDELIVERABLE, last_error="timed out"), "Reason: timed out"),
    ],
)
def test_a_failure_says_why(delivery: DeliveryFacts, note: str) -> None:
    assert ladder_of(delivery, QUIET).steps[-1].note == note


def test_waiting_says_what_went_wrong_with_this_message() -> None:
    steps = ladder_of(a_delivery(State.ACCEPTED, last_error="refused"), QUIET).steps
    assert steps[1].note == "Attempts so far: 2. The last one failed: refused"


def test_waiting_says_that_the_bureau_does_not_answer() -> None:
    peer = PeerFacts("seoul", "INTERPOL Seoul", "https://s", None, 1, 6, None, "refused")
    steps = ladder_of(a_delivery(State.ACCEPTED), Bureaus(NAMES, (peer,), trusted=True)).steps
    assert steps[1].note.startswith("The bureau does not answer. Failed calls: 6;")


def test_only_what_was_signed_is_a_proof() -> None:
    ladder = ladder_of(a_delivery(State.STORED, State.STORED), QUIET)
    assert [proof.token for _, proof in ladder.proofs] == ["token 1"]
