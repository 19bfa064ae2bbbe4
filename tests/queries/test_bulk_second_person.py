"""A large list waits for a second person; cancelled, refused and halted lists ask no further."""

from dataclasses import replace

import pytest

from liaison.audit.models import Payload
from liaison.core.models import Job
from liaison.identity.models import Chair
from liaison.identity.types import Permission
from liaison.queries import bulkwork, services
from liaison.queries.bulkpolicy import POLICY
from liaison.queries.models import BulkChunk, Hit
from liaison.queries.states import BulkState, Halt
from tests.cast import NOW, an_actor
from tests.queries.lists import KIM, SOON, a_list, ada, lines, many, state_of, work
from tests.queries.people import kim

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("outbox")]
LARGE = 1000


def test_it_waits_and_nothing_is_asked() -> None:
    facts = a_list(ada(), many(LARGE))
    assert facts.state is BulkState.WAITING
    assert not Job.objects.filter(name=bulkwork.LANE).exists()


def test_boris_approves_and_it_runs() -> None:
    facts = a_list(ada(), many(LARGE))
    boris = an_actor(person="Boris")
    services.decide_bulk(boris, bulk_id=facts.id, approve=True, note="flight list", now=SOON)
    work()
    assert state_of(facts.id) == BulkState.DONE
    row = Payload.objects.get(event="queries:bulk:approved")
    assert row.person == boris.person_id


def test_boris_refuses_and_what_was_sent_is_gone() -> None:
    facts = a_list(ada(), many(LARGE))
    boris = an_actor(person="Boris")
    services.decide_bulk(boris, bulk_id=facts.id, approve=False, note="no ground", now=SOON)
    assert state_of(facts.id) == BulkState.REFUSED
    assert not Job.objects.filter(name=bulkwork.LANE).exists()
    assert {bytes(one.lines) for one in BulkChunk.objects.all()} == {b""}


def test_who_only_approves_sees_no_line() -> None:
    kim()
    actor = ada()
    facts = a_list(actor)
    work()
    boris = replace(an_actor(person="Boris"), permissions=frozenset({Permission.BULK_APPROVE}))
    seen, shown = services.read_bulk(boris, bulk_id=facts.id, now=SOON)
    assert (seen.matched, shown) == (1, ())


def test_cancelled_in_the_middle() -> None:
    """What was answered stays; the rest is neither asked nor kept."""
    actor = ada()
    facts = a_list(actor, part=1)
    assert bulkwork.work_off(facts.id, 0, SOON)
    services.cancel_bulk(actor, bulk_id=facts.id, now=SOON)
    work()
    assert state_of(facts.id) == BulkState.CANCELLED
    assert BulkChunk.objects.filter(done=True).count() == 1
    assert {bytes(one.lines) for one in BulkChunk.objects.all()} == {b""}


def test_a_chair_that_ended_asks_nothing_more() -> None:
    actor = ada()
    facts = a_list(actor)
    Chair.objects.filter(pk=actor.chair_id).update(valid_until=SOON)
    work()
    seen = services.read_bulk(an_actor(person="Boris"), bulk_id=facts.id, now=SOON)[0]
    assert (seen.state, seen.halted, seen.done) == (BulkState.HALTED, Halt.ASKER, 0)
    assert Payload.objects.filter(event="queries:bulk:halted").count() == 1


def test_so_much_matches_that_it_is_no_check(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulkwork, "POLICY", replace(POLICY, matched=1))
    kim()
    facts = a_list(ada(), lines(*([KIM] * 4)), part=2, now=NOW)
    work()
    seen = services.read_bulk(an_actor(person="Boris"), bulk_id=facts.id, now=SOON)[0]
    assert (seen.state, seen.halted) == (BulkState.HALTED, Halt.MATCHES)
    assert (seen.done, seen.matched) == (2, 2)
    assert Hit.objects.count() == 2
