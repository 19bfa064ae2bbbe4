"""What a hit's page turns away: force without ground, hostile input, strangers."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from liaison.queries.models import Hit
from liaison.queries.states import HitState
from tests.queries.things import REASON, a_hit, written

AtDesk = Callable[..., Client]
HTMX: dict[str, Any] = {"HTTP_HX_REQUEST": "true"}
pytestmark = pytest.mark.usefixtures("outbox")

REFUSED: dict[str, tuple[HitState, dict[str, Any], int, str]] = {
    "force without the owner's word": (
        HitState.COMPARED,
        {"step": "act", "act-action": "seize_document"},
        422,
        "The owner has not confirmed.",
    ),
    "an emergency in one word": (
        HitState.COMPARED,
        {"step": "emergency", "emergency-action": "seize_document", "emergency-reason": "urgent"},
        422,
        "at least 20 characters",
    ),
    "an emergency where none is needed": (
        HitState.COMPARED,
        {"step": "emergency", "emergency-action": "let_pass", "emergency-reason": REASON},
        422,
        "allowed without an emergency",
    ),
    "an unknown action": (
        HitState.CONFIRMED,
        {"step": "act", "act-action": "hang"},
        422,
        "not one of the available",
    ),
    "neither yes nor no": (HitState.POSSIBLE, {"step": "compare"}, 422, "Compare, then choose"),
    "a note that runs backwards": (
        HitState.POSSIBLE,
        {"step": "compare", "compare-same": "yes", "compare-note": "a\u202eb"},
        422,
        "cannot be shown",
    ),
    "a zero byte": (
        HitState.POSSIBLE,
        {"step": "compare", "compare-same": "yes", "compare-note": "a\x00b"},
        422,
        "Null characters",
    ),
    "an endless note": (
        HitState.POSSIBLE,
        {"step": "compare", "compare-same": "yes", "compare-note": "a" * 1001},
        422,
        "at most 1000 characters",
    ),
    "an arrest on an invalid record": (
        HitState.INVALID,
        {"step": "close", "close-outcome": "arrest"},
        422,
        "does not follow",
    ),
    "compared twice": (
        HitState.COMPARED,
        {"step": "compare", "compare-same": "no"},
        409,
        "cannot be done in the present state",
    ),
    "a step nobody knows": (HitState.POSSIBLE, {"step": "shoot"}, 400, ""),
    "no step": (HitState.POSSIBLE, {}, 400, ""),
}


@pytest.mark.parametrize(("state", "said", "status", "words"), REFUSED.values(), ids=REFUSED)
def test_a_step_is_refused(
    at_desk: AtDesk, state: HitState, said: dict[str, Any], status: int, words: str
) -> None:
    """With words; the hit stays where it is."""
    hit = a_hit(state)
    client = at_desk("Boris")
    before = written()["states"]
    answer = client.post(f"/hits/{hit.id}/", said)
    assert answer.status_code == status
    assert words in answer.content.decode()
    assert written()["states"] == before


def test_hidden_missing_and_malformed_are_not_found(at_desk: AtDesk) -> None:
    """One page for all, and for every method."""
    hit = a_hit()
    client = at_desk("Boris")
    Hit.objects.update(organisation="seoul")
    for address in (f"/hits/{hit.id}/", f"/hits/{uuid.uuid4()}/", "/hits/7/", "/hits/%00/"):
        assert client.get(address).status_code == 404
    assert client.get(f"/hits/{hit.id}/", {"seen": "possible"}, **HTMX).status_code == 404
    sent = {"step": "compare", "compare-same": "yes"}
    assert client.post(f"/hits/{hit.id}/", sent).status_code == 404
    assert client.put(f"/hits/{hit.id}/").status_code == 405
