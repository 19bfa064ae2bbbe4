"""The owner's desk answers: another bureau by message, our own posts by row."""

from typing import Any

import pytest

from liaison.core.errors import Refusal
from liaison.identity.errors import PermissionRefused
from liaison.identity.states import Permission
from liaison.identity.types import Actor
from liaison.queries import jobs, services
from liaison.queries.errors import (
    NoSuchConfirmation,
    RecordGone,
    SamePersonRefused,
    TextRefused,
    TransitionRefused,
)
from liaison.queries.models import Confirmation
from liaison.queries.states import ConfirmationState, HitState
from liaison.queries.wireform import GIVEN, parse_given
from tests.cast import NOW, an_actor
from tests.queries.things import (
    LATE,
    SOON,
    a_confirmation,
    a_hit,
    ada,
    boris,
    events,
    written,
)
from tests.records.outbox import Outbox

pytestmark = pytest.mark.django_db


def answer(row: Confirmation, actor: Actor | None = None, **said: Any) -> ConfirmationState:  # noqa: ANN401
    """Let Boris answer a question; `said` changes his answer."""
    plain: dict[str, Any] = {
        "valid": True,
        "instructions": "hold it",
        "restrictions": "police use",
        "now": SOON,
    }
    return services.answer_confirmation(actor or boris(), confirmation_id=row.id, **(plain | said))


@pytest.mark.parametrize("valid", [True, False], ids=["valid", "not valid"])
def test_the_answer_goes_to_the_bureau_that_asked(outbox: Outbox, *, valid: bool) -> None:
    """In reply to its question; our own parser reads it back."""
    row = a_confirmation()
    answer(row, valid=valid)
    (sent,) = outbox.of_kind(GIVEN)
    said = parse_given(sent.body)
    assert (sent.to, sent.in_reply_to, sent.thread) == (("seoul",), row.message, row.thread)
    assert (said.hit_id, said.valid, said.restrictions) == (row.hit_id, valid, "police use")
    row.refresh_from_db()
    assert row.state == ("answered_valid" if valid else "answered_invalid")
    assert row.answered_by == "Boris"
    assert ("queries:confirmation:answered", "done") in events()


def test_late_is_better_than_never(outbox: Outbox) -> None:
    """A lapsed question is still answered."""
    row = a_confirmation()
    jobs.expire(LATE)
    row.refresh_from_db()
    assert row.state == ConfirmationState.LAPSED
    answer(row, now=LATE)
    assert outbox.of_kind(GIVEN)


def test_our_own_post_gets_the_answer_at_once(outbox: Outbox) -> None:
    """No message; the hit is confirmed in the same transaction."""
    hit = a_hit(HitState.CONFIRMATION_ASKED, own=True)
    answer(Confirmation.objects.get())
    hit.refresh_from_db()
    assert (hit.state, hit.instructions) == (HitState.CONFIRMED, "hold it")
    assert outbox.sent == []


def test_two_persons_are_needed_at_home(outbox: Outbox) -> None:
    """Ada asked; another chair of hers does not help her."""
    a_hit(HitState.CONFIRMATION_ASKED, own=True)
    before = written()
    with pytest.raises(SamePersonRefused):
        answer(Confirmation.objects.get(), actor=an_actor(role="desk_officer"))
    assert written() == before
    assert outbox.sent == []


EVERYTHING = frozenset(Permission)
REFUSALS: dict[str, tuple[dict[str, Any], dict[str, Any], type[Refusal]]] = {
    "deciding is not answering": (
        {"permissions": EVERYTHING - {Permission.CONFIRMATION_ANSWER}},
        {},
        PermissionRefused,
    ),
    "a post does not answer for the bureau": (
        {"organisation": "beijing/macao"},
        {},
        NoSuchConfirmation,
    ),
    "an endless instruction": ({}, {"instructions": "a" * 1001}, TextRefused),
    "a restriction that hides itself": ({}, {"restrictions": "a\u202eb"}, TextRefused),
}


@pytest.mark.parametrize(("actor", "said", "refusal"), REFUSALS.values(), ids=REFUSALS)
def test_answer_refuses(
    outbox: Outbox, actor: dict[str, Any], said: dict[str, Any], refusal: type[Refusal]
) -> None:
    """And writes nothing, and nothing leaves."""
    row = a_confirmation()
    before, sent = written(), len(outbox.sent)
    with pytest.raises(refusal):
        answer(row, actor=an_actor(person="Boris", **actor), **said)
    assert written() == before
    assert len(outbox.sent) == sent


@pytest.mark.parametrize("valid", [True, False])
@pytest.mark.usefixtures("outbox")
def test_an_answer_is_given_once(*, valid: bool) -> None:
    """Who was wrong withdraws the record, which reaches everybody."""
    row = a_confirmation()
    answer(row)
    before = written()
    with pytest.raises(TransitionRefused):
        answer(row, valid=valid)
    assert written() == before


@pytest.mark.usefixtures("outbox")
def test_a_withdrawn_record_is_not_valid() -> None:
    """It can only be answered with no."""
    row = a_confirmation(withdrawn=True)
    before = written()
    with pytest.raises(RecordGone):
        answer(row)
    assert written() == before
    answer(row, valid=False)


@pytest.mark.usefixtures("outbox")
def test_reading_a_question_is_recorded() -> None:
    """And shows our record as it stands now."""
    row = a_confirmation()
    file = services.read_confirmation(boris(), confirmation_id=row.id, now=NOW)
    assert file.record.id == row.record_id
    assert file.evidence
    assert file.evidence.exact
    assert file.may_answer
    assert ("queries:confirmation:read", "done") in events()
    with pytest.raises(NoSuchConfirmation):
        services.read_confirmation(boris(), confirmation_id=row.hit_id, now=NOW)
    assert ada().person_id != boris().person_id
