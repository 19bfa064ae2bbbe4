"""Photographs of copies: shown once they passed quarantine, erased with the copy."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from liaison.exchange.errors import ContentRefused
from liaison.exchange.types import PartFacts, Received
from liaison.files import blobs
from liaison.files import services as filing
from liaison.files.errors import NoSuchFile, NotClean
from liaison.files.models import Attachment, ContentKey, StoredFile
from liaison.files.states import Rendition
from liaison.identity.types import Actor
from liaison.records import handlers, jobs, services
from liaison.records.errors import NoSuchRecord
from liaison.records.models import Record
from tests.cast import NOW, an_actor
from tests.files.specimens import TEXT, picture
from tests.records.outbox import Outbox
from tests.records.pictures import ID, a_copy_with, a_person, coming, message
from tests.records.things import LATER, a_wire_record, a_withdrawal, ada, distributed, written

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("outbox")]
DESK = an_actor(role="desk_officer")


@pytest.fixture(autouse=True)
def disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the blobs where nothing else is."""
    monkeypatch.setattr(blobs, "home", lambda: tmp_path)


def look(actor: Actor, file_id: UUID, record_id: UUID = ID) -> bytes:
    """Look at a photograph of the copy."""
    opened = services.open_photograph(
        actor, record_id=record_id, file_id=file_id, rendition=Rendition.THUMBNAIL, now=NOW
    )
    return b"".join(opened.chunks)


def test_shown_once_it_passed_quarantine() -> None:
    file = coming()
    a_copy_with(file)
    with pytest.raises(NotClean):
        look(DESK, file.part.file_id)
    assert file.bring().state == "clean"
    assert look(DESK, file.part.file_id)
    (shown,) = services.read_record(DESK, record_id=ID, now=NOW).photographs
    assert (shown.id, shown.sender) == (file.part.file_id, "seoul")


def test_what_is_no_picture_is_never_shown() -> None:
    file = coming(TEXT)
    a_copy_with(file)
    assert file.bring().state == "refused"
    with pytest.raises(NotClean):
        look(DESK, file.part.file_id)


def test_it_is_opened_through_its_record_only() -> None:
    file, other = coming(), coming(picture(size=(40, 30)))
    a_copy_with(file)
    for one in (file, other):
        one.bring()
    with pytest.raises(NoSuchFile):
        filing.open_for(DESK, file_id=file.part.file_id, now=NOW)
    with pytest.raises(NoSuchFile):
        look(DESK, other.part.file_id)
    Record.objects.update(discreet=True)
    with pytest.raises(NoSuchRecord):
        look(DESK, file.part.file_id)
    assert look(ada(), file.part.file_id)


LIES: Mapping[str, Callable[[], Received]] = {
    "beside several records": lambda: replace(
        distributed(a_person(), a_wire_record()), files=(coming().part,)
    ),
    "of a kind that has none": lambda: replace(
        distributed(a_wire_record()), files=(coming().part,)
    ),
    "more than a record may have": lambda: message(*(coming() for _ in range(11))),
    "a text": lambda: message(coming(TEXT, name="note.txt", media_type="text/plain")),
    "of no type": lambda: message(coming(media_type="")),
    "a drawing that runs": lambda: message(coming(media_type="image/svg+xml")),
}


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES)
def test_a_lying_peer_is_refused(lie: Callable[[], Received]) -> None:
    said, before = lie(), written()
    with pytest.raises(ContentRefused) as refused:
        handlers.receive_distribute(said, NOW)
    assert refused.value.reason == "records:document:photographs"
    assert written() == before
    assert not Attachment.objects.exists()


def test_ids_of_our_files_cannot_be_named_from_abroad() -> None:
    person = a_person()
    person["fields"] = person["fields"] | {"photographs": [str(uuid4())]}
    with pytest.raises(ContentRefused):
        handlers.receive_distribute(distributed(person), NOW)
    assert not Record.objects.exists()


def test_a_new_version_brings_its_own_and_fetches_nothing_twice() -> None:
    stays, goes = coming(), coming(picture(size=(50, 40)))
    a_copy_with(stays, goes)
    for one in (stays, goes):
        one.bring()
    again, new = coming(), coming(picture(size=(60, 40)))
    a_copy_with(again, new, version=2)
    assert {one.row.state for one in (goes, again)} == {"erased"}
    new.bring()
    shown = services.read_record(DESK, record_id=ID, now=NOW).photographs
    assert [one.id for one in shown] == [stays.part.file_id, new.part.file_id]
    # what is here already is not taken again
    taken = filing.take(again.part.file_id, sender="seoul", offset=0, data=b"x", now=NOW)
    assert taken is not None
    assert taken.complete


def withdrawn() -> None:
    """Let Seoul take the person back."""
    handlers.receive_withdraw(a_withdrawal(ID, version=9), LATER)


def expired() -> None:
    """Let the retention of the copy end."""
    until = Record.objects.get().retention_until
    jobs.watch_retention(NOW.replace(year=until.year) + timedelta(days=1))


def without() -> None:
    """Let Seoul send a version that has no photographs."""
    a_copy_with(version=2)


ENDS = {"withdrawn": withdrawn, "expired": expired, "a version without": without}


@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
@pytest.mark.parametrize("arrived", [True, False], ids=["clean", "on its way"])
def test_it_goes_with_its_record(end: Callable[[], None], *, arrived: bool) -> None:
    file = coming()
    a_copy_with(file)
    if arrived:
        file.bring()
    end()
    assert file.row.state == "erased"
    assert not ContentKey.objects.exists()
    assert not Attachment.objects.exists()
    # bytes that come late are not taken
    file.bring()
    assert file.row.state == "erased"
    assert not ContentKey.objects.exists()


def test_the_statement_of_erasure_covers_them(outbox: Outbox) -> None:
    file = coming()
    a_copy_with(file)
    withdrawn()
    assert outbox.of_kind("records.erased")
    assert not StoredFile.objects.exclude(state="erased").exists()


@pytest.mark.parametrize("overtaken", ["a tombstone", "a newer version"])
def test_what_comes_too_late_brings_no_photograph(overtaken: str) -> None:
    if overtaken == "a tombstone":
        withdrawn()
    else:
        a_copy_with(version=3)
    late = coming()
    handlers.receive_distribute(message(late), LATER)
    assert late.row.state == "erased"
    assert not Attachment.objects.exists()


def test_another_sender_cannot_bring_it() -> None:
    file = coming()
    a_copy_with(file)
    part: PartFacts = file.part
    assert filing.take(part.file_id, sender="lyon", offset=0, data=file.data, now=NOW) is None
