"""Two who reach for the same rows at once: one waits for the other, never both for each other."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from django.db import connection, transaction

from liaison.casework import selectors, services
from liaison.casework.errors import NotYours, TransitionRefused
from liaison.casework.models import Request, Transfer
from liaison.casework.states import State, TransferState
from liaison.casework.words import LetterKind, Subject
from liaison.core.errors import Refusal
from liaison.identity.types import Actor
from tests.audit.cast import empty_the_log
from tests.casework.test_transfer import MACAO, offered, vera
from tests.casework.things import (
    UNIT,
    a_sent,
    accept,
    again,
    an_accepted,
    an_answer,
    boris,
    li,
)
from tests.cast import NOW, an_actor
from tests.records.outbox import Outbox

pytestmark = pytest.mark.django_db(transaction=True)
# long enough for the other thread to reach the row it has to wait for
REACHED = 0.4


@pytest.fixture(autouse=True)
def committing(transactional_db: None) -> Iterator[None]:  # noqa: ARG001 - ends after this one
    """Empty the log after the test, which the log itself refuses."""
    yield
    empty_the_log()


def taken_in() -> Request:
    """Return a request of Seoul's that the desk has accepted, brought by a worker."""
    with transaction.atomic():
        return an_accepted()


def while_held(row: Request, then: Callable[[], object], other: Callable[[], object]) -> list[str]:
    """Hold a request, let somebody else begin, go on with ours; return how theirs ended."""
    ended: list[str] = []
    begun = threading.Event()

    def run() -> None:
        begun.set()
        try:
            other()
            ended.append("done")
        except Refusal as refusal:
            ended.append(type(refusal).__name__)
        except Exception as error:  # noqa: BLE001 - a deadlock, told by the test
            ended.append(repr(error))
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    with transaction.atomic():
        selectors.get_for_update(boris(), row.id, NOW)
        thread.start()
        begun.wait(10)
        thread.join(REACHED)
        then()
    thread.join(60)
    return ended


def test_taking_a_request_while_somebody_accepts_the_offer_of_it(outbox: Outbox) -> None:
    """Boris takes it off the pool; Li, who accepts the offer, comes too late and is told so."""
    assert outbox is not None
    row = taken_in()
    made = offered(row.id)
    ended = while_held(
        row,
        lambda: services.take(boris(), request_id=row.id, now=NOW),
        lambda: services.accept_transfer(li(), transfer_id=made.id, now=NOW),
    )
    assert ended == [TransitionRefused.__name__]
    assert again(row).holder_person == boris().person_id
    assert Transfer.objects.get(pk=made.id).state == TransferState.LAPSED


def test_assigning_a_request_while_the_shift_is_taken_over(outbox: Outbox) -> None:
    """What was assigned stays with the unit; the rest of the shift goes over."""
    assert outbox is not None
    rows = [taken_in(), taken_in()]
    for row in rows:
        services.take(boris(), request_id=row.id, now=NOW)
    made = services.hand_over(boris(), note="Quiet.", now=NOW)
    ended = while_held(
        rows[1],
        lambda: services.assign(boris(), request_id=rows[1].id, organisation=UNIT, now=NOW),
        lambda: services.accept_transfer(vera(), transfer_id=made, now=NOW),
    )
    assert ended == ["done"]
    assert again(rows[0]).holder_person == vera().person_id
    assert again(rows[1]).holder_organisation == UNIT


def test_two_offers_of_one_case_file_and_a_link_into_it(outbox: Outbox) -> None:
    """A shift locks the case before the request, as whoever puts the request into the case."""
    assert outbox is not None
    row = taken_in()
    services.take(boris(), request_id=row.id, now=NOW)
    case = services.open_case(boris(), title="Lorries", now=NOW)
    made = services.hand_over(boris(), note="Quiet.", now=NOW)
    results: list[str] = []

    def run(act: Callable[[], object]) -> None:
        try:
            act()
            results.append("done")
        except Exception as error:  # noqa: BLE001 - a deadlock, told by the test
            results.append(repr(error))
        finally:
            connection.close()

    def link() -> None:
        services.link_request(boris(), case_id=case, request_id=row.id, now=NOW)

    def accept() -> None:
        services.accept_transfer(vera(), transfer_id=made, now=NOW)

    threads = [threading.Thread(target=run, args=[act]) for act in (link, accept, link, link)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert results == ["done"] * 4
    assert again(row).holder_person == vera().person_id


def test_one_offer_is_accepted_once(outbox: Outbox) -> None:
    """Two of the unit click at the same moment: one holds it, the other is told."""
    assert outbox is not None
    row = taken_in()
    made = services.offer(
        boris(),
        subject_kind=Subject.REQUEST,
        subject=row.id,
        to_organisation=UNIT,
        words="Yours.",
        now=NOW,
    )
    ended = while_held(
        row,
        lambda: services.accept_transfer(li(), transfer_id=made, now=NOW),
        lambda: services.accept_transfer(li(), transfer_id=made, now=NOW),
    )
    assert ended in ([TransitionRefused.__name__], [NotYours.__name__])
    assert again(row).holder_person == li().person_id


def ines() -> Actor:
    """Return Ines, at Macao's own desk on the same node."""
    return replace(an_actor(person="Ines", organisation=MACAO), desk=MACAO)


def test_reminding_a_desk_of_the_same_node_while_it_answers(outbox: Outbox) -> None:
    """What each writes goes into both rows of the thread: the asker's is locked first."""
    assert outbox is not None
    with transaction.atomic():
        row = a_sent(to=(MACAO,))
        there = Request.objects.get(desk=MACAO)
        accept(there, actor=ines())
    ended = while_held(
        row,
        lambda: services.remind(boris(), request_id=row.id, words="Please.", now=NOW),
        lambda: services.answer(ines(), request_id=there.id, answer=an_answer(), now=NOW),
    )
    assert ended == ["done"]
    assert again(row).state == State.ANSWERED
    assert again(there).letters.filter(kind=LetterKind.REMINDER).exists()
