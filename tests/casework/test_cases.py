"""A case file: parties, tasks, notes, related things, requests, a timeline; open, closed, open."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest

from liaison.casework import selectors, services
from liaison.casework.errors import FieldRefused, NoSuchCase, TextRefused, TransitionRefused
from liaison.casework.states import CaseState, TaskState
from liaison.casework.words import RelatedKind
from liaison.core.errors import Refusal
from liaison.identity.errors import PermissionRefused
from tests.casework.test_transfer import ines, vera
from tests.casework.things import (
    SOON,
    a_sent,
    an_accepted,
    an_answer,
    boris,
    li,
    written,
)
from tests.cast import NOW, an_actor
from tests.records.outbox import Outbox

pytestmark = pytest.mark.django_db


def a_case() -> UUID:
    """Return a case file of Beijing's."""
    return services.open_case(boris(), title="Lorries with medicine", now=NOW)


def test_it_has_a_reference_of_its_own_and_a_timeline(outbox: Outbox) -> None:
    """What happened stands in one order, whatever it was."""
    row = a_sent()
    case = services.open_case(boris(), title="Lorries", request_id=row.id, now=NOW)
    hit = uuid.uuid4()
    services.add_party(boris(), case_id=case, role="victim", name="Jade Pharma", now=SOON)
    services.relate(boris(), case_id=case, kind=RelatedKind.HIT, reference=hit, now=SOON)
    services.add_note(boris(), case_id=case, words="Third theft this year.", now=SOON)
    task = services.add_task(boris(), case_id=case, words="Call Seoul.", now=SOON)
    services.finish_task(vera(), task_id=task, now=SOON + timedelta(minutes=1))
    found = services.read_case(boris(), case_id=case, now=SOON)
    assert (found.line.reference, found.requests[0].id) == ("BJ-C-2026-000001", row.id)
    assert {line.kind for line in found.timeline} == {
        "opened",
        "letter",
        "party",
        "related",
        "note",
        "task",
        "task_done",
    }
    assert [line.at for line in found.timeline] == sorted(line.at for line in found.timeline)
    assert found.tasks[0].state is TaskState.DONE
    # nothing of it leaves
    assert all("Jade" not in str(sent.body) for sent in outbox.sent)


def test_it_is_closed_when_nothing_in_it_is_open(outbox: Outbox) -> None:
    assert outbox is not None
    row = an_accepted()
    case = services.open_case(boris(), title="Visa", request_id=row.id, now=NOW)
    task = services.add_task(boris(), case_id=case, words="Ask the court.", now=NOW)
    for what in ("tasks", "requests"):
        with pytest.raises(FieldRefused) as refusal:
            services.close_case(boris(), case_id=case, words="Done.", now=NOW)
        assert refusal.value.field == what
        if what == "tasks":
            services.finish_task(boris(), task_id=task, dropped=True, now=NOW)
    services.answer(boris(), request_id=row.id, answer=an_answer(), now=NOW)
    services.close_case(boris(), case_id=case, words="Answered.", now=SOON)
    assert selectors.cases(boris(), now=SOON) == ()
    services.reopen_case(boris(), case_id=case, words="He is back.", now=SOON)
    (line,) = selectors.cases(boris(), text="visa", now=SOON)
    assert line.state is CaseState.OPEN


REFUSALS: dict[str, tuple[Callable[[UUID], object], type[Refusal]]] = {
    "a unit does not open files": (
        lambda _: services.open_case(li(), title="Mine", now=NOW),
        PermissionRefused,
    ),
    "a unit sees none": (lambda case: services.read_case(li(), case_id=case, now=NOW), NoSuchCase),
    "nor does another desk": (
        lambda case: services.add_note(ines(), case_id=case, words="Hello.", now=NOW),
        NoSuchCase,
    ),
    "nor does a stranger": (
        lambda case: services.read_case(an_actor(person="Chiara"), case_id=case, now=NOW),
        NoSuchCase,
    ),
    "a title is needed": (
        lambda _: services.open_case(boris(), title=" ", now=NOW),
        TextRefused,
    ),
    "a task ends in the future": (
        lambda case: services.add_task(boris(), case_id=case, words="Call.", due_at=NOW, now=NOW),
        FieldRefused,
    ),
    "what is open is not opened": (
        lambda case: services.reopen_case(boris(), case_id=case, words="Again.", now=NOW),
        TransitionRefused,
    ),
}


@pytest.mark.parametrize(("act", "refusal"), REFUSALS.values(), ids=REFUSALS)
def test_it_is_refused_and_nothing_is_written(
    outbox: Outbox, act: Callable[[UUID], object], refusal: type[Refusal]
) -> None:
    assert outbox is not None
    case = a_case()
    before = written()
    with pytest.raises(refusal):
        act(case)
    assert written() == before


def test_a_closed_file_is_not_written_in(outbox: Outbox) -> None:
    assert outbox is not None
    case = a_case()
    services.close_case(boris(), case_id=case, words="Nothing came of it.", now=NOW)
    before = written()
    for act in (
        lambda: services.add_note(boris(), case_id=case, words="Late.", now=NOW),
        lambda: services.add_task(boris(), case_id=case, words="Late.", now=NOW),
        lambda: services.close_case(boris(), case_id=case, words="Twice.", now=NOW),
    ):
        with pytest.raises(TransitionRefused):
            act()
    assert written() == before
