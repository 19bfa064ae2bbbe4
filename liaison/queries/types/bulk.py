"""Bulk checks as values: the plan, its lines, what became of each, where the whole stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from liaison.queries.states import BulkState, Halt, ListKind, Verdict
from liaison.queries.types.asked import Question
from liaison.rules.processing import Purpose


@dataclass(frozen=True, slots=True)
class BulkPlan:
    """Why a list is gone through. Asked once, for all of its lines.

    Attributes:
        kind: what list it is.
        purpose: why.
        case_reference: what for, in the asker's own numbering.
        ground: the law or order that allows it, in words.
        silent: whether owners of discreet records learn nothing of it; None: by the purpose.
    """

    kind: ListKind
    purpose: Purpose
    case_reference: str
    ground: str
    silent: bool | None = None


@dataclass(frozen=True, slots=True)
class BulkLine:
    """One line as it came in.

    Attributes:
        line: its number in the file; the header is line 1. Over the API counted from 1.
        reference: of the line, in the asker's own numbering; may be "".
        cells: what it says, by column; empty cells are left out.
        fault: why the line as a whole cannot be read, or "".
    """

    line: int
    reference: str
    cells: Mapping[str, str]
    fault: str = ""


@dataclass(frozen=True, slots=True)
class ReadLine:
    """One line after it was read.

    Attributes:
        line: as it came in.
        questions: what it asks: about a person, a document, or both; () when it is rejected.
        field: column that cannot be read, "" for the whole line.
        reason: stable code of the refusal, or "".
    """

    line: BulkLine
    questions: tuple[Question, ...]
    field: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class BulkAnswer:
    """What became of one line that was asked.

    Attributes:
        line: its number.
        reference: of the line.
        verdict: what was found.
        hits: ids of its hits, the likeliest first.
        score: of the likeliest; 0 without one.
        by_name_only: whether no number speaks for any of them.
    """

    line: int
    reference: str
    verdict: Verdict
    hits: tuple[UUID, ...] = ()
    score: float = 0.0
    by_name_only: bool = False


@dataclass(frozen=True, slots=True)
class BulkReject:
    """One line that was not asked, and why.

    Attributes:
        line: its number.
        reference: of the line.
        field: column that cannot be read, or "" for the whole line.
        reason: stable code of the refusal.
        cells: what was kept of it, so that it can be put right and sent again.
    """

    line: int
    reference: str
    field: str
    reason: str
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class BulkFacts:
    """Where a bulk check stands.

    Attributes:
        id: of the bulk check.
        plan: why.
        state: where it stands.
        halted: why it was halted, or None.
        organisation: where it was asked.
        desk: tenant it was asked under; "" for the bureau itself.
        asked_by: name of the person or machine.
        asked_by_id: id of the person or machine.
        created_at: when the first line came.
        started_at: when it began to be asked.
        ended_at: when it was over.
        erased_at: when results and rejects go, or went.
        lines: how many came in.
        done: how many were looked at.
        matched: how many of these have a possible match.
        rejected: how many of these could not be read.
        decided_by: who approved or refused, or "".
        decided_at: when.
        note: what they wrote.
    """

    id: UUID
    plan: BulkPlan
    state: BulkState
    halted: Halt | None
    organisation: str
    desk: str
    asked_by: str
    asked_by_id: str
    created_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    erased_at: datetime | None
    lines: int
    done: int
    matched: int
    rejected: int
    decided_by: str
    decided_at: datetime | None
    note: str

    @property
    def share(self) -> int:
        """How much of it was looked at, in per cent, rounded down."""
        return 100 * self.done // self.lines if self.lines else 0


@dataclass(frozen=True, slots=True)
class LineProof:
    """That the log holds what was asked and answered in one line, and nothing else of the list.

    Whoever has the line as it was sent makes its content (`bulkleaves.content`), commits to it
    with the salt, and walks up the path to the root that stands in the entry of the log.

    Attributes:
        leaf: id of the entry of the log.
        root: of the tree over the lines of that entry.
        index: place of the line in it, from 0.
        size: how many lines it has.
        salt: of this line alone.
        path: hashes of the siblings, from the leaf upwards.
        verdict: what was answered: a verdict, or `rejected`.
        hits: ids of the hits it made.
    """

    leaf: UUID
    root: bytes
    index: int
    size: int
    salt: bytes
    path: tuple[bytes, ...]
    verdict: str
    hits: tuple[UUID, ...] = field(default=())
