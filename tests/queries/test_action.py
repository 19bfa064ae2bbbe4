"""Taking action: no force without the owner's word or a documented emergency."""

import pytest

from liaison.audit.models import Payload
from liaison.core.errors import Refusal
from liaison.queries import services
from liaison.queries.errors import (
    EmergencyNotNeeded,
    NotConfirmed,
    TextRefused,
    TransitionRefused,
)
from liaison.queries.states import Action, HitState, StepKind
from liaison.records import services as records
from liaison.records.states import WithdrawalReason
from tests.cast import NOW, an_actor
from tests.queries.things import REASON, a_hit, ada, events, facts_of, written

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("outbox")]


@pytest.mark.parametrize("action", Action)
def test_a_confirmed_hit_carries_every_action(action: Action) -> None:
    """No emergency is flagged."""
    hit = a_hit(HitState.CONFIRMED)
    services.take_action(ada(), hit_id=hit.id, action=action, now=NOW)
    hit.refresh_from_db()
    assert (hit.state, hit.action, hit.emergency_reason) == (HitState.ACTION_TAKEN, action, "")
    assert ("queries:action:taken", "done") in events()


@pytest.mark.parametrize(
    "state", [HitState.COMPARED, HitState.CONFIRMATION_ASKED, HitState.EXPIRED]
)
def test_an_emergency_is_flagged_for_ever(state: HitState) -> None:
    """In the row, in the timeline, and in the log with the reason."""
    hit = a_hit(state)
    services.take_action(
        ada(), hit_id=hit.id, action=Action.DETAIN_PERSON, emergency_reason=REASON, now=NOW
    )
    hit.refresh_from_db()
    assert (hit.state, hit.emergency_reason) == (HitState.ACTION_TAKEN, REASON)
    assert hit.steps.last().kind == StepKind.EMERGENCY  # type: ignore[union-attr]
    entry = Payload.objects.get(event="queries:action:taken")
    words = facts_of(entry)
    assert words["result"] == "emergency"
    assert words["facts"]["reason"] == REASON  # type: ignore[index]


ACT = Action.SEIZE_DOCUMENT
REFUSALS: dict[str, tuple[HitState, Action, str, type[Refusal]]] = {
    "nothing was compared": (HitState.POSSIBLE, ACT, "", TransitionRefused),
    "not even in an emergency": (HitState.POSSIBLE, ACT, REASON, TransitionRefused),
    "another document": (HitState.FALSE_POSITIVE, ACT, REASON, TransitionRefused),
    "nobody was asked": (HitState.COMPARED, ACT, "", NotConfirmed),
    "the owner has not answered": (HitState.CONFIRMATION_ASKED, ACT, "", NotConfirmed),
    "silence is not consent": (HitState.EXPIRED, ACT, "", NotConfirmed),
    "the record is not valid": (HitState.INVALID, ACT, "", TransitionRefused),
    "nor in an emergency": (HitState.INVALID, ACT, REASON, TransitionRefused),
    "twice": (HitState.ACTION_TAKEN, ACT, "", TransitionRefused),
    "closed": (HitState.CLOSED, ACT, REASON, TransitionRefused),
    "urgent is not a reason": (HitState.COMPARED, ACT, "urgent", TextRefused),
    "dots are not a reason": (HitState.COMPARED, ACT, "." * 30, TextRefused),
    "spaces are not a reason": (HitState.COMPARED, ACT, " " * 30, NotConfirmed),
    "padding is not a reason": (HitState.COMPARED, ACT, f"{' ' * 30}now", TextRefused),
    "an endless reason": (HitState.COMPARED, ACT, "a" * 1001, TextRefused),
    "a reason that hides itself": (HitState.COMPARED, ACT, f"{REASON}\u202e", TextRefused),
    "an emergency to let somebody pass": (
        HitState.COMPARED,
        Action.LET_PASS,
        REASON,
        EmergencyNotNeeded,
    ),
    "an emergency although confirmed": (HitState.CONFIRMED, ACT, REASON, EmergencyNotNeeded),
}


@pytest.mark.parametrize(("state", "action", "reason", "refusal"), REFUSALS.values(), ids=REFUSALS)
def test_take_action_refuses(
    state: HitState, action: Action, reason: str, refusal: type[Refusal]
) -> None:
    """And writes nothing."""
    hit = a_hit(state)
    before = written()
    with pytest.raises(refusal):
        services.take_action(ada(), hit_id=hit.id, action=action, emergency_reason=reason, now=NOW)
    assert written() == before


def test_our_own_withdrawn_record_carries_no_force() -> None:
    """Confirmed yesterday, withdrawn today: the hit is invalid, whoever owned the record."""
    hit = a_hit(HitState.CONFIRMED, own=True)
    records.withdraw(
        an_actor(role="data_steward"),
        document_id=hit.record_id,
        reason=WithdrawalReason.FOUND,
        note="",
        now=NOW,
    )
    before = written()
    with pytest.raises(TransitionRefused):
        services.take_action(ada(), hit_id=hit.id, action=ACT, now=NOW)
    assert written() == before
    hit.refresh_from_db()
    assert hit.state == HitState.INVALID
