"""A unit's request goes abroad: drafted, submitted, reviewed by somebody else, sent."""

import pytest

from liaison.casework import selectors, services
from liaison.casework.models import Concerned, Deadline
from liaison.casework.states import AddresseeState, ClockState, Queue, State
from liaison.casework.words import Decision, LetterKind
from tests.casework.things import a_draft, a_sent, a_submitted, again, boris, li, ticks
from tests.cast import NOW
from tests.records.outbox import Outbox

pytestmark = pytest.mark.django_db


def test_a_draft_stays_with_its_unit(outbox: Outbox) -> None:
    """Nothing leaves, and the desk does not see it."""
    row = a_draft()
    assert (row.state, row.queue, row.holder_organisation) == (
        State.DRAFT,
        Queue.UNIT,
        "beijing/shenzhen-border",
    )
    assert row.our_reference == "BJ-2026-000001"
    assert not selectors.visible_to(boris(), NOW).exists()
    assert selectors.visible_to(li(), NOW).get() == row
    assert not outbox.sent


def test_submitted_it_lies_in_the_pool_of_the_desk(outbox: Outbox) -> None:
    """Somebody is responsible, and it is not the unit any more."""
    row = a_submitted()
    assert (row.holder_organisation, row.holder_person) == ("beijing", "")
    assert selectors.desk_page(boris(), queue="review", now=NOW).lines[0].id == row.id
    assert not outbox.sent


def test_accepted_it_is_sent_with_our_reference(outbox: Outbox) -> None:
    """One message to the node, with the things concerned."""
    row = a_sent()
    (sent,) = outbox.sent
    assert (sent.to, sent.kind, sent.body["reference"]) == (
        ("seoul",),
        "casework.request",
        row.our_reference,
    )
    assert (row.state, row.thread, row.message) == (State.SENT, sent.jti, sent.jti)
    (addressee,) = row.addressees.all()
    assert (addressee.desk, addressee.state) == ("seoul", AddresseeState.SENT)
    assert Concerned.objects.filter(request=row).count() == 1


def test_the_clock_of_the_other_bureau_runs(outbox: Outbox) -> None:
    """From the moment it was sent, by the class that was chosen."""
    assert outbox is not None
    row = a_sent()
    clock = Deadline.objects.get(request=row)
    assert (clock.state, clock.clock, clock.started_at) == (
        ClockState.RUNNING,
        "urgent_indirect",
        NOW,
    )
    assert row.due_at == clock.due_at > NOW


def test_asked_back_it_returns_to_the_officer(outbox: Outbox) -> None:
    """With the reviewer's words; then it can be submitted again."""
    row = a_submitted()
    services.review(
        boris(),
        request_id=row.id,
        checklist=ticks(),
        decision=Decision.ASK_BACK,
        words="When was the lorry rented?",
        now=NOW,
    )
    row = again(row)
    assert (row.state, row.holder_organisation) == (State.ASKED_BACK, "beijing/shenzhen-border")
    found = selectors.request_file(li(), row.id, NOW)
    assert found.letters[-1].words == "When was the lorry rented?"
    assert found.verbs >= {"change", "submit"}
    services.submit(li(), request_id=row.id, now=NOW)
    assert again(row).state == State.SUBMITTED
    assert not outbox.sent


def test_refused_at_the_desk_it_ends_with_grounds(outbox: Outbox) -> None:
    """The unit reads why."""
    row = a_submitted()
    services.review(
        boris(),
        request_id=row.id,
        checklist=(),
        decision=Decision.REFUSE,
        grounds="minor_offence",
        words="A parking fine is no matter for a bureau.",
        now=NOW,
    )
    row = again(row)
    assert (row.state, row.is_open) == (State.REFUSED_AT_DESK, False)
    letter = selectors.request_file(li(), row.id, NOW).letters[-1]
    assert (letter.kind, letter.grounds) == (LetterKind.REVIEW, "minor_offence")
    assert not outbox.sent
