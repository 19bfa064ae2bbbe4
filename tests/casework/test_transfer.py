"""From one holder to another: offered, accepted, declined, withdrawn, lapsed; the shift."""

from datetime import timedelta
from uuid import UUID

import pytest

from liaison.casework import jobs, selectors, services
from liaison.casework.errors import (
    AlreadyOffered,
    FieldRefused,
    NoSuchTransfer,
    NotYours,
    TransitionRefused,
    UnitRefused,
)
from liaison.casework.models import Transfer
from liaison.casework.states import State, TransferState
from liaison.casework.words import Subject, Urgency
from liaison.identity.models import Chair, Person
from liaison.identity.types import Actor
from tests.casework.things import UNIT, again, an_accepted, an_answer, boris, li, written
from tests.cast import NOW, an_actor
from tests.records.outbox import Outbox

pytestmark = pytest.mark.django_db
MACAO = "beijing/macao"
NIGHT = NOW + timedelta(hours=6)  # 23:00 in Beijing


def vera() -> Actor:
    """Return Vera, a colleague on the desk."""
    return an_actor(person="Vera")


def ines() -> Actor:
    """Return Ines, who sits at Macao's desk."""
    actor = an_actor(person="Ines", organisation=MACAO)
    return Actor(**{**actor.__dict__, "desk": MACAO})


def offered(row_id: object, to: str = UNIT, person: str = "") -> Transfer:
    """Let Boris offer a request."""
    made = services.offer(
        boris(),
        subject_kind=Subject.REQUEST,
        subject=row_id,  # type: ignore[arg-type]
        to_organisation=to,
        to_person=person,
        words="Yours, I think.",
        now=NOW,
    )
    return Transfer.objects.get(pk=made)


def test_until_it_is_accepted_the_holder_is_responsible(outbox: Outbox) -> None:
    assert outbox is not None
    row = an_accepted()
    made = offered(row.id)
    assert again(row).holder_organisation == "beijing"
    services.accept_transfer(li(), transfer_id=made.id, now=NOW)
    row = again(row)
    assert (row.holder_organisation, row.holder_person) == (UNIT, li().person_id)
    # and so that the unit can answer it
    assert (row.state, row.assigned_unit) == (State.ASSIGNED, UNIT)


def test_declined_it_stays_where_it_was(outbox: Outbox) -> None:
    assert outbox is not None
    row = an_accepted()
    made = offered(row.id)
    services.decline_transfer(li(), transfer_id=made.id, reason="Not our district.", now=NOW)
    assert again(row).holder_organisation == "beijing"
    (facts,) = selectors.transfers(boris(), only_open=False)
    assert (facts.state, facts.reason) == (TransferState.DECLINED, "Not our district.")
    assert offered(row.id).state == TransferState.OFFERED


def test_an_offer_lapses(outbox: Outbox) -> None:
    """After the hours that policy names; nobody can accept it then."""
    assert outbox is not None
    row = an_accepted()
    made = offered(row.id)
    jobs.clocks(made.lapses_at)
    made.refresh_from_db()
    assert (made.state, made.pending) == (TransferState.LAPSED, None)
    with pytest.raises(TransitionRefused):
        services.accept_transfer(li(), transfer_id=made.id, now=made.lapses_at)
    assert again(row).holder_organisation == "beijing"


def test_an_answer_lets_the_offer_lapse(outbox: Outbox) -> None:
    """There is nothing left to take over."""
    assert outbox is not None
    row = an_accepted()
    made = offered(row.id)
    services.answer(boris(), request_id=row.id, answer=an_answer(), now=NOW)
    made.refresh_from_db()
    assert made.state == TransferState.LAPSED


def test_macao_takes_over_and_answers_in_beijings_name(outbox: Outbox) -> None:
    """The desk that asked knows one desk: the answer comes from it."""
    row = an_accepted()
    made = offered(row.id, MACAO)
    services.accept_transfer(ines(), transfer_id=made.id, now=NOW)
    assert again(row).lent_to == MACAO
    page = selectors.desk_page(ines(), queue="open", now=NOW)
    assert [line.id for line in page.lines] == [row.id]
    services.answer(ines(), request_id=row.id, answer=an_answer(), now=NOW)
    assert outbox.sent[-1].body["from"] == "beijing"


def test_out_of_hours_what_is_urgent_goes_to_the_pool_of_the_desk(outbox: Outbox) -> None:
    assert outbox is not None
    row = an_accepted(urgency=Urgency.URGENT)
    services.take(boris(), request_id=row.id, now=NIGHT)
    made = services.offer(
        boris(),
        subject_kind=Subject.REQUEST,
        subject=row.id,
        to_organisation=UNIT,
        words="Now.",
        now=NIGHT,
    )
    assert Transfer.objects.get(pk=made).to_organisation == "beijing"
    held = services.assign(boris(), request_id=row.id, organisation=UNIT, now=NIGHT)
    assert (held, again(row).assigned_unit) == ("beijing", UNIT)


def test_who_was_not_offered_it_cannot_take_it(outbox: Outbox) -> None:
    """Somebody else's offer looks as if it were not there."""
    assert outbox is not None
    row = an_accepted()
    made = offered(row.id, "beijing", seated(vera()).person_id)
    with pytest.raises(NotYours):
        services.accept_transfer(an_actor(person="Piet"), transfer_id=made.id, now=NOW)
    with pytest.raises(NoSuchTransfer):
        services.accept_transfer(li(), transfer_id=made.id, now=NOW)
    services.accept_transfer(vera(), transfer_id=made.id, now=NOW)
    assert again(row).holder_person == vera().person_id


def seated(actor: Actor) -> Actor:
    """Give somebody of the cast a chair in the database too."""
    person = Person.objects.create(
        id=actor.person_id,
        sign_in_name=actor.person_name.lower(),
        name=actor.person_name,
        created_at=NOW,
    )
    Chair.objects.create(
        person=person,
        organisation_id=actor.organisation,
        role=actor.role,
        valid_from=NOW,
        valid_until=NOW + timedelta(days=99),
    )
    return actor


@pytest.mark.parametrize("person", ["nobody", str(UUID(int=5)), "\x00"])
def test_nothing_is_given_to_somebody_who_has_no_chair_there(outbox: Outbox, person: str) -> None:
    """They would never see it, and it would be without an owner in all but name."""
    assert outbox is not None
    row = an_accepted()
    before = written()
    for act in (
        lambda: offered(row.id, UNIT, person),
        lambda: services.assign(
            boris(), request_id=row.id, organisation=UNIT, person_id=person, now=NOW
        ),
        lambda: services.hand_over(boris(), note="Night.", to_person=person, now=NOW),
    ):
        with pytest.raises(UnitRefused):
            act()
    assert written() == before


def test_offers_that_cannot_be(outbox: Outbox) -> None:
    """Twice at a time, abroad, to nobody, to the holder."""
    assert outbox is not None
    row = an_accepted()
    for place in ("seoul", "beijing/nowhere", "cn-mps"):
        with pytest.raises(UnitRefused):
            offered(row.id, place)
    with pytest.raises(FieldRefused):
        offered(row.id, "beijing")
    offered(row.id)
    with pytest.raises(AlreadyOffered):
        offered(row.id)
    assert Transfer.objects.count() == 1


def test_the_shift_hands_over_what_its_people_hold(outbox: Outbox) -> None:
    """Who hands over does not accept; the pool stays the pool."""
    assert outbox is not None
    mine, pool = an_accepted(), an_accepted()
    services.take(boris(), request_id=mine.id, now=NOW)
    case = services.open_case(boris(), title="Lorries", now=NOW)
    services.add_task(
        boris(), case_id=case, words="Call Seoul.", person_id=boris().person_id, now=NOW
    )
    shift = selectors.shift(boris(), now=NOW)
    assert ([line.id for line in shift.held], len(shift.tasks), shift.pool) == ([mine.id], 1, 1)
    made = services.hand_over(boris(), note="Quiet night.", now=NOW)
    assert selectors.offers_waiting(vera()) == 1
    with pytest.raises(NotYours):
        services.accept_transfer(boris(), transfer_id=made, now=NOW)
    services.accept_transfer(vera(), transfer_id=made, now=NOW)
    assert again(mine).holder_person == vera().person_id
    assert again(pool).holder_person == ""
    assert len(selectors.shift(vera(), now=NOW).tasks) == 1
