"""Records, their copies and corrections as pages show them."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from liaison.records.policy import CORRECTED
from liaison.records.states import CopyState
from liaison.records.types import CopyFacts, CorrectionFacts, PastFacts, RecordFacts
from liaison.web.badges import Badge
from liaison.web.bureaus import Bureaus
from liaison.web.isolating import isolate
from liaison.web.records import fieldwords
from liaison.web.records.shown import (
    FieldLine,
    Said,
    fields_in_words,
    proposed_in_words,
    script_of,
    summary_of,
)
from liaison.web.records.words import COPIES, CORRECTIONS, REASONS, STATES


@dataclass(frozen=True)
class Line:
    """One record in words.

    Attributes:
        facts: the record.
        kind: what it is about.
        icon: of its kind.
        lang: language tag of its label.
        direction: of its label.
        summary: what tells it from others.
        state: where the record stands.
        handling: how carefully it is to be handled.
        reason: why it was withdrawn, or "".
    """

    facts: RecordFacts
    kind: str | Promise
    icon: str
    lang: str
    direction: str
    summary: str
    state: Badge
    handling: str | Promise
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


@dataclass(frozen=True)
class CorrectionLine:
    """One correction in words.

    Attributes:
        facts: the correction.
        asker: name of the bureau that asks.
        owner: name of the bureau that decides.
        kind: what the record is about.
        field: word for the field, or "" for the record as a whole.
        proposed: what the field should say, entry by entry.
        state: where it stands.
    """

    facts: CorrectionFacts
    asker: str
    owner: str
    kind: str | Promise
    field: str | Promise
    proposed: tuple[Said, ...]
    state: Badge


@dataclass(frozen=True)
class PastLine:
    """One earlier version in words.

    Attributes:
        facts: the version.
        fields: what it said.
        reason: why it was changed.
    """

    facts: PastFacts
    fields: tuple[FieldLine, ...]
    reason: str


def line_of(facts: RecordFacts) -> Line:
    """Return a record in words."""
    lang, direction = script_of(facts.label)
    return Line(
        facts=facts,
        kind=fieldwords.KINDS[facts.kind],
        icon=fieldwords.ICONS[facts.kind],
        lang=lang,
        direction=direction,
        summary=summary_of(facts),
        state=STATES[facts.state],
        handling=fieldwords.HANDLING[facts.handling_code],
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


def correction_line_of(facts: CorrectionFacts, bureaus: Bureaus) -> CorrectionLine:
    """Return a correction in words."""
    return CorrectionLine(
        facts=facts,
        asker=bureaus.name(facts.asked_by),
        owner=bureaus.name(facts.owner),
        kind=fieldwords.KINDS[facts.kind],
        field=fieldwords.FIELDS[facts.field] if facts.field else "",
        proposed=proposed_in_words(facts.kind, facts.field, facts.proposed),
        state=CORRECTIONS[facts.state],
    )


def past_line_of(facts: PastFacts, kind: str, bureaus: Bureaus) -> PastLine:
    """Return an earlier version in words."""
    reason, bureau = facts.reason, facts.reason.removeprefix(CORRECTED)
    if bureau != reason:
        reason = _("A correction asked by %(bureau)s") % {"bureau": isolate(bureaus.name(bureau))}
    return PastLine(facts, fields_in_words(kind, facts.fields), reason)
