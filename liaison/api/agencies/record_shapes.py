"""Bodies and answers of records."""

from datetime import date, datetime
from typing import Annotated, Any, Final
from uuid import UUID

from pydantic import Field, StrictBool, StrictInt, StringConstraints

from liaison.api.agencies.shapes import Said, Told
from liaison.records.drafting import columns, mandatory
from liaison.records.policy import TEXT_MAXIMUM
from liaison.records.states import CopyState, Held, RecordKind, RecordState
from liaison.rules.processing import HandlingCode

ROWS: Final = 500
FIELDS: Final = 60
ITEMS: Final = 100
CELL: Final = 4_000
BUREAUS: Final = 250
ORGANISATION: Final = 120
VERSIONS: Final = 1_000_000
Text = Annotated[str, StringConstraints(max_length=CELL)]
Item = Text | Annotated[dict[str, Text], Field(max_length=FIELDS)]
Value = Text | StrictBool | Annotated[list[Item], Field(max_length=ITEMS)]
Fields = Annotated[dict[str, Value], Field(max_length=FIELDS)]
Bureaus = Annotated[
    list[Annotated[str, StringConstraints(max_length=ORGANISATION)]], Field(max_length=BUREAUS)
]


def _of(kind: RecordKind) -> str:
    needed = mandatory(kind)
    names = (f"`{name}`" + ("*" if name in needed else "") for name in columns(kind))
    return f"- {kind.value}: {', '.join(names)}"


WORDS: Final = "\n".join(
    ["By kind; those with * must be there. Dates are YYYY-MM-DD.", "", *map(_of, RecordKind)]
)


class RecordSaid(Said):
    """What a record says."""

    kind: RecordKind
    fields: Fields = Field(
        description=WORDS, examples=[{"number": "E12345678", "issuing_state": "CHN"}]
    )


class RecordEntered(RecordSaid):
    """A new record, and who gets it."""

    recipients: Bureaus = Field(default_factory=list, description="Ids of bureaus.")
    excluded: Bureaus = Field(default_factory=list, description="These must never receive it.")


class RecordChanged(RecordSaid):
    """What a record says now, and why."""

    version: StrictInt = Field(ge=1, le=VERSIONS, description="The version that was read.")
    reason: str = Field(max_length=TEXT_MAXIMUM)


class RecordsImported(Said):
    """Records of one kind; each row holds the fields of one."""

    kind: RecordKind
    rows: list[Fields] = Field(min_length=1, max_length=ROWS, description=WORDS)
    recipients: Bureaus = Field(default_factory=list, description="Of new records.")
    excluded: Bureaus = Field(default_factory=list, description="These must never receive them.")


class VersionTold(Told):
    """Which version a record has now."""

    id: UUID
    version: int


class RejectTold(Told):
    """A row that was not taken."""

    row: int = Field(description="Its place, from 0.")
    field: str
    reason: str


class ImportTold(Told):
    """What an import did."""

    created: int
    changed: int
    unchanged: int
    messages: int
    rejects: list[RejectTold]


class RecordTold(Told):
    """One record."""

    id: UUID
    record_id: UUID = Field(description="The id every bureau knows it by.")
    owner: str
    kind: RecordKind
    fields: dict[str, Any]
    label: str
    national_reference: str
    handling_code: HandlingCode
    review_on: date
    retention_until: date
    version: int
    state: RecordState
    held: Held
    withdrawn_at: datetime | None
    created_at: datetime
    changed_at: datetime


class RecordsTold(Told):
    """One page of records, newest first."""

    records: list[RecordTold]
    next: str | None = Field(description="Cursor of the next page; null: this was the last.")


class CopyTold(Told):
    """What one bureau holds of one of our records."""

    organisation: str
    version: int
    state: CopyState
    held_at: datetime | None
    erased_at: datetime | None


class RecordFileTold(Told):
    """Everything this bureau knows about one record."""

    record: RecordTold
    recipients: list[str]
    excluded: list[str]
    copies: list[CopyTold]
    review_due: bool
