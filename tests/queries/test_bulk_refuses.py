"""What is refused of a list, by name; nothing is written then."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from liaison.core.errors import Refusal
from liaison.identity.errors import PermissionRefused
from liaison.identity.types import Actor, Permission
from liaison.queries import services
from liaison.queries.bulkpolicy import CHUNK
from liaison.queries.errors import (
    BulkLimit,
    BulkPurpose,
    NoSuchBulk,
    NoSuchLine,
    SecondPersonNeeded,
    TextRefused,
    TransitionRefused,
)
from liaison.queries.states import BulkState
from liaison.rules.processing import Purpose
from tests.cast import NOW, an_actor
from tests.queries.lists import PLAN, SOON, a_list, ada, kept, lines, many, work

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("outbox")]

BEGIN = {
    "analysis of whoever is on a list": ({"purpose": Purpose.ANALYSIS}, BulkPurpose),
    "no reference": ({"case_reference": " "}, TextRefused),
    "no ground": ({"ground": ""}, TextRefused),
    "a ground of two pages": ({"ground": "x" * 1000}, TextRefused),
}


@pytest.mark.parametrize(("said", "refusal"), BEGIN.values(), ids=BEGIN)
def test_beginning(said: dict[str, object], refusal: type[Refusal]) -> None:
    actor, before = ada(), kept()
    with pytest.raises(refusal):
        services.open_bulk(actor, plan=replace(PLAN, **said), now=NOW)  # type: ignore[arg-type]
    assert kept() == before


def test_a_fourth_list_at_once() -> None:
    actor = ada()
    for _ in range(3):
        a_list(actor, state=BulkState.FILLING)
    before = kept()
    with pytest.raises(BulkLimit):
        services.open_bulk(actor, plan=PLAN, now=NOW)
    assert kept() == before


def without(permission: Permission) -> Actor:
    """Return Ada without one of her rights."""
    actor = an_actor()
    return replace(actor, permissions=actor.permissions - {permission})


WHO: dict[str, Callable[[], Actor]] = {
    "no lists": lambda: without(Permission.BULK_CHECK),
    "a frontline officer": lambda: an_actor(role="frontline_officer"),
    "the auditor": lambda: an_actor(person="Dora"),
}


@pytest.mark.parametrize("who", WHO.values(), ids=WHO)
def test_who_may_not(who: Callable[[], Actor]) -> None:
    before = kept()
    with pytest.raises(PermissionRefused):
        services.open_bulk(who(), plan=PLAN, now=NOW)
    assert kept() == before


Act = Callable[[Actor, UUID], object]
DEEDS: dict[str, tuple[BulkState, Act, type[Refusal]]] = {
    "an empty part": (
        BulkState.FILLING,
        lambda who, one: services.add_lines(who, bulk_id=one, lines=[]),
        BulkLimit,
    ),
    "a part too large": (
        BulkState.FILLING,
        lambda who, one: services.add_lines(who, bulk_id=one, lines=many(CHUNK + 1)),
        BulkLimit,
    ),
    "lines that go back": (
        BulkState.FILLING,
        lambda who, one: services.add_lines(who, bulk_id=one, lines=lines({"name": "A B"})),
        BulkLimit,
    ),
    "a list that is not there": (
        BulkState.FILLING,
        lambda who, _: services.submit_bulk(who, bulk_id=uuid4(), now=NOW),
        NoSuchBulk,
    ),
    "a stranger's look": (
        BulkState.FILLING,
        lambda _, one: services.read_bulk(an_actor(person="Chiara"), bulk_id=one, now=NOW),
        NoSuchBulk,
    ),
    "a colleague adds in Ada's name": (
        BulkState.FILLING,
        lambda _, one: services.add_lines(
            an_actor(person="Boris"), bulk_id=one, lines=lines({"name": "A B"}, first=90)
        ),
        NoSuchBulk,
    ),
    "more lines after the end": (
        BulkState.RUNNING,
        lambda who, one: services.add_lines(who, bulk_id=one, lines=lines({"name": "A B"})),
        TransitionRefused,
    ),
    "submitted twice": (
        BulkState.RUNNING,
        lambda who, one: services.submit_bulk(who, bulk_id=one, now=NOW),
        TransitionRefused,
    ),
    "approved without need": (
        BulkState.RUNNING,
        lambda _, one: services.decide_bulk(
            an_actor(person="Boris"), bulk_id=one, approve=True, note="fine", now=NOW
        ),
        TransitionRefused,
    ),
    "a line before it was asked": (
        BulkState.RUNNING,
        lambda who, one: services.prove_line(who, bulk_id=one, line=2, now=NOW),
        NoSuchLine,
    ),
}


@pytest.mark.parametrize(("state", "act", "refusal"), DEEDS.values(), ids=DEEDS)
def test_deeds(state: BulkState, act: Act, refusal: type[Refusal]) -> None:
    actor = ada()
    facts = a_list(actor, state=state)
    before = kept()
    with pytest.raises(refusal):
        act(actor, facts.id)
    assert kept() == before


def test_an_empty_list() -> None:
    actor = ada()
    facts = services.open_bulk(actor, plan=PLAN, now=NOW)
    before = kept()
    with pytest.raises(BulkLimit):
        services.submit_bulk(actor, bulk_id=facts.id, now=NOW)
    assert kept() == before


def test_cancelled_when_it_is_over() -> None:
    actor = ada()
    facts = a_list(actor)
    work()
    before = kept()
    with pytest.raises(TransitionRefused):
        services.cancel_bulk(actor, bulk_id=facts.id, now=SOON)
    assert kept() == before


def test_the_same_person_approves_nothing() -> None:
    actor = ada()
    facts = a_list(actor, many(1000))
    before = kept()
    with pytest.raises(SecondPersonNeeded):
        services.decide_bulk(actor, bulk_id=facts.id, approve=True, note="mine", now=SOON)
    assert kept() == before
