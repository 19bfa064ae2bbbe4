"""Which records may be the one asked about: numbers exactly, names by their likeness.

Discreet records never come out of here unless they alone are asked for: the answer to an officer
is made without them, not by leaving them out of it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from liaison.lib.ids.vehicles import fold_serial
from liaison.lib.names.compare import Match
from liaison.queries.states import QuestionKind
from liaison.queries.types import Found, Ground, Question
from liaison.records import selectors as records
from liaison.records.states import RecordKind, Scheme
from liaison.records.types import Fields, RecordFacts
from liaison.search import selectors as search
from liaison.search.states import Subject
from liaison.search.types import Candidate
from liaison.search.types import Question as Wanted

FOUND_MOST: Final = 50
TOGETHER_MOST: Final = 50  # names asked in one call, see `search.answer_many`
_NATS_WHOLE: Final = 20.0  # evidence of one part of a name that counts as all there can be
_PAPERS: Final = (RecordKind.TRAVEL_DOCUMENT, RecordKind.ADMINISTRATIVE_DOCUMENT)
# kinds of record a question looks through; a document number may stand in a person's record
KINDS_OF: Final[Mapping[QuestionKind, tuple[RecordKind, ...]]] = {
    QuestionKind.DOCUMENT: (*_PAPERS, RecordKind.PERSON),
    QuestionKind.PERSON: (RecordKind.PERSON,),
    QuestionKind.VEHICLE: (RecordKind.VEHICLE, RecordKind.VEHICLE_PART),
    QuestionKind.VESSEL: (RecordKind.VESSEL, RecordKind.VESSEL_ENGINE),
    QuestionKind.FIREARM: (RecordKind.FIREARM,),
    QuestionKind.NUMBER: tuple(RecordKind),
}
_NUMBERS: Final = tuple(scheme.value for scheme in Scheme if scheme is not Scheme.NAME)
_SCHEMES: Final[Mapping[QuestionKind, tuple[str, ...]]] = {
    QuestionKind.DOCUMENT: (Scheme.DOCUMENT.value,),
}
_SUBJECTS: Final[Mapping[QuestionKind, Subject]] = {
    QuestionKind.PERSON: Subject.PERSON,
    QuestionKind.VESSEL: Subject.VESSEL,
}


@dataclass(frozen=True, slots=True)
class Matches:
    """What was found.

    Attributes:
        found: the likeliest first.
        elsewhere: other States for which such a document number is on record.
    """

    found: tuple[Found, ...]
    elsewhere: tuple[str, ...]


def find(question: Question, *, discreet: bool = False) -> Matches:
    """Return the records held here that may be the one asked about.

    Args:
        question: what is asked.
        discreet: only those whose match is told to their owner; else only the others.
    """
    return _settled(question, _numbered(question), _named(question), discreet=discreet)


def find_many(questions: Sequence[Question]) -> tuple[tuple[Matches, Matches], ...]:
    """Return for each question what an officer is shown, and the discreet records it meets.

    Numbers are looked up together, names some dozens at a time. The two are parted here and go
    different ways: the second of each pair is for `watching` alone.

    Args:
        questions: of one bulk check.
    """
    numbered = _numbered_together(questions)
    likely = _named_together(questions)
    found = []
    for question in questions:
        held, named = numbered.get(question, ()), likely.get(question, ())
        shown = _settled(question, held, named, discreet=False)
        found.append((shown, _settled(question, held, named, discreet=True)))
    return tuple(found)


_Held = tuple[RecordFacts, tuple[Ground, ...]]
_Named = tuple[RecordFacts, float, tuple[Ground, ...]]


def _settled(
    question: Question, numbered: Sequence[_Held], likely: Sequence[_Named], *, discreet: bool
) -> Matches:
    held = [one for one in numbered if one[0].discreet is discreet]
    here = [one for one in held if _of_state(question, one[0])]
    elsewhere = {
        _text(facts, "issuing_state")
        for facts, _ in held
        if facts.kind in _PAPERS and not _of_state(question, facts)
    }
    seen = {facts.id for facts, _ in here}
    named = [one for one in likely if one[0].discreet is discreet and one[0].id not in seen]
    found = [_found(facts, 1.0, reasons) for facts, reasons in here]
    found.extend(_found(facts, score, reasons, by_name=True) for facts, score, reasons in named)
    found.sort(key=lambda one: (-one.score, not _exact(question, one.fields), str(one.reference)))
    return Matches(tuple(found[:FOUND_MOST]), tuple(sorted(elsewhere)))


def _numbered_together(questions: Sequence[Question]) -> Mapping[Question, Sequence[_Held]]:
    """Return the records that bear the number of each question; one statement for hundreds."""
    asked: dict[tuple[str, str], list[Question]] = {}
    for question in questions:
        if question.folded:
            for scheme in _SCHEMES.get(question.kind, _NUMBERS):
                asked.setdefault((scheme, question.folded), []).append(question)
    keys, found = list(asked), dict[Question, dict[UUID, _Held]]()
    for start in range(0, len(keys), records.KEYS_MAXIMUM):
        for key, facts in records.keyed(keys[start : start + records.KEYS_MAXIMUM]):
            for question in asked[key]:
                if facts.kind in KINDS_OF[question.kind]:
                    reason = _number_reason(question, facts.fields)
                    found.setdefault(question, {})[facts.id] = (facts, (reason,))
    return {question: tuple(held.values()) for question, held in found.items()}


def _numbered(question: Question) -> list[_Held]:
    if not question.folded:
        return []
    schemes = _SCHEMES.get(question.kind, _NUMBERS)
    found = records.by_keys(
        [(scheme, question.folded) for scheme in schemes], kinds=KINDS_OF[question.kind]
    )
    return [(facts, (_number_reason(question, facts.fields),)) for facts in found]


def _named(question: Question) -> Sequence[_Named]:
    return _named_together((question,)).get(question, ())


def _named_together(questions: Sequence[Question]) -> Mapping[Question, Sequence[_Named]]:
    """Return the records whose name is like that of each question; few statements for many."""
    asked = list(dict.fromkeys(one for one in questions if one.name))
    found: dict[Question, Sequence[_Named]] = {}
    for start in range(0, len(asked), TOGETHER_MOST):
        some = asked[start : start + TOGETHER_MOST]
        answers = search.answer_many([_wanted(one) for one in some], limit=FOUND_MOST)
        met = {one.reference for answer in answers for one in answer.candidates}
        held = {facts.id: facts for facts in records.facts_of(met)}
        for question, answer in zip(some, answers, strict=True):
            found[question] = [
                (held[one.reference], one.score, _reasons(one))
                for one in answer.candidates
                if one.reference in held and held[one.reference].kind in KINDS_OF[question.kind]
            ]
    return found


def _wanted(question: Question) -> Wanted:
    return Wanted(
        subject=_SUBJECTS.get(question.kind, Subject.PERSON),
        names=(question.name,),
        birth=question.birth,
        nationality=question.nationality,
        sex=question.sex,
    )


def _reasons(candidate: Candidate) -> tuple[Ground, ...]:
    said = candidate.explanation
    lines = [
        Ground(line.reason.value, line.finding.value, line.asked, line.held, line.points)
        for line in said.lines
    ]
    return (*lines, *_parts(said.name))


def _parts(match: Match | None) -> Sequence[Ground]:
    """Return the parts of the name, which explain its line; they add nothing to the sum."""
    if match is None:
        return ()
    return [
        Ground("part", line.kind.value, line.left, line.right, _share(line.points))
        for line in match.evidence
    ]


def _share(nats: float) -> float:
    """Return evidence as a message carries it, from -1 to 1."""
    return max(-1.0, min(1.0, nats / _NATS_WHOLE))


def _number_reason(question: Question, fields: Fields) -> Ground:
    exact = _exact(question, fields)
    held = next((one for one in _values(fields) if fold_serial(one) == question.folded), "")
    return Ground("number", "same" if exact else "alike", question.number, held, 1.0)


def _exact(question: Question, fields: Fields) -> bool:
    return bool(question.number) and question.number in _values(fields)


def _values(fields: Fields) -> list[str]:
    """Return every text a record holds, those inside lists included."""
    found: list[str] = []
    for value in fields.values():
        items = [value] if isinstance(value, str) else value
        for item in items:
            found.extend([item] if isinstance(item, str) else item.values())
    return found


def _of_state(question: Question, facts: RecordFacts) -> bool:
    """Whether a document is of the State asked for; a number alone identifies no document."""
    if question.kind is not QuestionKind.DOCUMENT:
        return True
    if facts.kind in _PAPERS:
        return _text(facts, "issuing_state") == question.issuing_state
    return any(
        one["state"] == question.issuing_state and fold_serial(one["number"]) == question.folded
        for one in facts.fields.get("documents", ())
        if not isinstance(one, str)
    )


def _found(
    facts: RecordFacts, score: float, reasons: tuple[Ground, ...], *, by_name: bool = False
) -> Found:
    return Found(
        reference=facts.id,
        shared_id=facts.record_id,
        owner=facts.owner,
        kind=facts.kind,
        version=facts.version,
        fields=_with_reference(facts),
        score=score,
        # a vessel's name identifies nothing either
        by_name_only=by_name,
        reasons=reasons,
    )


def _text(facts: RecordFacts, name: str) -> str:
    return str(facts.fields.get(name, ""))


def _with_reference(facts: RecordFacts) -> Fields:
    """Return the fields with the owner's own reference among them, as officers read them."""
    if not facts.national_reference:
        return facts.fields
    return {**facts.fields, "national_reference": facts.national_reference}
