"""What other rooms ask: by numbers, by ids, and what another bureau may be shown."""

import uuid
from datetime import timedelta

import pytest

from liaison.records import selectors, services
from liaison.records.models import Record
from liaison.records.states import RecordKind, Scheme, WithdrawalReason
from liaison.search import selectors as search
from liaison.search.states import Subject
from liaison.search.types import Question
from tests.cast import NOW
from tests.records.persons import a_draft, entered
from tests.records.things import LATER, a_copy, ada, an_own_document

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("outbox")]


def test_by_numbers_of_every_kind() -> None:
    person = entered()
    vehicle = entered(RecordKind.VEHICLE)
    document = an_own_document(number="EK4410273")
    found = selectors.by_keys([(Scheme.DOCUMENT, "EK4410273")])
    assert {facts.id for facts in found} == {person.id, document.id}
    found = selectors.by_keys([(Scheme.VIN, "122DEM00000000001"), (Scheme.PLATE, "京A88X61")])
    assert [(facts.id, facts.kind) for facts in found] == [(vehicle.id, RecordKind.VEHICLE)]
    assert selectors.by_keys([(Scheme.ENGINE, "EK4410273")]) == ()
    assert selectors.by_keys([]) == ()
    only = selectors.by_keys([(Scheme.DOCUMENT, "EK4410273")], kinds=[RecordKind.PERSON])
    assert [facts.id for facts in only] == [person.id]


def test_a_withdrawn_record_is_found_no_more() -> None:
    row = entered()
    question = Question(Subject.PERSON, names=("LIN Haoran",))
    assert [one.reference for one in search.candidates(question)] == [row.id]
    services.withdraw(ada(), document_id=row.id, reason=WithdrawalReason.FOUND, note="", now=NOW)
    assert selectors.by_keys([(Scheme.DOCUMENT, "EK4410273")]) == ()
    assert selectors.facts_of([row.id]) == ()
    assert search.candidates(question) == ()


def test_a_changed_name_is_found_and_the_old_one_is_not() -> None:
    row = entered()
    names = [{"kind": "primary", "surname": "VORONTSOV", "given": "Gleb"}]
    services.change(
        ada(), record_id=row.id, read=1, draft=a_draft(names=names), reason="taken", now=NOW
    )
    old, new = (Question(Subject.PERSON, names=(one,)) for one in ("LIN Haoran", "Gleb Vorontsov"))
    assert search.candidates(old) == ()
    assert [one.reference for one in search.candidates(new)] == [row.id]


def test_a_bureau_is_shown_what_its_list_says() -> None:
    listed, other = entered(to=("seoul",)), entered(to=("lyon",), national_reference="BJ-P-2")
    both = [listed.id, other.id]
    assert [facts.id for facts in selectors.held_for("seoul", both, NOW)] == [listed.id]
    services.open_kind(ada(), kind=RecordKind.PERSON, bureaus=["seoul"], now=NOW)
    assert [facts.id for facts in selectors.held_for("seoul", both, NOW)] == sorted(both)
    services.open_kind(ada(), kind=RecordKind.PERSON, bureaus=[], now=NOW)
    assert [facts.id for facts in selectors.held_for("seoul", both, NOW)] == [listed.id]


def test_a_bureau_is_never_shown_what_excludes_it() -> None:
    row = entered(to=("seoul",))
    services.open_kind(ada(), kind=RecordKind.PERSON, bureaus=["seoul"], now=NOW)
    services.restrict(ada(), record_id=row.id, excluded=["seoul"], now=NOW)
    assert selectors.held_for("seoul", [row.id], NOW) == ()


def test_a_bureau_is_shown_nothing_of_others_nor_what_has_ended() -> None:
    copy, row = a_copy(owner="lyon"), entered(to=("seoul",))
    assert selectors.held_for("seoul", [copy.id, uuid.uuid4()], NOW) == ()
    late = NOW + timedelta(days=3653)
    assert selectors.held_for("seoul", [row.id], late) == ()
    services.withdraw(ada(), document_id=row.id, reason=WithdrawalReason.FOUND, note="", now=NOW)
    assert selectors.held_for("seoul", [row.id], LATER) == ()


def test_discreet_ones_are_apart() -> None:
    row = entered(to=("seoul",), discreet=True)
    (shown,) = selectors.held_for("seoul", [row.id], NOW)
    assert shown.discreet
    a_copy(discreet=True)
    assert selectors.matching("LX7310254", None) == []
    (found,) = selectors.matching("LX7310254", None, discreet=True)
    assert found.id == Record.objects.get(owner="seoul").id
