"""The tables themselves refuse what must never be, whatever the code above them does."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, models, transaction

from liaison.queries.models import Check, Confirmation, Hit
from liaison.queries.states import HitState
from tests.cast import NOW
from tests.queries.things import a_confirmation, a_hit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("outbox")]

Maker = Callable[[], models.Model]
BAD: dict[str, tuple[Maker, dict[str, object]]] = {
    "force without the owner's word": (
        lambda: a_hit(HitState.COMPARED),
        {"state": "action_taken", "action": "seize_document"},
    ),
    "force after the owner said no": (
        lambda: a_hit(HitState.INVALID),
        {"state": "action_taken", "action": "detain_person"},
    ),
    "an arrest without force": (
        lambda: a_hit(HitState.INVALID),
        {"state": "closed", "outcome": "arrest"},
    ),
    "an action without a name": (lambda: a_hit(HitState.CONFIRMED), {"state": "action_taken"}),
    "closed without an outcome": (lambda: a_hit(HitState.INVALID), {"state": "closed"}),
    "an outcome before the end": (lambda: a_hit(HitState.INVALID), {"outcome": "no_action"}),
    "asked for ever": (lambda: a_hit(HitState.CONFIRMATION_ASKED), {"due_at": None}),
    "an unknown urgency": (lambda: a_hit(HitState.CONFIRMATION_ASKED), {"urgency": "now"}),
    "answered without a question": (
        lambda: a_hit(HitState.COMPARED),
        {"answered_at": NOW, "answer_valid": True},
    ),
    "an unknown state": (a_hit, {"state": "guilty"}),
    "a check without a purpose": (lambda: a_hit().origin, {"purpose": ""}),
    "a check without a reference": (lambda: a_hit().origin, {"case_reference": ""}),
    "a match without hits": (lambda: a_hit().origin, {"hit_count": 0}),
    "answered by nobody": (a_confirmation, {"state": "answered_valid"}),
    "an outcome at no time": (a_confirmation, {"state": "outcome_reported", "outcome": "arrest"}),
    "a message without its conversation": (a_confirmation, {"thread": None}),
    "an unknown question": (a_confirmation, {"state": "forgotten"}),
}


@pytest.mark.parametrize(("make", "said"), BAD.values(), ids=BAD)
def test_a_bad_row_is_refused(make: Maker, said: dict[str, object]) -> None:
    """By the database."""
    row = make()
    with pytest.raises(IntegrityError), transaction.atomic():
        type(row)._default_manager.filter(pk=row.pk).update(**said)


@pytest.mark.parametrize("make", [a_hit, a_confirmation], ids=["hit", "confirmation"])
def test_nothing_is_there_twice(make: Maker) -> None:
    """One hit for a record and a check; one question for a hit."""
    row = make()
    assert isinstance(row, Hit | Confirmation)
    row.pk = Check.objects.model(pk="00000000-0000-0000-0000-000000000001").pk
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)
