"""A case file that is handed over: who sees it then, who goes on seeing it, and who does not."""

from uuid import UUID

import pytest

from liaison.casework import selectors, services
from liaison.casework.errors import NoSuchCase, UnitRefused
from liaison.casework.models import Case
from liaison.casework.words import Subject
from liaison.identity.types import Actor
from tests.casework.test_transfer import MACAO, ines, vera
from tests.casework.things import UNIT, a_sent, boris, li
from tests.cast import NOW, an_actor
from tests.records.outbox import Outbox

pytestmark = pytest.mark.django_db
OF_MACAO = f"{MACAO}/judiciary-desk"


def rui() -> Actor:
    """Return Rui, an officer of a unit below Macao."""
    actor = an_actor(person="Rui", organisation=OF_MACAO, role="unit_officer")
    return Actor(**{**actor.__dict__, "desk": MACAO})


def a_case() -> UUID:
    """Return a case file of Beijing's."""
    return services.open_case(boris(), title="Lorries with medicine", now=NOW)


def handed(case: UUID, giver: Actor, taker: Actor) -> None:
    """Hand a case file over: offered by one, accepted by the other."""
    made = services.offer(
        giver,
        subject_kind=Subject.CASE,
        subject=case,
        to_organisation=taker.organisation,
        words="Yours.",
        now=NOW,
    )
    services.accept_transfer(taker, transfer_id=made, now=NOW)


def sees(actor: Actor, case: UUID) -> bool:
    """Return whether somebody finds a case in the list and opens it; the two must agree."""
    listed = case in {one.id for one in selectors.cases(actor, now=NOW)}
    try:
        services.read_case(actor, case_id=case, now=NOW)
    except NoSuchCase:
        assert not listed
        return False
    assert listed
    return True


def test_the_desk_it_was_handed_to_sees_it_and_works_on_it(outbox: Outbox) -> None:
    assert outbox is not None
    case = a_case()
    assert not sees(ines(), case)
    handed(case, boris(), ines())
    services.add_note(ines(), case_id=case, words="The lorry is in Macao.", now=NOW)
    task = services.add_task(ines(), case_id=case, words="Look at the port.", now=NOW)
    services.finish_task(ines(), task_id=task, now=NOW)
    assert sees(ines(), case)


def test_the_desk_whose_file_it_is_goes_on_reading_it(outbox: Outbox) -> None:
    """It has its reference and answers for it."""
    assert outbox is not None
    case = a_case()
    handed(case, boris(), ines())
    assert sees(boris(), case)
    assert sees(vera(), case)


def test_a_unit_of_the_other_desk_sees_it_and_so_does_its_desk(outbox: Outbox) -> None:
    assert outbox is not None
    case = a_case()
    handed(case, boris(), rui())
    assert Case.objects.get(pk=case).lent_to == MACAO
    assert [sees(actor, case) for actor in (rui(), ines(), boris())] == [True, True, True]


def test_given_back_it_is_out_of_sight_again(outbox: Outbox) -> None:
    assert outbox is not None
    case = a_case()
    handed(case, boris(), ines())
    handed(case, ines(), boris())
    assert not sees(ines(), case)
    with pytest.raises(NoSuchCase):
        services.add_note(ines(), case_id=case, words="Still here?", now=NOW)


def test_a_unit_loses_what_it_gives_away(outbox: Outbox) -> None:
    assert outbox is not None
    case = a_case()
    mei = an_actor(person="Mei", organisation=UNIT, role="liaison_officer")
    handed(case, boris(), mei)
    assert sees(li(), case)
    handed(case, mei, boris())
    assert not sees(li(), case)


def test_nobody_else_gains(outbox: Outbox) -> None:
    """A stranger, a unit of Beijing's: nothing changes for them."""
    assert outbox is not None
    case = a_case()
    handed(case, boris(), ines())
    assert [sees(actor, case) for actor in (li(), rui(), an_actor(person="Chiara"))] == [False] * 3


def test_the_requests_in_it_stay_with_their_own_desk(outbox: Outbox) -> None:
    """A case file is handed over, not what other desks asked in confidence."""
    assert outbox is not None
    row = a_sent()
    case = services.open_case(boris(), title="Lorries", request_id=row.id, now=NOW)
    handed(case, boris(), ines())
    assert services.read_case(ines(), case_id=case, now=NOW).requests == ()
    assert len(services.read_case(boris(), case_id=case, now=NOW).requests) == 1


def test_a_task_handed_to_another_desk_can_be_offered_on(outbox: Outbox) -> None:
    assert outbox is not None
    task = services.add_task(boris(), case_id=a_case(), words="Look at the port.", now=NOW)
    for giver, taker in ((boris(), ines()), (ines(), boris())):
        made = services.offer(
            giver,
            subject_kind=Subject.TASK,
            subject=task,
            to_organisation=taker.organisation,
            words="Yours.",
            now=NOW,
        )
        services.accept_transfer(taker, transfer_id=made, now=NOW)
    assert [one.id for one in selectors.my_tasks(boris(), now=NOW)] == [task]


def test_nothing_is_given_to_a_desk_that_lives_on_another_node(outbox: Outbox) -> None:
    """Hong Kong is known here by name; what lies here nobody there would ever see."""
    assert outbox is not None
    with pytest.raises(UnitRefused):
        services.offer(
            boris(),
            subject_kind=Subject.CASE,
            subject=a_case(),
            to_organisation="beijing/hong-kong",
            words="Yours.",
            now=NOW,
        )
