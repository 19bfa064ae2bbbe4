"""Each line of a list can be shown to stand in the log, without showing its neighbours."""

from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison.audit.models import Payload
from liaison.lib.ledger.errors import InclusionRefused
from liaison.queries import bulkleaves, jobs, services
from liaison.queries.bulkpolicy import POLICY
from liaison.queries.errors import NoSuchLine
from liaison.queries.models import BulkChunk
from liaison.queries.states import BulkState
from liaison.queries.types import LineProof
from tests.queries.lists import LIST, SOON, a_list, ada, lines, state_of, work
from tests.queries.people import kim
from tests.queries.things import facts_of

CELLS = st.dictionaries(
    st.sampled_from(["name", "number", "birth"]), st.text(max_size=9), max_size=3
)


@pytest.mark.django_db
@pytest.mark.usefixtures("outbox")
def test_every_line_stands_under_the_root_of_the_entry() -> None:
    kim()
    actor = ada()
    facts = a_list(actor)
    work()
    row = Payload.objects.get(event="queries:bulk:checked")
    said = facts_of(row)["facts"]
    assert isinstance(said, dict)
    for line in lines(*LIST):
        proof = services.prove_line(actor, bulk_id=facts.id, line=line.line, now=SOON)
        assert (proof.leaf, proof.root.hex()) == (row.pk, said["root"])
        bulkleaves.verify(proof, line=line.line, cells=line.cells)
    assert Payload.objects.filter(event="queries:bulk:proved").count() == 4


@pytest.mark.django_db
@pytest.mark.usefixtures("outbox")
def test_when_the_results_go_the_keys_go() -> None:
    """The root stays in the log and says nothing any more."""
    actor = ada()
    facts = a_list(actor)
    work()
    jobs.end_bulk(SOON + POLICY.kept)
    assert state_of(facts.id) == BulkState.EXPIRED
    assert not BulkChunk.objects.exists()
    with pytest.raises(NoSuchLine):
        services.prove_line(actor, bulk_id=facts.id, line=2, now=SOON)
    erased = Payload.objects.filter(event="queries:bulk:erased").count()
    jobs.end_bulk(SOON + POLICY.kept)
    assert Payload.objects.filter(event="queries:bulk:erased").count() == erased == 1


@pytest.mark.django_db
def test_what_nobody_submits_goes_after_a_day() -> None:
    facts = a_list(ada(), state=BulkState.FILLING)
    jobs.end_bulk(SOON)
    assert state_of(facts.id) == BulkState.FILLING
    jobs.end_bulk(SOON + POLICY.unfinished)
    assert state_of(facts.id) == BulkState.EXPIRED


def a_proof(said: list[dict[str, str]], index: int) -> LineProof:
    """Return the proof of one line of a chunk."""
    key = bytes(range(32))
    leaves = b"".join(
        bulkleaves.leaf(key, n, bulkleaves.content(n, cells, "no_match", ()))
        for n, cells in enumerate(said)
    )
    return LineProof(
        leaf=UUID(int=1),
        root=bulkleaves.root_of(leaves),
        index=index,
        size=len(said),
        salt=bulkleaves.salt(key, index),
        path=bulkleaves.path(leaves, index),
        verdict="no_match",
    )


@given(said=st.lists(CELLS, min_size=1, max_size=9), data=st.data())
def test_a_line_that_said_something_else_is_not_there(
    said: list[dict[str, str]], data: st.DataObject
) -> None:
    index = data.draw(st.integers(0, len(said) - 1))
    proof = a_proof(said, index)
    bulkleaves.verify(proof, line=index, cells=said[index])
    for wrong in (
        {"cells": {**said[index], "name": "Somebody Else"}, "line": index},
        {"cells": said[index], "line": index + 1},
    ):
        with pytest.raises(InclusionRefused):
            bulkleaves.verify(proof, **wrong)  # type: ignore[arg-type]
    with pytest.raises(InclusionRefused):
        bulkleaves.verify(replace(proof, verdict="possible_match"), line=index, cells=said[index])
