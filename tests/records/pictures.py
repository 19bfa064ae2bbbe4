"""Photographs of records: files of ours that were looked at, files that come with a message."""

import hashlib
import uuid
from dataclasses import dataclass, replace
from typing import Any

from liaison.exchange.types import PartFacts, Received
from liaison.files import jobs
from liaison.files import services as filing
from liaison.files.models import StoredFile
from liaison.files.types import Announced
from liaison.records import handlers
from liaison.records.drafting import draft_of_object
from liaison.records.kinds import table
from liaison.records.models import Record
from liaison.records.states import RecordKind
from liaison.records.types import WireRecord
from liaison.records.wireform import record_to_wire
from liaison.rules.processing import HandlingCode
from tests.cast import NOW
from tests.files.room import added, looked_at
from tests.files.specimens import picture
from tests.records.persons import PERSON
from tests.records.things import ada, distributed
from tests.simulators.enclosed import Enclosed

ID = uuid.UUID("01957a3c-0000-7000-8000-000000000009")


def a_picture(*, size: tuple[int, int] = (320, 200), look: bool = True) -> str:
    """Return the id of a picture that Ada added; every size is another picture."""
    facts = added(picture(size=size), name="face.jpg", actor=ada())
    if look:
        assert looked_at(facts).state == "clean"
    return str(facts.id)


@dataclass(frozen=True)
class Coming:
    """A file on its way from Seoul, with the bytes that Seoul has."""

    part: PartFacts
    data: bytes

    @property
    def row(self) -> StoredFile:
        """What is known of it here."""
        return StoredFile.objects.get(pk=self.part.file_id)

    def bring(self) -> StoredFile:
        """Bring all of it and let it be looked at."""
        filing.take(self.part.file_id, sender="seoul", offset=0, data=self.data, now=NOW)
        jobs.inspect({"file": str(self.part.file_id)}, NOW)
        return self.row


def coming(
    content: bytes | None = None, *, name: str = "face.jpg", media_type: str = "image/jpeg"
) -> Coming:
    """Announce a file of Seoul's, as the gate does before it calls the handler."""
    content = picture() if content is None else content
    file = Enclosed.of(content, name=name, media_type=media_type)
    announced = Announced(
        name=name,
        media_type=media_type,
        size=file.opening.size,
        sha256=hashlib.sha256(content).hexdigest(),
        key=file.opening.key,
        address=file.part.address,
    )
    file_id = filing.expect(announced, sender="seoul", message=uuid.uuid4(), now=NOW)
    return Coming(PartFacts(file_id, name, media_type, len(content)), file.data)


def a_person(*, version: int = 1, record_id: uuid.UUID = ID) -> dict[str, Any]:
    """Return a person of Seoul's as it travels."""
    draft = draft_of_object(RecordKind.PERSON, PERSON, today=NOW.date())
    record = WireRecord(
        record_id=record_id,
        owner="seoul",
        kind=RecordKind.PERSON,
        version=version,
        fields=table.written(draft.fields),
        national_reference="SE-P-1",
        handling_code=HandlingCode.OFFICIAL_USE_ONLY,
        discreet=False,
        retention_until=NOW.date().replace(year=2030),
    )
    return record_to_wire(record)


def message(*files: Coming, version: int = 1) -> Received:
    """Return the message in which Seoul sends the person with photographs."""
    return replace(distributed(a_person(version=version)), files=tuple(f.part for f in files))


def a_copy_with(*files: Coming, version: int = 1) -> Record:
    """Return the copy of Seoul's person, received through the handler."""
    handlers.receive_distribute(message(*files, version=version), NOW)
    return Record.objects.get(owner="seoul", record_id=ID)
