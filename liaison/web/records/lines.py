"""Documents and their copies as pages show them."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise

from liaison.records.states import CopyState
from liaison.records.types import CopyFacts, DocumentFacts
from liaison.web.badges import Badge
from liaison.web.bureaus import Bureaus
from liaison.web.countries import state_name
from liaison.web.records.words import COPIES, FRAUDS, REASONS, STATES, TYPES


@dataclass(frozen=True)
class Line:
    """One document in words.

    Attributes:
        facts: the record.
        kind: what kind of paper it is.
        fraud: why it must not be accepted.
        issuer: name of the State that issued it.
        reporter: name of the State where the theft was reported, or "".
        state: where the record stands.
        reason: why it was withdrawn, or "".
    """

    facts: DocumentFacts
    kind: str | Promise
    fraud: str | Promise
    issuer: str
    reporter: str
    state: Badge
    reason: str | Promise


@dataclass(frozen=True)
class CopyLine:
    """One line of the copy register in words.

    Attributes:
        facts: the copy.
        bureau: name of the bureau that has it.
        state: where it stands.
        at: when it came to stand there.
    """

    facts: CopyFacts
    bureau: str
    state: Badge
    at: datetime | None


def line_of(facts: DocumentFacts) -> Line:
    """Return a document in words."""
    fields = facts.fields
    return Line(
        facts=facts,
        kind=TYPES[fields.document_type],
        fraud=FRAUDS[fields.fraud],
        issuer=state_name(fields.issuing_state),
        reporter=state_name(fields.reporting_state) if fields.reporting_state else "",
        state=STATES[facts.state],
        reason=REASONS[facts.withdrawal_reason] if facts.withdrawal_reason else "",
    )


def copy_line_of(facts: CopyFacts, bureaus: Bureaus) -> CopyLine:
    """Return a line of the copy register in words.

    Args:
        facts: the copy.
        bureaus: who is who.
    """
    moments = {
        CopyState.QUEUED: facts.queued_at,
        CopyState.HELD: facts.held_at,
        CopyState.RECALL_QUEUED: facts.recall_queued_at,
        CopyState.ERASED: facts.erased_at,
    }
    return CopyLine(
        facts, bureaus.name(facts.organisation), COPIES[facts.state], moments[facts.state]
    )
