"""Where policy demands an officer's approval nothing leaves without one, unless it is waived."""

from dataclasses import replace
from typing import Any

import pytest
from django.conf import settings

from liaison.casework import approvals, selectors, services
from liaison.casework.errors import ApprovalNeeded
from liaison.casework.services import approving
from liaison.casework.states import State
from liaison.casework.wireform import parse_asked
from liaison.casework.words import ApprovalStanding, Decision
from liaison.rules.processing import Purpose
from tests.casework.test_approval import accepted, answered, reviewer
from tests.casework.things import a_submitted, again, ticks
from tests.cast import NOW
from tests.exchange.conftest import clock, network
from tests.records.outbox import Outbox

__all__ = ["clock", "network"]
pytestmark = pytest.mark.django_db


def test_policy_demands_it_by_name(outbox: Outbox, monkeypatch: pytest.MonkeyPatch) -> None:
    row = a_submitted()
    boris, key = reviewer()
    demand = replace(approvals.DEMAND, urgencies=frozenset({row.urgency}))
    monkeypatch.setattr(approvals, "DEMAND", demand)
    with pytest.raises(ApprovalNeeded):
        accepted(boris, row, "")
    assert (again(row).state, outbox.sent) == (State.SUBMITTED, [])
    accepted(boris, row, answered(boris, key, row))
    assert len(outbox.sent) == 1


DEMANDED = {
    "by urgency": {"urgencies": "urgency"},
    "by handling code": {"handling_codes": "handling_code"},
    "by purpose": {"purposes": "purpose"},
}
WAIVED = {
    "in a demonstration": {"node.mode": "demo"},
    "for the unit": {"requests.approval_waived": "seoul, beijing/shenzhen-border"},
    "for the bureau and all below it": {"requests.approval_waived": "beijing"},
}
NOT_WAIVED = {
    "for another bureau": {"requests.approval_waived": "seoul"},
    "for a unit with a longer name": {"requests.approval_waived": "beijing/shenzhen-border/north"},
    "for a unit with a shorter name": {"requests.approval_waived": "beijing/shenzhen"},
    "for nobody, in commas": {"requests.approval_waived": " , ,"},
}


def said_by_node(patch: pytest.MonkeyPatch, said: dict[str, str]) -> None:
    """Let the node's settings say this."""
    for name, value in said.items():
        patch.setitem(settings.NODE.values, name, value)


@pytest.mark.parametrize("lists", DEMANDED.values(), ids=DEMANDED)
@pytest.mark.parametrize("said", WAIVED.values(), ids=WAIVED)
def test_it_is_waived(
    outbox: Outbox, monkeypatch: pytest.MonkeyPatch, lists: dict[str, str], said: dict[str, str]
) -> None:
    """Everywhere else each list alone is enough to hold it back."""
    row = a_submitted()
    named: dict[str, Any] = {key: frozenset({getattr(row, one)}) for key, one in lists.items()}
    monkeypatch.setattr(approvals, "DEMAND", replace(approvals.DEMAND, **named))
    boris, _key = reviewer()
    with pytest.raises(ApprovalNeeded):
        accepted(boris, row, "")
    assert (again(row).state, outbox.sent) == (State.SUBMITTED, [])
    said_by_node(monkeypatch, said)
    assert selectors.request_file(boris, row.id, NOW).approval is ApprovalStanding.WAIVED
    accepted(boris, row, "")
    assert len(outbox.sent) == 1


@pytest.mark.parametrize("said", NOT_WAIVED.values(), ids=NOT_WAIVED)
def test_it_is_not_waived(
    outbox: Outbox, monkeypatch: pytest.MonkeyPatch, said: dict[str, str]
) -> None:
    row = a_submitted(purpose=Purpose.SEARCH_WANTED)
    boris, _key = reviewer()
    said_by_node(monkeypatch, said)
    assert selectors.request_file(boris, row.id, NOW).approval is ApprovalStanding.DEMANDED
    with pytest.raises(ApprovalNeeded):
        accepted(boris, row, "")
    assert (again(row).state, outbox.sent) == (State.SUBMITTED, [])


def test_who_is_to_be_held_is_not_asked_for_without_one(outbox: Outbox) -> None:
    """As delivered: of all purposes this one."""
    assert approvals.DEMAND.purposes == {Purpose.SEARCH_WANTED}
    row = a_submitted(purpose=Purpose.SEARCH_WANTED)
    boris, key = reviewer()
    with pytest.raises(ApprovalNeeded):
        accepted(boris, row, "")
    services.review(
        boris,
        request_id=row.id,
        checklist=ticks(),
        decision=Decision.ASK_BACK,
        words="Wanted since when?",
        now=NOW,
    )
    assert outbox.sent == []
    other = a_submitted(purpose=Purpose.SEARCH_WANTED)
    accepted(boris, other, answered(boris, key, other))
    assert "approval" in outbox.sent[0].body


@pytest.mark.usefixtures("network")
def test_what_left_with_one_is_verified_by_the_other_bureau(outbox: Outbox) -> None:
    """Its own code, our directory, the words that travelled; one word changed and it is none."""
    row = a_submitted(purpose=Purpose.SEARCH_WANTED)
    boris, key = reviewer()
    accepted(boris, row, answered(boris, key, row))
    came = parse_asked(
        dict(outbox.sent[0].body),
        purpose=row.purpose,
        legal_basis=row.legal_basis,
        urgency=row.urgency,
    )
    found = approving.take(came, sender="beijing", at=NOW, now=NOW)
    assert found is not None
    assert (found["bureau"], found["role"], found["refused"]) == ("beijing", "desk_officer", "")
    for other in (replace(came, asked="Let him go"), replace(came, purpose=Purpose.WARN)):
        spoilt = approving.take(other, sender="beijing", at=NOW, now=NOW)
        assert spoilt is not None
        assert spoilt["refused"]
    elsewhere = approving.take(came, sender="seoul", at=NOW, now=NOW)
    assert elsewhere is not None
    assert elsewhere["refused"]
