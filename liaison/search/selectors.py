"""Who may be meant: candidates for a question, the likeliest first.

Nobody is asked for a permission here: a candidate is a reference, and the room that holds the
thing decides who may see it.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When

from liaison.lib.ids.dates import PartialDate
from liaison.lib.names.parts import keys
from liaison.search import policy
from liaison.search.errors import EntryRefused, QuestionEmpty
from liaison.search.models import SearchEntry, SearchNumber
from liaison.search.states import Scheme, Subject
from liaison.search.types import Candidate, Entry, Question

KEYS_MOST = 200
# the row that never is: a list is never empty, so that finding nothing is the same work
NO_ROW: Final = 0
_DATE = re.compile(r"([0-9]{4}|XXXX)-([0-9]{2}|XX)-([0-9]{2}|XX)")


def candidates(
    question: Question, *, limit: int = policy.CANDIDATES_MOST
) -> tuple[Candidate, ...]:
    """Return things that may be the one looked for.

    Args:
        question: what is looked for.
        limit: most candidates, at most `policy.CANDIDATES_MOST`.

    Returns:
        The likeliest first; equal ones by reference, so that the same question has one answer.

    Raises:
        QuestionEmpty: no number, and no name that can be read.
        EntryRefused: more names or numbers than a question may have.
    """
    _check(question)
    asked = policy.prepared(question.names)
    if not asked and not question.numbers:
        raise QuestionEmpty
    rows = SearchEntry.objects.all()
    if question.subject is not None:
        rows = rows.filter(subject=question.subject.value)
    found: dict[int, SearchEntry] = {}
    if question.numbers:
        found |= {row.id: row for row in _by_number(rows, question)}
    wanted = list(dict.fromkeys(key for name in asked for key in keys(name)))[:KEYS_MOST]
    if wanted:
        found |= {row.id: row for row in _by_name(rows, question, wanted)}
    numbers = _numbers(tuple(found))
    judged = (policy.judge(question, _entry(row, numbers), asked) for row in found.values())
    likely = sorted(
        (one for one in judged if one), key=lambda one: (-one.score, str(one.reference))
    )
    return tuple(likely[: min(limit, policy.CANDIDATES_MOST)])


def _check(question: Question) -> None:
    if len(question.names) > policy.ASKED_NAMES_MOST:
        raise EntryRefused("names", len(question.names), policy.ASKED_NAMES_MOST)
    if len(question.numbers) > policy.ASKED_NAMES_MOST:
        raise EntryRefused("numbers", len(question.numbers), policy.ASKED_NAMES_MOST)


def _by_number(rows: QuerySet[SearchEntry], question: Question) -> list[SearchEntry]:
    wanted = Q()
    for scheme, folded in question.numbers:
        one = Q(numbers__folded=folded)
        wanted |= one & Q(numbers__scheme=scheme.value) if scheme else one
    found = rows.filter(wanted).distinct().order_by("id")
    return list(found[: policy.RESCORED_MOST])


def _by_name(
    rows: QuerySet[SearchEntry], question: Question, wanted: list[str]
) -> list[SearchEntry]:
    """Return entries that share keys with the question: most keys first, then the birth year."""
    year = question.birth.year if question.birth else None
    found = rows.filter(tokens__token__in=wanted).annotate(shared=Count("tokens"))
    born = Case(
        When(birth_year=year, then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    order = ["-shared", "id"] if year is None else ["-shared", born, "id"]
    return list(found.order_by(*order)[: policy.RESCORED_MOST])


def _numbers(entries: Sequence[int]) -> Mapping[int, Sequence[SearchNumber]]:
    """Return the numbers of entries, by one statement whether or not there are any.

    What is met discreetly lies in the index too: a statement more would tell of it.
    """
    found: dict[int, list[SearchNumber]] = defaultdict(list)
    for row in SearchNumber.objects.filter(entry__in=entries or (NO_ROW,)).order_by("id"):
        found[row.entry_id].append(row)
    return found


def _entry(row: SearchEntry, numbers: Mapping[int, Sequence[SearchNumber]]) -> Entry:
    return Entry(
        subject=Subject(row.subject),
        reference=row.reference,
        names=tuple(row.names),
        numbers=tuple((Scheme(one.scheme), one.folded) for one in numbers.get(row.id, ())),
        birth=_birth(row.birth),
        nationalities=tuple(row.nationalities),
        sex=row.sex,
    )


def _birth(text: str) -> PartialDate | None:
    parts = _DATE.fullmatch(text)
    if parts is None:
        return None
    year, month, day = (None if "X" in part else int(part) for part in parts.groups())
    return PartialDate(year, month, day)
