"""Photographs of our records: pictures only, known to who names them, sent beside the record."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from liaison.exchange import services as exchange
from liaison.files import blobs
from liaison.files import services as filing
from liaison.files.errors import InUse
from liaison.files.models import Attachment, Content, StoredFile
from liaison.identity.errors import PermissionRefused
from liaison.records import services
from liaison.records.errors import FieldRefused
from liaison.records.models import Record
from liaison.records.states import RecordKind, WithdrawalReason
from liaison.records.types import ParsedRecord
from tests.cast import NOW, an_actor
from tests.files.room import added, looked_at
from tests.files.specimens import TEXT
from tests.records.outbox import Outbox
from tests.records.persons import a_draft, entered
from tests.records.pictures import a_picture
from tests.records.things import DIGEST, LATER, ada, written

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the blobs where nothing else is."""
    monkeypatch.setattr(blobs, "home", lambda: tmp_path)


def a_text() -> str:
    """Return a clean file that is no picture."""
    facts = added(TEXT, actor=ada())
    looked_at(facts)
    return str(facts.id)


def of_somebody_else() -> str:
    """Return a clean picture of another organisation."""
    chiara = an_actor(person="Chiara", role="desk_officer")
    facts = added(actor=chiara)
    looked_at(facts)
    return str(facts.id)


REFUSALS: Mapping[str, Callable[[], list[str]]] = {
    "no picture": lambda: [a_text()],
    "not looked at yet": lambda: [a_picture(look=False)],
    "nothing": lambda: [str(uuid4())],
    "somebody else's": lambda: [of_somebody_else()],
    "one that is none among good ones": lambda: [a_picture(), a_text()],
    "too many": lambda: [str(uuid4()) for _ in range(11)],
}


@pytest.mark.usefixtures("outbox")
@pytest.mark.parametrize("named", REFUSALS.values(), ids=REFUSALS)
def test_refuses(named: Callable[[], list[str]]) -> None:
    photographs = named()
    before = written()
    with pytest.raises(FieldRefused) as refused:
        entered(photographs=photographs)
    assert refused.value.field == "photographs"
    assert written() == before
    assert not Attachment.objects.exists()


@pytest.mark.usefixtures("outbox")
def test_who_reads_no_files_names_none() -> None:
    photograph, before = a_picture(), written()
    machine = an_actor(permissions={"records:import"})  # type: ignore[arg-type]
    with pytest.raises(PermissionRefused):
        services.enter(machine, draft=a_draft(photographs=[photograph]), recipients=[], now=NOW)
    assert written() == before


def test_they_travel_beside_their_record_alone(outbox: Outbox) -> None:
    first, second = a_picture(), a_picture(size=(100, 80))
    row = entered(photographs=[first, second])
    (sent,) = outbox.of_kind("records.distribute")
    assert sent.files == (UUID(first), UUID(second))
    assert first not in str(sent.body)
    # with every version, because nobody knows what arrived
    services.keep(
        ada(), record_id=row.id, until=row.retention_until.replace(year=2030), reason="x", now=NOW
    )
    assert outbox.of_kind("records.distribute")[1].files == sent.files


def test_in_an_import_only_their_record_travels_alone(outbox: Outbox) -> None:
    photograph = a_picture()
    drafts = [
        a_draft(national_reference="BJ-P-1"),
        a_draft(national_reference="BJ-P-2", photographs=[photograph]),
        a_draft(national_reference="BJ-P-3"),
        a_draft(national_reference="BJ-P-4", photographs=[a_text()]),
    ]
    report = services.import_records(
        ada(),
        kind=RecordKind.PERSON,
        rows=[ParsedRecord(line, draft) for line, draft in enumerate(drafts, start=2)],
        source_digest=DIGEST,
        recipients=["seoul"],
        now=NOW,
    )
    assert (report.created, [one.line for one in report.rejects]) == (3, [5])
    sizes = [(len(one.body["records"]), len(one.files)) for one in outbox.sent]  # type: ignore[arg-type]
    assert sorted(sizes) == [(1, 1), (2, 0)]


@pytest.mark.usefixtures("outbox")
def test_nobody_erases_what_a_record_holds() -> None:
    entered(photographs=[photograph := a_picture()])
    with pytest.raises(InUse):
        filing.remove(ada(), file_id=UUID(photograph), now=NOW)


def test_one_taken_out_is_erased_unless_something_else_holds_it(outbox: Outbox) -> None:
    gone, shared, kept = (a_picture(size=(90, side)) for side in (50, 60, 70))
    row = entered(photographs=[gone, shared, kept])
    hold(gone, "exchange.message")
    hold(shared, "casework.request")
    draft = replace(a_draft(photographs=[kept]), whole=True)
    services.change(ada(), record_id=row.id, read=1, draft=draft, reason="Another man.", now=LATER)
    states = {one: StoredFile.objects.get(pk=one).state for one in (gone, shared, kept)}
    assert states == {gone: "erased", shared: "clean", kept: "clean"}
    assert outbox.sent[-1].files == (UUID(kept),)


@pytest.mark.usefixtures("outbox")
def test_a_change_that_names_none_keeps_them() -> None:
    row = entered(photographs=[photograph := a_picture()])
    services.change(ada(), record_id=row.id, read=1, draft=a_draft(sex="f"), reason="x", now=NOW)
    assert photograph in Record.objects.get().fields
    draft = replace(a_draft(sex="f"), whole=True)
    services.change(ada(), record_id=row.id, read=2, draft=draft, reason="x", now=NOW)
    assert photograph not in Record.objects.get().fields


@pytest.mark.usefixtures("outbox")
def test_withdrawn_the_person_has_no_face_here() -> None:
    row = entered(photographs=[photograph := a_picture()])
    hold(photograph, "exchange.message")
    services.withdraw(ada(), document_id=row.id, reason=WithdrawalReason.FOUND, note="", now=LATER)
    assert StoredFile.objects.get().state == "erased"
    assert not Content.objects.exists()


def test_one_that_was_erased_otherwise_holds_up_no_version(outbox: Outbox) -> None:
    row = entered(photographs=[photograph := a_picture()])
    filing.erase([UUID(photograph)], who=ada().who, reason="infected", now=NOW)
    services.change(ada(), record_id=row.id, read=1, draft=a_draft(sex="f"), reason="x", now=NOW)
    assert outbox.sent[-1].files == ()


def hold(file_id: str, holder: str) -> None:
    """Let something else hold a file."""
    filing.attach(
        [UUID(file_id)],
        holder=holder if holder != "exchange.message" else exchange.HOLDER,
        reference="x",
        purpose="x",
        organisations=["beijing"],
        now=NOW,
    )
