"""The index of records is built again from the rows, whatever it held before."""

import pytest

from liaison.audit.models import Payload
from liaison.identity.errors import PermissionRefused
from liaison.records import services
from liaison.records.models import RecordKey
from liaison.records.services import reindexing
from liaison.search.models import SearchEntry
from tests.cast import NOW, an_actor, entries
from tests.records.persons import entered
from tests.records.things import a_copy, ada, an_own_document

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("outbox")]
Held = set[tuple[object, ...]]


def held() -> Held:
    """Return what the index and the keys say, whatever their rows are called."""
    entries = {
        (row.reference, row.subject, row.birth, str(row.names), str(row.numbers))
        for row in SearchEntry.objects.all()
    }
    keys = RecordKey.objects.values_list("record_id", "scheme", "value")
    return {*entries, *keys}


def some_records() -> Held:
    """Store some of every sort, and return what they are found by."""
    entered()
    an_own_document(withdrawn=True)
    an_own_document(number="LX7310255")
    a_copy(number="LX7310256")
    found = held()
    assert found
    return found


def all_of_it(stop_after: int | None = None) -> int:
    """Go through all batches, or be interrupted after some; return how many."""
    count, found = 0, services.reindex(ada(), after=None, now=NOW)
    while found.last is not None and count != stop_after:
        count += 1
        found = services.reindex(ada(), after=found.last, now=NOW)
    return count


@pytest.mark.parametrize("batch", [1, 3, 500])
def test_what_was_lost_is_found_again(batch: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reindexing, "BATCH", batch)
    before = some_records()
    for table in (SearchEntry, RecordKey):
        table._default_manager.all().delete()
    assert all_of_it() == {1: 4, 3: 2, 500: 1}[batch]
    missing = before - held()
    # of the withdrawn one the keys are not needed again
    assert {len(one) for one in missing} <= {3}
    assert held() <= before


def test_interrupted_and_repeated_it_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reindexing, "BATCH", 1)
    before = some_records()
    for stop_after in (0, 2, None, None):
        all_of_it(stop_after)
        assert held() == before


def test_a_withdrawn_one_is_taken_out() -> None:
    row = an_own_document(withdrawn=True)
    SearchEntry.objects.create(reference=row.id, subject="document", names=[], nationalities=[])
    all_of_it()
    assert not SearchEntry.objects.exists()


def test_it_is_logged_and_says_how_much_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reindexing, "BATCH", 3)
    some_records()
    found = services.reindex(ada(), after=None, now=NOW)
    assert (found.done, found.left) == (3, 1)
    assert Payload.objects.filter(event="records:index:rebuilt").count() == 1


def test_who_only_reads_does_not() -> None:
    written = entries()
    with pytest.raises(PermissionRefused):
        services.reindex(an_actor(role="desk_officer"), after=None, now=NOW)
    assert entries() == written
