"""A file that is added is sealed, durable, in quarantine, logged and promised a look."""

import io
import tracemalloc
from collections.abc import Iterator

import pytest

from liaison.core.models import Job
from liaison.files import policy, services
from liaison.files.models import Content, StoredFile
from tests.cast import NOW, an_actor
from tests.files.room import added, logged, on_disk
from tests.files.specimens import TEXT

pytestmark = pytest.mark.django_db
MEGABYTE = 1024 * 1024


def test_it_waits_in_quarantine() -> None:
    facts = added()
    row = StoredFile.objects.get()
    assert (row.pk, row.state, row.desk, row.organisation) == (
        facts.id,
        "quarantined",
        "beijing",
        "beijing",
    )
    assert facts.size == len(TEXT)
    assert facts.added_by_name == "Ada"


def test_a_look_is_promised_and_the_log_says_so() -> None:
    facts = added()
    assert Job.objects.get().payload == {"file": str(facts.id)}
    (entry,) = logged("files:file:added")
    assert entry.target == str(facts.id)
    # what a file is called may say who somebody is: it is in no log
    assert "note.txt" not in entry.body


def test_nothing_plain_touches_the_disk() -> None:
    added()
    (blob,) = on_disk()
    assert TEXT not in blob.read_bytes()
    assert blob.name == Content.objects.get().address


def test_the_name_is_for_the_eye() -> None:
    facts = added(name="  r\u0065\u0301sum\u0065\u0301 2.txt ")
    assert facts.name == "r\u00e9sum\u00e9 2.txt"
    assert all(path.name != "2" for path in on_disk())


def test_an_open_file_is_read_in_pieces() -> None:
    services.add(an_actor(), name="a.txt", content=io.BytesIO(TEXT), purpose_kind="x", now=NOW)
    assert StoredFile.objects.get().size == len(TEXT)


def test_memory_stays_small() -> None:
    """25 MB go through; what stands in memory at once is a hundredth of that."""

    def pieces() -> Iterator[bytes]:
        for _ in range(25 * 4):
            yield bytes(MEGABYTE // 4)

    tracemalloc.start()
    services.add(an_actor(), name="big.txt", content=pieces(), purpose_kind="x", now=NOW)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert StoredFile.objects.get().size == policy.FILE_BYTES
    assert peak < 3 * MEGABYTE
