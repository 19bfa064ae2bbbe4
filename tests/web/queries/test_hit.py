"""A hit's page: two columns, what may be done now, the owner's clock."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from liaison.queries.models import Hit
from liaison.queries.states import HitState
from tests.cast import entries
from tests.queries.test_withdrawal import withdrawn
from tests.queries.things import REASON, a_hit
from tests.queries.things import answered as answer_hit
from tests.records.outbox import Outbox

AtDesk = Callable[..., Client]
pytestmark = pytest.mark.usefixtures("outbox")
HTMX: dict[str, Any] = {"HTTP_HX_REQUEST": "true"}


def page_of(client: Client, hit: Hit, **asked: str) -> str:
    """Return the page of a hit."""
    return client.get(f"/hits/{hit.id}/", asked).content.decode()


def test_a_possible_hit_can_only_be_compared(at_desk: AtDesk) -> None:
    """The other steps are explained, not offered."""
    page = page_of(at_desk("Boris"), a_hit())
    assert page.count('name="step"') == 1
    assert 'value="compare"' in page
    assert "It has to be compared first." in page
    assert "The numbers are the same, character by character." in page


OFFERED = {
    HitState.POSSIBLE: {"compare"},
    HitState.FALSE_POSITIVE: set(),
    HitState.COMPARED: {"ask", "act", "emergency"},
    HitState.CONFIRMATION_ASKED: {"act", "emergency"},
    HitState.EXPIRED: {"act", "emergency"},
    HitState.CONFIRMED: {"act"},
    HitState.INVALID: {"close"},
    HitState.ACTION_TAKEN: {"close"},
    HitState.CLOSED: set(),
}


@pytest.mark.parametrize("state", HitState)
def test_only_what_is_allowed_is_offered(at_desk: AtDesk, state: HitState) -> None:
    """In every state; force stands outside the emergency only when the owner confirmed."""
    page = page_of(at_desk("Boris"), a_hit(state))
    found = {
        name
        for name in ("compare", "ask", "act", "emergency", "close")
        if f'name="step" value="{name}"' in page
    }
    assert found == OFFERED[state]
    assert ('name="act-action" value="detain_person"' in page) == (state is HitState.CONFIRMED)


def test_the_head_of_bureau_sees_and_changes_nothing(at_desk: AtDesk) -> None:
    """No form, and a form sent by hand is refused."""
    hit = a_hit()
    client = at_desk("Boris", role="head_of_bureau")
    assert 'name="step"' not in page_of(client, hit)
    answer = client.post(f"/hits/{hit.id}/", {"step": "compare", "compare-same": "yes"})
    assert answer.status_code == 403
    assert Hit.objects.get().state == HitState.POSSIBLE


def test_the_whole_way(at_desk: AtDesk, outbox: Outbox) -> None:
    """Compare, ask, the owner confirms, seize, close."""
    hit = a_hit()
    client = at_desk("Boris")
    steps: list[dict[str, str]] = [
        {"step": "compare", "compare-same": "yes", "compare-note": "worn cover"},
        {"step": "ask", "ask-urgency": "urgent"},
        {"step": "act", "act-action": "seize_document"},
        {"step": "close", "close-outcome": "seizure"},
    ]
    for step in steps:
        sent = client.post(f"/hits/{hit.id}/", step)
        assert (sent.status_code, sent["Location"]) == (302, f"/hits/{hit.id}/")
        if step["step"] == "ask":
            page = page_of(client, hit)
            assert 'hx-trigger="every 2s"' in page
            assert "10 min" in page
            answer_hit(hit)
            assert "hold the document" in page_of(client, hit)
    page = page_of(client, hit)
    assert [sent.kind for sent in outbox.sent] == [
        "queries.confirmation_asked",
        "queries.outcome_reported",
    ]
    assert "worn cover" in page
    assert "every 2s" not in page


def test_an_emergency_stays_on_the_page(at_desk: AtDesk) -> None:
    """With its reason, for ever."""
    hit = a_hit(HitState.COMPARED)
    client = at_desk("Boris")
    said = {"step": "emergency", "emergency-action": "detain_person", "emergency-reason": REASON}
    assert client.post(f"/hits/{hit.id}/", said).status_code == 302
    page = page_of(client, hit)
    assert "Action was taken in an emergency" in page
    assert REASON in page


def test_a_waiting_page_asks_for_the_state_only(at_desk: AtDesk) -> None:
    """The clock goes on; nothing is logged until there is something to read."""
    hit = a_hit(HitState.CONFIRMATION_ASKED)
    client = at_desk("Boris")
    before = entries()
    seen = {"seen": "confirmation_asked"}
    part = client.get(f"/hits/{hit.id}/", seen, **HTMX)
    assert 'id="watch"' in part.content.decode()
    assert "LX7310254" not in part.content.decode()
    assert entries() == before
    answer_hit(hit)
    before = entries()
    part = client.get(f"/hits/{hit.id}/", seen, **HTMX)
    assert (part["HX-Retarget"], part["HX-Reswap"]) == ("#hit", "outerHTML")
    assert "The owner confirms: the record is valid." in part.content.decode()
    assert entries() == before + 1


def test_a_measure_without_ground_is_shouted(at_desk: AtDesk) -> None:
    """Force in an emergency, then the owner says no; or withdraws what it had confirmed."""
    client = at_desk("Boris")
    hit = a_hit(HitState.CONFIRMATION_ASKED)
    said = {"step": "emergency", "emergency-action": "detain_person", "emergency-reason": REASON}
    client.post(f"/hits/{hit.id}/", said)
    assert "End this measure now." not in page_of(client, hit)
    answer_hit(hit, valid=False)
    assert "End this measure now." in page_of(client, hit)


def test_a_withdrawn_record_is_gone_from_the_page(at_desk: AtDesk) -> None:
    """The hit stays and says that there was one."""
    hit = a_hit(HitState.CONFIRMED)
    client = at_desk("Boris")
    assert "hold the document" in page_of(client, hit)
    withdrawn(hit)
    page = page_of(client, hit)
    assert "The owner withdrew this record." in page
    assert "hold the document" not in page
    assert "Lost or stolen" not in page
