"""Answers, hits and questions as the pages show them: values with their words."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from liaison.core import clock
from liaison.exchange import selectors as exchange
from liaison.exchange.states import AskMark
from liaison.identity import selectors as identity
from liaison.identity.types import Actor, Permission
from liaison.lib.ids.countries import STATES
from liaison.queries.states import (
    FINAL,
    UNANSWERED,
    WAITING,
    HitState,
    NoMatchReason,
    QuestionKind,
    StepKind,
    Verb,
)
from liaison.queries.types import (
    Answer,
    ConfirmationFacts,
    Evidence,
    FieldComparison,
    HitFacts,
    HitFile,
    Question,
)
from liaison.records.states import Fraud
from liaison.web import bureaus
from liaison.web.badges import Badge
from liaison.web.countries import state_name
from liaison.web.isolating import isolate
from liaison.web.listing import listed
from liaison.web.parts import Progress, Step
from liaison.web.queries import kinds, words
from liaison.web.queries.readings import repair_words
from liaison.web.queries.said_by_numbers import said_by_number

Text = str | Promise
Names = Callable[[str], str]
_DOTTED = "·"
# fields that are read, not compared character by character
_WORDED = frozenset({"name", "sex", "make", "model", "colour", "document_type", "nationality"})


def names() -> Names:
    """Return a way to name organisations that asks for each only once."""
    known = bureaus.names(clock.now())
    return cache(lambda found: known.get(found) or identity.organisation_name(found))


def bureaus_abroad(actor: Actor) -> list[tuple[str, str]]:
    """Return the bureaus this actor may ask while an officer waits, by name."""
    now = clock.now()
    if not actor.may(Permission.CHECK_ABROAD):
        return []
    if not identity.may_speak_abroad(actor.desk, now=now):
        return []
    own = actor.bureau
    named = exchange.bureau_names(now)
    return sorted(((key, text) for key, text in named.items() if key != own), key=lambda o: o[1])


def state_words(code: str) -> str:
    """Return a State with the code that stands on its documents: `CHN China`."""
    return f"{code} {state_name(code)}" if code else ""


def all_states() -> list[tuple[str, str]]:
    """Return every State that documents name, by code."""
    return [(code, state_name(code)) for code in STATES]


@dataclass(frozen=True)
class HitLine:
    """One hit in a list or an answer."""

    facts: HitFacts
    badge: Badge
    owner: str
    tenant: str
    state: str
    fraud: Text
    kind: Text
    on_record: str
    source: str
    score: int
    revoked: bool
    running: bool
    address: str


def hit_line(facts: HitFacts, name: Names, desk: str = "") -> HitLine:
    """Return one hit with its words.

    Args:
        facts: the hit.
        name: from `names`.
        desk: of whoever looks; a hit of another desk says whose it is.
    """
    record = facts.record
    paper = str(record.get("document_type", "")) if record else ""
    return HitLine(
        facts=facts,
        badge=words.HIT_STATES[facts.state],
        owner=name(facts.owner),
        tenant=name(facts.desk) if facts.desk not in {"", desk} else "",
        state=state_words(facts.issuing_state),
        fraud=kinds.summary(record),
        kind=kinds.value_words("document_type", paper) if paper else kinds.RECORDS[facts.kind],
        on_record=kinds.title(facts.kind, record),
        source=name(facts.asked_at) if facts.asked_at else "",
        score=round(facts.score * 100),
        revoked=bool(record and record.get("fraud") == Fraud.REVOKED),
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
    number = kinds.FIELDS["number"] if question.issuing_state else _("Number")
    said: tuple[tuple[Text, str], ...] = (
        (kinds.FIELDS["name"], question.name),
        (number, question.number),
        (_("Issuing State"), state_words(question.issuing_state)),
        (_("Date of birth"), str(question.birth) if question.birth else ""),
        (_("Sex"), question.sex),
        (_("Nationality"), state_words(question.nationality)),
    )
    facts = [(label, value) for label, value in said if value]
    if question.folded != question.number:
        facts.append((_("Searched with look-alike characters folded"), question.folded))
    facts += said_by_number(question, today=clock.now().date())
    if question.expires_on:
        facts.append((_("Expires on"), question.expires_on.isoformat()))
    return Reading(
        facts=tuple(facts),
        repairs=tuple(repair_words(repair) for repair in question.repairs),
        expired=question.expired,
        unused_state=state_words(question.unused_state),
    )


@dataclass(frozen=True)
class Source:
    """What became of a question at one place."""

    name: str
    badge: Badge
    candidates: int
    milliseconds: int


@dataclass(frozen=True)
class AnswerWords:
    """The answers of a check as the page shows them: lines of a passport are two questions."""

    checks: tuple[str, ...]
    matched: bool
    person: bool
    document: bool
    lines: tuple[HitLine, ...]
    reasons: tuple[Text, ...]
    readings: tuple[Reading, ...]
    elsewhere: str
    sources: tuple[Source, ...]
    milliseconds: int


def answer_words(answers: Sequence[Answer], *, milliseconds: int) -> AnswerWords:
    """Return the answers to what was typed or scanned with their words.

    Args:
        answers: of the service, one for each question.
        milliseconds: how long it took here.
    """
    name = names()
    found = [facts for answer in answers for facts in answer.hits]
    elsewhere = {code for answer in answers for code in answer.elsewhere}
    return AnswerWords(
        checks=tuple(str(answer.check_id) for answer in answers),
        matched=bool(found),
        person=all(answer.question.kind is QuestionKind.PERSON for answer in answers),
        document=any(answer.question.kind is QuestionKind.DOCUMENT for answer in answers),
        lines=tuple(hit_line(facts, name) for facts in found),
        reasons=tuple(words.NO_MATCH_REASONS[reason] for reason in NoMatchReason),
        readings=tuple(reading(answer.question) for answer in answers),
        elsewhere=listed(state_words(code) for code in sorted(elsewhere)),
        sources=tuple(_sources(answers, name)),
        milliseconds=milliseconds,
    )


def _sources(answers: Sequence[Answer], name: Names) -> Iterator[Source]:
    """Yield one line for each bureau: the worse of its marks, both answers counted."""
    asked = dict.fromkeys(one.organisation for answer in answers for one in answer.sources)
    for bureau in asked:
        said = [o for answer in answers for o in answer.sources if o.organisation == bureau]
        worst = next((one for one in said if one.mark is not AskMark.ANSWERED), said[0])
        yield Source(
            name(bureau),
            words.MARKS[worst.mark],
            sum(one.candidates for one in said),
            sum(one.milliseconds for one in said),
        )


@dataclass(frozen=True)
class ComparisonLine:
    """One field of the document in hand beside the record."""

    label: Text
    in_hand: Text
    on_record: Text
    in_hand_code: bool
    on_record_code: bool
    badge: Badge
    differs: bool


def comparison_line(line: FieldComparison) -> ComparisonLine:
    """Return one compared field with its words."""
    badge = words.AGREEMENTS[line.agreement]
    code = line.field not in _WORDED and not line.field.endswith("_state")
    return ComparisonLine(
        label=kinds.field_words(line.field),
        in_hand=kinds.value_words(line.field, line.in_hand),
        on_record=kinds.value_words(line.field, line.on_record),
        # where nothing is said, a word stands
        in_hand_code=code and bool(line.in_hand),
        on_record_code=code and bool(line.on_record),
        badge=badge,
        differs=badge.tone in {"attention", "bad"},
    )


def evidence_words(evidence: Evidence) -> tuple[str, ...]:
    """Return why a record was offered, in sentences."""
    if evidence.exact:
        return (_("The numbers are the same, character by character."),)
    return tuple(
        _("Position %(position)s: %(in_hand)s in hand, %(on_record)s on record.")
        % {
            "position": pair.position,
            "in_hand": isolate(pair.in_hand),
            "on_record": isolate(pair.on_record),
        }
        for pair in evidence.pairs
    )


def ground_words(file: HitFile) -> tuple[str, ...]:
    """Return why a record was offered by its name: the score as a sum, in sentences."""
    found = []
    for line in file.reasons:
        known = words.PARTS if line.reason == "part" else words.LINES
        template = known.get(line.finding if line.reason == "part" else line.reason)
        if template is None or (line.reason == "number" and file.evidence is not None):
            continue
        found.append(
            str(template)
            % {
                "asked": isolate(line.asked),
                "held": isolate(line.held),
                "points": isolate(f"{line.points:+.2f}"),
            }
        )
    return tuple(found)


def timeline(file: HitFile) -> list[Step]:
    """Return the hit's timeline, with what is waited for at its end."""
    named = names()
    failed = {StepKind.EXPIRED, StepKind.INVALID, StepKind.WITHDRAWN}
    steps = [
        Step(
            str(words.STEPS[step.kind]),
            Progress.FAILED if step.kind in failed else Progress.DONE,
            at=step.at,
            note=f" {_DOTTED} ".join(part for part in (named(step.by), step.note) if part),
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


_NEXT = {
    HitState.POSSIBLE: words.VERBS[Verb.COMPARE],
    HitState.COMPARED: words.VERBS[Verb.ASK],
    HitState.CONFIRMATION_ASKED: words.WHY_NOT[Verb.ASK][HitState.CONFIRMATION_ASKED],
    HitState.CONFIRMED: words.VERBS[Verb.ACT],
    HitState.INVALID: words.VERBS[Verb.CLOSE],
    HitState.EXPIRED: words.WHY_NOT[Verb.ASK][HitState.EXPIRED],
    HitState.ACTION_TAKEN: words.VERBS[Verb.CLOSE],
}
