"""A name is not a person: no force on a name alone, whatever is declared."""

import pytest
from django.db import IntegrityError, transaction

from liaison.core.errors import Refusal
from liaison.queries import services
from liaison.queries.errors import NameOnly, TextRefused
from liaison.queries.models import Check, Hit
from liaison.queries.states import Action, HitState, Urgency
from tests.cast import NOW
from tests.queries.people import ask, kim
from tests.queries.things import ada, answered, boris

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("outbox")]
FINGERPRINTS = "fingerprints compared by the bureau"
DANGER = "armed, and runs to the exit"


def a_hit(state: HitState) -> Hit:
    """Return a hit on Kim by his name, compared, perhaps confirmed by our own desk."""
    kim()
    (facts,) = ask("Kim Min-su").hits
    services.compare(ada(), hit_id=facts.id, same_document=True, note="", now=NOW)
    if state is HitState.CONFIRMED:
        services.ask_confirmation(ada(), hit_id=facts.id, urgency=Urgency.URGENT, note="", now=NOW)
        answered(Hit.objects.get(), valid=True)
    return Hit.objects.get()


REFUSED: dict[str, tuple[HitState, str, str, type[Refusal]]] = {
    "compared only": (HitState.COMPARED, "", "", NameOnly),
    "an emergency does not help": (HitState.COMPARED, DANGER, "", NameOnly),
    "evidence without the owner's word": (HitState.COMPARED, "", FINGERPRINTS, NameOnly),
    "both, without the owner's word": (HitState.COMPARED, DANGER, FINGERPRINTS, NameOnly),
    "confirmed, and nothing but the name": (HitState.CONFIRMED, "", "", NameOnly),
    "confirmed, and an emergency": (HitState.CONFIRMED, DANGER, "", NameOnly),
    "evidence of one word": (HitState.CONFIRMED, "", "him", TextRefused),
}


@pytest.mark.parametrize(("state", "reason", "evidence", "refusal"), REFUSED.values(), ids=REFUSED)
def test_no_force(state: HitState, reason: str, evidence: str, refusal: type[Refusal]) -> None:
    """And nothing is written."""
    hit = a_hit(state)
    for action in (one for one in Action if one.coercive):
        with pytest.raises(refusal) as caught:
            services.take_action(
                ada(),
                hit_id=hit.id,
                action=action,
                emergency_reason=reason,
                identity_evidence=evidence,
                now=NOW,
            )
        assert str(caught.value)
    hit.refresh_from_db()
    assert (hit.state, hit.action, hit.identity_evidence) == (state, "", "")


def test_confirmed_and_shown_to_be_the_person() -> None:
    """Then the evidence is kept beside the action."""
    hit = a_hit(HitState.CONFIRMED)
    services.take_action(
        ada(),
        hit_id=hit.id,
        action=Action.DETAIN_PERSON,
        identity_evidence=FINGERPRINTS,
        now=NOW,
    )
    hit.refresh_from_db()
    assert (hit.state, hit.identity_evidence) == (HitState.ACTION_TAKEN, FINGERPRINTS)


def test_what_is_no_force_needs_nothing() -> None:
    """Somebody may always be asked for another document."""
    hit = a_hit(HitState.COMPARED)
    services.take_action(ada(), hit_id=hit.id, action=Action.VERIFY_IDENTITY, now=NOW)
    assert services.read_hit(boris(), hit_id=hit.id, now=NOW).emergencies == ()


@pytest.mark.parametrize(
    "changed",
    [
        {"action": "detain_person", "emergency_reason": DANGER, "state": "action_taken"},
        {"action": "refuse_entry", "identity_evidence": FINGERPRINTS, "state": "action_taken"},
        {"action": "seize_document", "state": "action_taken"},
    ],
)
def test_the_database_refuses_too(changed: dict[str, str]) -> None:
    """Whatever the code does."""
    hit = a_hit(HitState.COMPARED)
    with pytest.raises(IntegrityError), transaction.atomic():
        Hit.objects.filter(pk=hit.id).update(**changed)


def test_nobody_is_kept_without_a_hit() -> None:
    """The database refuses a name beside no match."""
    answer = ask("Anna Berg")
    with pytest.raises(IntegrityError), transaction.atomic():
        Check.objects.filter(pk=answer.check_id).update(name="Anna Berg")
