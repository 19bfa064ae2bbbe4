"""Policy of bulk checks: data, read strictly. Pure but for that reading.

`resources/policy/bulk.toml` is read once, at start.
"""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final

from liaison.core import datafile
from liaison.core.datafile import Table
from liaison.core.transitions import Transitions
from liaison.queries.clocks import MAX_BYTES, MAX_TEXT
from liaison.queries.errors import (
    BulkLimit,
    BulkPurpose,
    PolicyRefused,
    SecondPersonNeeded,
    TransitionRefused,
)
from liaison.queries.states import BULK_TRANSITIONS, BulkState, Halt
from liaison.rules.processing import Purpose

FILE: Final = Path(__file__).resolve().parents[2] / "resources" / "policy" / "bulk.toml"
KEYS: Final = {
    "limits": {"lines", "open", "hits_a_line", "matched", "source", "verified"},
    "approval": {"from_lines", "source", "verified"},
    "purposes": {"allowed", "source", "verified"},
    "results": {"days", "unfinished_hours", "source", "verified"},
}
LINES_MOST: Final = 1_000_000  # whatever the file says: a year's passengers of a small airport
CHUNK: Final = 1_000  # lines of one transaction, of one entry of the log, of one part over the API
CELL: Final = 300  # characters; the longest name on a travel document has 39, a full one about 100
REFERENCE: Final = 60  # of a line, in the asker's own numbering
GROUND: Final = 200  # "Council Directive 2004/82/EC Art. 3; flight CA 123 of 2026-03-02" is 63
NOTE: Final = 500  # of whoever approves or refuses
PAGE: Final = 100  # lines of results on a page

# called with where it stands and where it shall go; refused as `TransitionRefused`
check_transition: Final = Transitions(BULK_TRANSITIONS, TransitionRefused)


@dataclass(frozen=True, slots=True)
class BulkPolicy:
    """How lists are checked.

    Attributes:
        lines: most of one bulk check.
        open: most bulk checks of one organisation that have not ended.
        hits_a_line: most records offered for one line.
        matched: lines with a possible match, after which it is halted.
        approval_from: lines from which on a second person approves.
        purposes: for which lists may be checked.
        kept: how long results stay after the end.
        unfinished: how long lines stay that nobody submits.
    """

    lines: int
    open: int
    hits_a_line: int
    matched: int
    approval_from: int
    purposes: frozenset[Purpose]
    kept: timedelta
    unfinished: timedelta


def parse(content: bytes) -> BulkPolicy:
    """Read a policy.

    Args:
        content: TOML in UTF-8 with the tables limits, approval, purposes and results.

    Raises:
        PolicyRefused: too large, not TOML, a key missing, unknown, malformed or out of bounds.
    """
    whole = datafile.parse(content, most=MAX_BYTES, refused=PolicyRefused).only(KEYS)
    limits, approval, purposes, results = (_table(whole, name) for name in KEYS)
    return BulkPolicy(
        lines=limits.number("lines", 1, LINES_MOST),
        open=limits.number("open", 1, 100),
        hits_a_line=limits.number("hits_a_line", 1, 50),
        matched=limits.number("matched", 1, LINES_MOST),
        approval_from=approval.number("from_lines", 1, LINES_MOST),
        purposes=purposes.several_of("allowed", Purpose),
        kept=timedelta(days=results.number("days", 1, 365)),
        unfinished=timedelta(hours=results.number("unfinished_hours", 1, 168)),
    )


def check_purpose(purpose: Purpose, policy: BulkPolicy) -> None:
    """Refuse a purpose for which no list may be gone through.

    Raises:
        BulkPurpose: the policy does not name it.
    """
    if purpose not in policy.purposes:
        raise BulkPurpose(purpose.value)


def check_lines(found: int, policy: BulkPolicy) -> None:
    """Refuse a list that is empty or too long.

    Raises:
        BulkLimit: no line, or more than the policy has room for.
    """
    if not 1 <= found <= policy.lines:
        raise BulkLimit("lines", found, policy.lines)


def check_open(found: int, policy: BulkPolicy) -> None:
    """Refuse one bulk check more while so many of the organisation have not ended.

    Raises:
        BulkLimit: as many as may be.
    """
    if found >= policy.open:
        raise BulkLimit("open", found, policy.open)


def check_two_persons(*, asked_by: str, decided_by: str) -> None:
    """Refuse a decision by whoever asked; another chair does not help.

    Raises:
        SecondPersonNeeded: the same person.
    """
    if asked_by == decided_by:
        raise SecondPersonNeeded(decided_by)


def first_state(lines: int, policy: BulkPolicy) -> BulkState:
    """Return where a list goes that came in as a whole."""
    return BulkState.WAITING if lines >= policy.approval_from else BulkState.RUNNING


def halt(matched: int, policy: BulkPolicy) -> Halt | None:
    """Return why a bulk check is halted, or None when it goes on."""
    return Halt.MATCHES if matched > policy.matched else None


def _table(whole: Table, name: str) -> Table:
    table = whole.table(name).only(KEYS[name])
    table.truth("verified")
    table.text("source", most=MAX_TEXT)
    return table


POLICY: Final = parse(FILE.read_bytes())
