"""A list of four is gone through: one known by name, one by number, nobody, and a bad date."""

import pytest

from liaison.audit.models import Payload
from liaison.queries import services
from liaison.queries.models import Alert, BulkChunk, Check, Hit
from liaison.queries.states import BulkState, Verdict
from tests.cast import NOW
from tests.queries.lists import LIST, SOON, a_list, ada, state_of, work
from tests.queries.people import kim
from tests.queries.things import facts_of
from tests.records.things import a_copy

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("outbox")]


def test_what_each_line_is_told() -> None:
    kim()
    a_copy()
    actor = ada()
    facts = a_list(actor)
    work()
    found = services.read_answers(actor, bulk_id=facts.id, after=0, limit=50, now=SOON)
    assert [(one.line, one.reference, one.verdict) for one in found] == [
        (2, "17A", Verdict.POSSIBLE_MATCH),
        (3, "17B", Verdict.POSSIBLE_MATCH),
        (4, "17C", Verdict.NO_MATCH),
    ]
    assert [one.by_name_only for one in found] == [True, False, False]
    hits = {hit for one in found for hit in one.hits}
    assert hits == set(Hit.objects.values_list("pk", flat=True))
    (reject,) = services.read_rejects(actor, bulk_id=facts.id, after=0, limit=50, now=SOON)
    assert (reject.line, reject.reference, reject.field) == (5, "17D", "birth")
    assert reject.cells == {"name": "Anna Lind", "birth": "Tuesday"}


def test_where_it_stands() -> None:
    kim()
    actor = ada()
    facts = a_list(actor)
    assert (facts.state, facts.lines, facts.done) == (BulkState.RUNNING, len(LIST), 0)
    work()
    after, matched = services.read_bulk(actor, bulk_id=facts.id, now=SOON)
    assert after.state is BulkState.DONE
    assert (after.done, after.matched, after.rejected) == (4, 1, 1)
    assert after.share == 100
    assert after.ended_at == SOON
    assert [one.reference for one in matched] == ["17A"]


def test_one_entry_says_why_and_how_many() -> None:
    kim()
    a_list(ada())
    work()
    (row,) = Payload.objects.filter(event="queries:bulk:checked")
    said = facts_of(row)
    assert said["purpose"] == "security_check"
    assert said["legal_basis"] == "Own law on passenger data, Art. 3"
    facts = said["facts"]
    assert isinstance(facts, dict)
    assert {name: facts[name] for name in ("lines", "matched", "rejected", "reference")} == {
        "lines": 3,
        "matched": 1,
        "rejected": 1,
        "reference": "CA 123 of 2026-03-02",
    }
    assert not Payload.objects.filter(event="queries:check:made").exists()


def test_of_whom_nothing_was_found_nothing_is_kept() -> None:
    """Neither in a chunk, nor as a check, nor in a job."""
    facts = a_list(ada())
    assert bytes(BulkChunk.objects.get().lines) != b""
    work()
    chunk = BulkChunk.objects.get()
    assert bytes(chunk.lines) == b""
    assert not Check.objects.exists()
    assert state_of(facts.id) == BulkState.DONE


def test_every_chunk_is_a_transaction_and_an_entry() -> None:
    actor = ada()
    facts = a_list(actor, part=1)
    work()
    assert BulkChunk.objects.filter(done=True).count() == 4
    assert Payload.objects.filter(event="queries:bulk:checked").count() == 4
    found = [
        one.line
        for part in services.every_answer(actor, bulk_id=facts.id, now=SOON)
        for one in part
    ]
    assert found == [2, 3, 4]


def test_whoever_asked_is_told_that_it_is_over() -> None:
    """And the log names who read what came of it."""
    actor = ada()
    facts = a_list(actor)
    work()
    services.read_answers(actor, bulk_id=facts.id, after=0, limit=50, now=NOW)
    row = Payload.objects.get(event="queries:bulk:results_read")
    assert (row.person, row.target) == (actor.person_id, str(facts.id))
    assert not Alert.objects.exists()
