"""What was lent is given back: eyes and hands of another desk end with the holding."""

import pytest

from liaison.casework import handlers, selectors, services
from liaison.casework.errors import NoSuchRequest, SamePersonRefused
from liaison.casework.models import Case, Request
from liaison.casework.states import State
from liaison.casework.words import LetterKind, Subject
from liaison.exchange.types import PartFacts
from liaison.identity.types import Actor
from tests.casework.test_attaching import a_file, readers
from tests.casework.test_transfer import MACAO, ines, offered
from tests.casework.things import (
    DRAFT,
    UNIT,
    a_draft,
    a_message,
    a_sent,
    accept,
    again,
    an_accepted,
    an_answer,
    asked,
    boris,
    li,
    receive,
)
from tests.cast import NOW, an_actor
from tests.records.outbox import Outbox

pytestmark = pytest.mark.django_db


def liaison_officer() -> Actor:
    """Return Mei, who hands over things of Li's unit."""
    return an_actor(person="Mei", organisation=UNIT, role="liaison_officer")


def lent(row: Request) -> Request:
    """Let Ines in Macao take a request over."""
    services.accept_transfer(ines(), transfer_id=offered(row.id, MACAO).id, now=NOW)
    return again(row)


def test_a_friend_at_another_desk_does_not_review_for_the_own_desk(outbox: Outbox) -> None:
    """Mei lends her draft to Macao, takes it back by submitting it: Macao has no say in it."""
    assert outbox is not None
    row = a_draft(actor=liaison_officer())
    made = services.offer(
        liaison_officer(),
        subject_kind=Subject.REQUEST,
        subject=row.id,
        to_organisation=MACAO,
        words="Please look.",
        now=NOW,
    )
    services.accept_transfer(ines(), transfer_id=made, now=NOW)
    services.submit(liaison_officer(), request_id=row.id, now=NOW)
    with pytest.raises(NoSuchRequest):
        accept(row, actor=ines())
    assert again(row).state == State.SUBMITTED


def test_assigned_to_a_unit_it_is_lent_no_longer(outbox: Outbox) -> None:
    assert outbox is not None
    row = lent(an_accepted())
    assert row.lent_to == MACAO
    services.assign(boris(), request_id=row.id, organisation=UNIT, now=NOW)
    assert again(row).lent_to == ""
    with pytest.raises(NoSuchRequest):
        services.read_request(ines(), request_id=row.id, now=NOW)


def test_who_borrowed_it_may_answer_in_parts(outbox: Outbox) -> None:
    """Its own answer does not take it away."""
    assert outbox is not None
    row = lent(an_accepted())
    services.answer(ines(), request_id=row.id, answer=an_answer(partial=True), now=NOW)
    assert (again(row).holder_organisation, again(row).lent_to) == (MACAO, MACAO)
    assert selectors.visible_to(ines(), NOW).filter(pk=row.pk).exists()


def test_a_colleagues_saving_does_not_make_the_author_a_reviewer(outbox: Outbox) -> None:
    """Ada writes it, Boris saves it once more: Ada still cannot send it alone."""
    assert outbox is not None
    ada = an_actor()
    row = a_draft(actor=ada)
    services.change_draft(boris(), request_id=row.id, draft=DRAFT, now=NOW)
    services.submit(boris(), request_id=row.id, now=NOW)
    for author in (ada, boris()):
        with pytest.raises(SamePersonRefused):
            accept(row, actor=author)
        assert "review" not in selectors.request_file(author, row.id, NOW).verbs
    accept(row, actor=an_actor(person="Vera"))
    assert again(row).state == State.SENT


def test_files_follow_the_request_and_are_closed_behind_it(outbox: Outbox) -> None:
    """Whoever gave it away opens nothing of it any more; neither does a desk after its loan."""
    assert outbox is not None
    said, key = asked(), a_file(organisation="", desk="")
    part = PartFacts(key, "lorry.jpg", "image/jpeg", 7)
    handlers.receive_request(a_message(said, files=(part,)), NOW)
    row = Request.objects.get(origin=said.request)
    accept(row)
    lent(row)
    assert readers(key) == {"beijing", MACAO}
    services.assign(boris(), request_id=row.id, organisation=UNIT, now=NOW)
    assert readers(key) == {"beijing", UNIT}
    made = offered(row.id, "beijing/shenzhen-detectives")
    services.accept_transfer(
        an_actor(person="Wu", organisation="beijing/shenzhen-detectives", role="unit_officer"),
        transfer_id=made.id,
        now=NOW,
    )
    assert readers(key) == {"beijing", "beijing/shenzhen-detectives"}


def test_a_unit_that_holds_a_case_reads_no_answer_before_it_is_passed_on(outbox: Outbox) -> None:
    """Neither its words in the timeline nor its result in the list."""
    assert outbox is not None
    row = a_sent()
    case = services.open_case(boris(), title="Lorries", request_id=row.id, now=NOW)
    Case.objects.filter(pk=case).update(holder_organisation=UNIT)
    receive(row, LetterKind.ANSWER, words="Known here as a fence.")
    file = services.read_case(li(), case_id=case, now=NOW)
    assert "Known here as a fence." not in [line.words for line in file.timeline]
    assert [line.result for line in file.requests] == [None]
    services.pass_on(boris(), request_id=row.id, now=NOW)
    file = services.read_case(li(), case_id=case, now=NOW)
    assert "Known here as a fence." in [line.words for line in file.timeline]
