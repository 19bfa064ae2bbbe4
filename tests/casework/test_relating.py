"""What a case file points to: made by who sees the thing, taken out again, and nothing guessed."""

from collections.abc import Callable
from uuid import UUID, uuid4

import pytest

from liaison.casework import services
from liaison.casework.errors import FieldRefused, NoSuchCase, NoSuchRelated, NoSuchRequest
from liaison.casework.models import CaseEntry
from liaison.casework.words import RelatedKind
from liaison.core.errors import Refusal
from tests.casework.test_transfer import MACAO, ines
from tests.casework.things import NOWHERE, a_draft, a_sent, again, an_accepted, boris, written
from tests.cast import NOW
from tests.records.outbox import Outbox

pytestmark = pytest.mark.django_db


def a_case() -> UUID:
    """Return a case file of Beijing's."""
    return services.open_case(boris(), title="Lorries with medicine", now=NOW)


def relate(case: UUID, kind: RelatedKind, reference: UUID) -> UUID:
    """Let Boris point from a case to something."""
    return services.relate(boris(), case_id=case, kind=kind, reference=reference, now=NOW)


def test_it_points_to_a_request_and_to_another_case(outbox: Outbox) -> None:
    assert outbox is not None
    case, other, row = a_case(), a_case(), an_accepted()
    relate(case, RelatedKind.REQUEST, row.id)
    relate(case, RelatedKind.CASE, other)
    found = services.read_case(boris(), case_id=case, now=NOW).related
    assert [(one.kind, one.reference) for one in found] == [
        (RelatedKind.REQUEST, row.id),
        (RelatedKind.CASE, other),
    ]
    assert again(row).case_id is None


def test_a_pointer_is_taken_out_and_the_thing_stays(outbox: Outbox) -> None:
    assert outbox is not None
    case, row = a_case(), an_accepted()
    entry = relate(case, RelatedKind.REQUEST, row.id)
    services.unrelate(boris(), case_id=case, entry_id=entry, now=NOW)
    assert services.read_case(boris(), case_id=case, now=NOW).related == ()
    assert again(row) == row


def test_a_request_is_taken_out_of_the_file(outbox: Outbox) -> None:
    assert outbox is not None
    row = a_sent()
    case = services.open_case(boris(), title="Lorries", request_id=row.id, now=NOW)
    services.unlink_request(boris(), case_id=case, request_id=row.id, now=NOW)
    assert again(row).case_id is None
    with pytest.raises(NoSuchRequest):
        services.unlink_request(boris(), case_id=case, request_id=row.id, now=NOW)


def theirs() -> UUID:
    """Return a case of Macao's, which Beijing does not see."""
    return services.open_case(ines(), title="Not yours", now=NOW)


REFUSALS: dict[str, tuple[Callable[[UUID], object], type[Refusal]]] = {
    "no such request": (
        lambda case: relate(case, RelatedKind.REQUEST, NOWHERE),
        NoSuchRelated,
    ),
    "a draft that a unit still writes looks the same": (
        lambda case: relate(case, RelatedKind.REQUEST, a_draft().id),
        NoSuchRelated,
    ),
    "no such case": (lambda case: relate(case, RelatedKind.CASE, NOWHERE), NoSuchRelated),
    "another desk's case looks the same": (
        lambda case: relate(case, RelatedKind.CASE, theirs()),
        NoSuchRelated,
    ),
    "no such record": (lambda case: relate(case, RelatedKind.RECORD, NOWHERE), NoSuchRelated),
    "no such message": (lambda case: relate(case, RelatedKind.MESSAGE, NOWHERE), NoSuchRelated),
    "a case does not point to itself": (
        lambda case: relate(case, RelatedKind.CASE, case),
        FieldRefused,
    ),
    "nothing is taken out that is not in": (
        lambda case: services.unrelate(boris(), case_id=case, entry_id=uuid4(), now=NOW),
        NoSuchRelated,
    ),
    "nor out of another desk's file": (
        lambda case: services.unrelate(ines(), case_id=case, entry_id=uuid4(), now=NOW),
        NoSuchCase,
    ),
}


@pytest.mark.parametrize(("act", "refusal"), REFUSALS.values(), ids=REFUSALS)
def test_it_is_refused_and_nothing_is_written(
    outbox: Outbox, act: Callable[[UUID], object], refusal: type[Refusal]
) -> None:
    assert outbox is not None
    case = a_case()
    with pytest.raises(refusal):
        act(case)
    assert not CaseEntry.objects.exists()


def test_unknown_and_hidden_are_the_same_to_the_letter(outbox: Outbox) -> None:
    """Whoever guesses learns nothing, not even from the words."""
    assert outbox is not None
    case, hidden = a_case(), theirs()
    said = []
    for reference in (hidden, NOWHERE):
        with pytest.raises(NoSuchRelated) as refusal:
            relate(case, RelatedKind.CASE, reference)
        said.append((str(refusal.value), refusal.value.code, vars(refusal.value)))
    assert said[0] == said[1]
    assert MACAO not in said[0][0]


def test_nothing_is_pointed_to_twice(outbox: Outbox) -> None:
    assert outbox is not None
    case, row = a_case(), an_accepted()
    relate(case, RelatedKind.REQUEST, row.id)
    before = written()
    with pytest.raises(FieldRefused) as refusal:
        relate(case, RelatedKind.REQUEST, row.id)
    assert (refusal.value.field, refusal.value.reason) == ("reference", "twice")
    assert written() == before
