"""Answers, hits and questions as the pages show them: values with their words."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from liaison.core import clock
from liaison.exchange import selectors as exchange
from liaison.identity import selectors as identity
from liaison.lib.ids.countries import STATES
from liaison.queries.states import FINAL, UNANSWERED, WAITING, HitState, StepKind, Verb, Verdict
from liaison.queries.types import (
    Answer,
    ConfirmationFacts,
    Evidence,
    FieldComparison,
    HitFacts,
    HitFile,
    Question,
)
from liaison.records.states import DocumentType, Fraud
from liaison.records.types import DocumentFields
from liaison.web.badges import Badge
from liaison.web.countries import state_name
from liaison.web.parts import Progress, Step
from liaison.web.queries import words
from liaison.web.queries.readings import repair_words

Text = str | Promise
Names = Callable[[str], str]
_DOTTED = "·"


def names() -> Names:
    """Return a way to name organisations that asks for each only once."""
    bureaus = exchange.bureau_names(clock.now())
    return cache(lambda found: bureaus.get(found) or identity.organisation_name(found))


def state_words(code: str) -> str:
    """Return a State with the code that stands on its documents: `CHN, China`."""
    return f"{code}, {state_name(code)}" if code else ""


def all_states() -> list[tuple[str, str]]:
    """Return every State that documents name, by code."""
    return [(code, state_name(code)) for code in STATES]


@dataclass(frozen=True)
class HitLine:
    """One hit in a list or an answer."""

    facts: HitFacts
    badge: Badge
    owner: str
    state: str
    fraud: Text
    kind: Text
    revoked: bool
    running: bool
    address: str


def hit_line(facts: HitFacts, name: Names) -> HitLine:
    """Return one hit with its words.

    Args:
        facts: the hit.
        name: from `names`.
    """
    record = facts.record
    return HitLine(
        facts=facts,
        badge=words.HIT_STATES[facts.state],
        owner=name(facts.owner),
        state=state_words(facts.issuing_state),
        fraud=words.FRAUDS[record.fraud] if record else _("erased"),
        kind=words.DOCUMENT_TYPES[record.document_type] if record else "",
        revoked=bool(record and record.fraud is Fraud.REVOKED),
        running=facts.state in WAITING,
        address=reverse("hit", args=[facts.id]),
    )


@dataclass(frozen=True)
class Reading:
    """How a document was read."""

    facts: tuple[tuple[Text, str], ...]
    repairs: tuple[str, ...]
    expired: bool
    unused_state: str


def reading(question: Question) -> Reading:
    """Return how a document was read, in words."""
    facts: list[tuple[Text, str]] = [
        (_("Document number"), question.number),
        (_("Issuing State"), state_words(question.issuing_state)),
    ]
    if question.folded != question.number:
        facts.append((_("Searched with look-alike characters folded"), question.folded))
    if question.expires_on:
        facts.append((_("Expires on"), question.expires_on.isoformat()))
    return Reading(
        facts=tuple(facts),
        repairs=tuple(repair_words(repair) for repair in question.repairs),
        expired=question.expired,
        unused_state=state_words(question.unused_state),
    )


@dataclass(frozen=True)
class AnswerWords:
    """The answer of a check as the page shows it."""

    answer: Answer
    matched: bool
    lines: tuple[HitLine, ...]
    reasons: tuple[Text, ...]
    reading: Reading
    elsewhere: str
    milliseconds: int


def answer_words(answer: Answer, *, milliseconds: int) -> AnswerWords:
    """Return an answer with its words.

    Args:
        answer: of the service.
        milliseconds: how long it took here.
    """
    name = names()
    return AnswerWords(
        answer=answer,
        matched=answer.verdict is Verdict.POSSIBLE_MATCH,
        lines=tuple(hit_line(facts, name) for facts in answer.hits),
        reasons=tuple(words.NO_MATCH_REASONS[reason] for reason in answer.reasons),
        reading=reading(answer.question),
        elsewhere="; ".join(state_words(code) for code in answer.elsewhere),
        milliseconds=milliseconds,
    )


@dataclass(frozen=True)
class ComparisonLine:
    """One field of the document in hand beside the record."""

    label: Text
    in_hand: Text
    on_record: Text
    code: bool
    badge: Badge
    differs: bool


def comparison_line(line: FieldComparison) -> ComparisonLine:
    """Return one compared field with its words."""
    badge = words.AGREEMENTS[line.agreement]
    return ComparisonLine(
        label=words.FIELDS[line.field],
        in_hand=_value(line.field, line.in_hand),
        on_record=_value(line.field, line.on_record),
        code=line.field in {"number", "expires_on"},
        badge=badge,
        differs=badge.tone in {"attention", "bad"},
    )


def evidence_words(evidence: Evidence) -> tuple[str, ...]:
    """Return why a record was offered, in sentences."""
    if evidence.exact:
        return (_("The numbers are the same, character by character."),)
    return tuple(
        _("Position %(position)s: %(in_hand)s in hand, %(on_record)s on record.")
        % {"position": pair.position, "in_hand": pair.in_hand, "on_record": pair.on_record}
        for pair in evidence.pairs
    )


def record_facts(record: DocumentFields) -> list[tuple[Text, Text]]:
    """Return what the owner says about a document, beyond what is compared."""
    said: list[tuple[Text, object]] = [
        (_("Why it must not be accepted"), words.FRAUDS[record.fraud]),
        (_("Lost or stolen on"), record.stolen_on),
        (_("Reported in"), state_words(record.reporting_state)),
        (_("Issued on"), record.issued_on),
        (_("Review by"), record.review_on),
        (_("Owner's reference"), record.national_reference),
        (_("Further information"), record.additional_information),
    ]
    return [(label, str(value)) for label, value in said if value]


def timeline(file: HitFile) -> list[Step]:
    """Return the hit's timeline, with what is waited for at its end."""
    owner = file.facts.owner
    named = {owner: identity.organisation_name(owner)}
    failed = {StepKind.EXPIRED, StepKind.INVALID, StepKind.WITHDRAWN}
    steps = [
        Step(
            str(words.STEPS[step.kind]),
            Progress.FAILED if step.kind in failed else Progress.DONE,
            at=step.at,
            note=f" {_DOTTED} ".join(
                part for part in (named.get(step.by, step.by), step.note) if part
            ),
        )
        for step in file.steps
    ]
    if file.facts.state not in FINAL:
        steps.append(Step(str(_NEXT[file.facts.state]), Progress.CURRENT))
    return steps


@dataclass(frozen=True)
class ConfirmationLine:
    """One question to us in a list."""

    facts: ConfirmationFacts
    badge: Badge
    asker: str
    state: str
    urgency: Text
    waiting: bool
    address: str


def confirmation_lines(rows: Iterable[ConfirmationFacts]) -> list[ConfirmationLine]:
    """Return questions with their words."""
    name = names()
    return [
        ConfirmationLine(
            facts=facts,
            badge=words.CONFIRMATION_STATES[facts.state],
            asker=name(facts.asker),
            state=state_words(facts.issuing_state),
            urgency=words.URGENCIES[facts.urgency],
            waiting=facts.state in UNANSWERED,
            address=reverse("confirmation", args=[facts.id]),
        )
        for facts in rows
    ]


def _value(field: str, value: str) -> Text:
    if not value:
        return _("not known")
    if field == "issuing_state":
        return state_words(value)
    return words.DOCUMENT_TYPES[DocumentType(value)] if field == "document_type" else value


_NEXT = {
    HitState.POSSIBLE: words.VERBS[Verb.COMPARE],
    HitState.COMPARED: words.VERBS[Verb.ASK],
    HitState.CONFIRMATION_ASKED: words.WHY_NOT[Verb.ASK][HitState.CONFIRMATION_ASKED],
    HitState.CONFIRMED: words.VERBS[Verb.ACT],
    HitState.INVALID: words.VERBS[Verb.CLOSE],
    HitState.EXPIRED: words.WHY_NOT[Verb.ASK][HitState.EXPIRED],
    HitState.ACTION_TAKEN: words.VERBS[Verb.CLOSE],
}
