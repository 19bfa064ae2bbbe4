"""Bodies and answers of bulk checks."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field, StrictBool, StringConstraints

from liaison.api.agencies.shapes import Reference, Said, Told
from liaison.queries import bulkpolicy
from liaison.queries.states import BulkState, Halt, ListKind, Verdict
from liaison.queries.types import BulkFacts
from liaison.rules.processing import Purpose

Cell = Annotated[str, StringConstraints(max_length=bulkpolicy.CELL)]


class BulkAsked(Said):
    """What list it is, why it is gone through, for which case, and by what right."""

    kind: ListKind
    purpose: Purpose
    case_reference: Reference
    ground: Annotated[str, StringConstraints(min_length=1, max_length=bulkpolicy.GROUND)] = Field(
        description="The law or order by which the list may be gone through.",
        examples=["Council Directive 2004/82/EC, Art. 3"],
    )
    silent: StrictBool | None = Field(
        default=None,
        description="Owners of discreet records learn nothing of it; null: by the purpose.",
    )


class BulkLineSent(Said):
    """One line: about a person, a travel document, or both."""

    reference: Annotated[str, StringConstraints(max_length=bulkpolicy.REFERENCE)] = Field(
        default="", description="Given back with its answer."
    )
    name: Cell = ""
    birth: Cell = Field(default="", description="1974, 1974-08 or 1974-08-12.")
    sex: Cell = Field(default="", description="F, M or X.")
    nationality: Cell = Field(default="", description="ICAO Doc 9303-3 code.")
    number: Cell = Field(default="", description="Of a travel document.")
    issuing_state: Cell = Field(
        default="", description="ICAO Doc 9303-3 code; needed with a number."
    )


class BulkLinesSent(Said):
    """The next lines of a list."""

    first: int = Field(ge=1, le=2**31 - 1, description="Number of the first of these lines.")
    lines: list[BulkLineSent] = Field(
        min_length=1,
        max_length=bulkpolicy.CHUNK,
        examples=[[{"reference": "17A", "name": "KIM Min-su", "birth": "1974-08-12"}]],
    )


class BulkTold(Told):
    """Where a bulk check stands."""

    id: UUID
    kind: ListKind
    purpose: Purpose
    case_reference: str
    ground: str
    state: BulkState
    halted: Halt | None
    organisation: str
    created_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    erased_at: datetime | None = Field(description="When results and rejects go, or went.")
    lines: int
    done: int
    matched: int
    rejected: int


class BulkChecksTold(Told):
    """The newest bulk checks."""

    bulk_checks: list[BulkTold]


class BulkAnswerTold(Told):
    """What became of one line. A match is only possible: see its hits."""

    line: int
    reference: str
    verdict: Verdict
    hits: list[UUID]
    score: float = Field(description="Of the likeliest, from 0 to 1. No probability of guilt.")
    by_name_only: bool


class BulkAnswersTold(Told):
    """Answers, in the order of the list."""

    answers: list[BulkAnswerTold]


class BulkRejectTold(Told):
    """One line that was not asked."""

    line: int
    reference: str
    field: str = Field(description="The cell that cannot be read; empty: the line as a whole.")
    reason: str = Field(description="A stable code.")
    cells: dict[str, str] = Field(description="What was kept of it.")


class BulkRejectsTold(Told):
    """Lines that were not asked, in the order of the list."""

    rejects: list[BulkRejectTold]


class ProofTold(Told):
    """What opens one line of an entry of the audit log; docs/how-to/check-in-bulk.md says how."""

    entry: UUID = Field(description="The entry of the log.")
    root: str = Field(description="Over the lines of that entry, in hexadecimal, as all below.")
    index: int
    size: int
    salt: str
    path: list[str]
    verdict: str
    hits: list[UUID]


def bulk_told(facts: BulkFacts) -> BulkTold:
    """Return where a bulk check stands, as it is told."""
    plan = facts.plan
    said = {
        name: getattr(plan if hasattr(plan, name) else facts, name)
        for name in BulkTold.model_fields
    }
    return BulkTold(**said)
