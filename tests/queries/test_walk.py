"""Whatever is tried in whatever order: no force without confirmation or emergency."""

import contextlib
from collections.abc import Callable

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liaison.core.errors import Refusal
from liaison.exchange.errors import ContentRefused
from liaison.queries import jobs, services
from liaison.queries.answers import record_withdrawn
from liaison.queries.handlers import receive_given
from liaison.queries.models import Hit, Step
from liaison.queries.policy import check_transition
from liaison.queries.states import Action, HitState, Outcome, StepKind, Urgency
from tests.cast import NOW
from tests.queries.things import LATE, REASON, SOON, a_hit, ada
from tests.queries.things import given as answer

Move = Callable[[Hit], object]
MOVES: dict[str, Move] = {
    "the same": lambda h: services.compare(
        ada(), hit_id=h.id, same_document=True, note="", now=NOW
    ),
    "another": lambda h: services.compare(
        ada(), hit_id=h.id, same_document=False, note="", now=NOW
    ),
    "ask": lambda h: services.ask_confirmation(
        ada(), hit_id=h.id, urgency=Urgency.URGENT, note="", now=NOW
    ),
    "valid": lambda h: receive_given(answer(h, valid=True), SOON),
    "not valid": lambda h: receive_given(answer(h, valid=False), SOON),
    "from a stranger": lambda h: receive_given(answer(h, sender="lyon"), SOON),
    "time": lambda _: jobs.expire(LATE),
    "withdrawn": lambda h: record_withdrawn(h.record_id, SOON),
    "seize": lambda h: services.take_action(
        ada(), hit_id=h.id, action=Action.SEIZE_DOCUMENT, now=NOW
    ),
    "seize in an emergency": lambda h: services.take_action(
        ada(), hit_id=h.id, action=Action.SEIZE_DOCUMENT, emergency_reason=REASON, now=NOW
    ),
    "let pass": lambda h: services.take_action(
        ada(), hit_id=h.id, action=Action.LET_PASS, now=NOW
    ),
    "arrested": lambda h: services.record_outcome(
        ada(), hit_id=h.id, outcome=Outcome.ARREST, note="", now=NOW
    ),
    "ended": lambda h: services.record_outcome(
        ada(), hit_id=h.id, outcome=Outcome.NO_ACTION, note="", now=NOW
    ),
}


class _UndoneError(Exception):
    """Ends an example: the next one begins with an empty database."""


@pytest.mark.django_db
@pytest.mark.usefixtures("outbox")
@settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(st.sampled_from(sorted(MOVES)), min_size=3, max_size=10))
def test_no_way_leads_to_unfounded_force(names: list[str]) -> None:
    """Every state change is one of the table's; force rests on the owner or on an emergency."""
    with contextlib.suppress(_UndoneError), transaction.atomic():
        hit = a_hit()
        for name in names:
            before = HitState(hit.state)
            with contextlib.suppress(Refusal, ContentRefused), transaction.atomic():
                MOVES[name](hit)
            hit.refresh_from_db()
            if hit.state != before:
                check_transition(before, HitState(hit.state))
            _check_founded(hit)
        raise _UndoneError


def _check_founded(hit: Hit) -> None:
    if hit.state == HitState.CONFIRMED:
        assert hit.answer_valid
        assert Step.objects.filter(hit=hit, kind=StepKind.CONFIRMED).exists()
    if hit.action and Action(hit.action).coercive:
        flagged = Step.objects.filter(hit=hit, kind=StepKind.EMERGENCY).exists()
        assert flagged == bool(hit.emergency_reason)
        assert flagged or hit.answer_valid
    if hit.outcome and Outcome(hit.outcome).coercive:
        assert Action(hit.action).coercive
