"""Who may be meant: candidates for a question, the likeliest first.

Nobody is asked for a permission here: a candidate is a reference, and the room that holds the
thing decides who may see it. The index names entries; what is said of them is read from the
database, so that an entry that is gone is never shown and one that changed is shown as it is.
"""

import time
from collections.abc import Mapping, Sequence
from typing import Final

from liaison.lib.finding import asking, days
from liaison.lib.finding.asking import Mounted
from liaison.lib.ids.dates import PartialDate
from liaison.search import home, policy, terms
from liaison.search.changes import DATE
from liaison.search.errors import EntryRefused, QuestionEmpty
from liaison.search.models import SearchEntry
from liaison.search.states import Scheme, Subject
from liaison.search.types import Candidate, Entry, Found, Question

# the row that never is: a list is never empty, so that finding nothing is the same work
NO_ROW: Final = 0


def candidates(
    question: Question, *, limit: int = policy.CANDIDATES_MOST
) -> tuple[Candidate, ...]:
    """Return things that may be the one looked for; see `answer`."""
    return answer(question, limit=limit).candidates


def answer(question: Question, *, limit: int = policy.CANDIDATES_MOST) -> Found:
    """Return things that may be the one looked for, and whether the budget was enough.

    Two statements to the database, whatever is found: what is met discreetly lies in the index
    too, and a statement more would tell of it.

    Args:
        question: what is looked for.
        limit: most candidates, at most `policy.CANDIDATES_MOST`.

    Returns:
        The likeliest first; equal ones by reference, so that the same question has one answer.

    Raises:
        QuestionEmpty: no number, and no name that can be read.
        EntryRefused: more names or numbers than a question may have.
        IndexBehind: the files of the index are being built again.
    """
    return answer_many((question,), limit=limit)[0]


def answer_many(
    questions: Sequence[Question], *, limit: int = policy.CANDIDATES_MOST
) -> tuple[Found, ...]:
    """Return for each question what `answer` would, with two statements for all of them.

    Args:
        questions: at most `policy.TOGETHER_MOST`.
        limit: most candidates of each.

    Raises:
        QuestionEmpty: one has no number, and no name that can be read.
        EntryRefused: too many questions, or one has more names or numbers than it may have.
        IndexBehind: the files of the index are being built again.
    """
    if len(questions) > policy.TOGETHER_MOST:
        raise EntryRefused("questions", len(questions), policy.TOGETHER_MOST)
    for question in questions:
        _check(question)
    mounted = home.mounted()
    met = [_Met(question, mounted) for question in questions]
    keys = {key for one in met for key in one.keys}
    held = {row.id: row for row in SearchEntry.objects.filter(id__in=keys or (NO_ROW,))}
    size = sum(one.segment.size for one in mounted)
    return tuple(one.judged(held, size, limit) for one in met)


class _Met:
    """What the engine gave for one question, until its rows are read."""

    def __init__(self, question: Question, mounted: Sequence[Mounted]) -> None:
        """Ask the engine.

        Raises:
            QuestionEmpty: no number, and no name that can be read.
        """
        self._question = question
        self._asked = policy.prepared(question.names)
        if not self._asked and not question.numbers:
            raise QuestionEmpty
        began = time.thread_time()
        self.keys, self._partial = _keys(mounted, question, began + policy.SECONDS_MOST)
        self._left = policy.SECONDS_MOST - (time.thread_time() - began)

    def judged(self, held: Mapping[int, SearchEntry], size: int, limit: int) -> Found:
        """Return the candidates among the rows read, within what is left of the budget."""
        end = time.thread_time() + self._left
        partial = self._partial
        judged: list[Candidate] = []
        for key in self.keys:
            row = held.get(key)
            if row is None or self._question.subject not in {None, row.subject}:
                continue
            if time.thread_time() > end:
                partial = True
                break
            found = policy.judge(self._question, _entry(row), self._asked, size)
            if found:
                judged.append(found)
        judged.sort(key=lambda one: (-one.score, str(one.reference)))
        return Found(tuple(judged[: min(limit, policy.CANDIDATES_MOST)]), partial)


def _check(question: Question) -> None:
    if len(question.names) > policy.ASKED_NAMES_MOST:
        raise EntryRefused("names", len(question.names), policy.ASKED_NAMES_MOST)
    if len(question.numbers) > policy.ASKED_NAMES_MOST:
        raise EntryRefused("numbers", len(question.numbers), policy.ASKED_NAMES_MOST)


def _keys(
    mounted: Sequence[Mounted], question: Question, end: float
) -> tuple[tuple[int, ...], bool]:
    """Return the entries to be looked at closely, and whether some had to be left."""
    found: dict[int, None] = {}
    partial = False
    for edits in (False, True) if question.misread else (False,):
        for _, folded in question.numbers:
            keys = asking.numbered(mounted, folded, edits=edits)
            partial = partial or len(keys) > policy.NUMBERED_MOST
            found |= dict.fromkeys(keys[: policy.NUMBERED_MOST])
    born = question.birth or PartialDate(None, None, None)
    birth = days.around(born.year, born.month, born.day, years=policy.YEARS_NEAR)
    for name in question.names:
        wanted = terms.wanted_of(name)
        if wanted is None:
            continue
        answered = asking.ask(
            mounted,
            wanted,
            birth=birth,
            most=policy.RESCORED_MOST,
            late=lambda: time.thread_time() > end,
        )
        partial = partial or answered.partial
        most = policy.looked_at([one.score for one in answered.ranked])
        found |= dict.fromkeys(one.key for one in answered.ranked[:most])
    return tuple(found), partial


def _entry(row: SearchEntry) -> Entry:
    return Entry(
        subject=Subject(row.subject),
        reference=row.reference,
        names=tuple(row.names),
        numbers=tuple((Scheme(scheme), folded) for scheme, folded in row.numbers),
        birth=_birth(row.birth),
        nationalities=tuple(row.nationalities),
        sex=row.sex,
    )


def _birth(text: str) -> PartialDate | None:
    parts = DATE.fullmatch(text)
    if parts is None:
        return None
    year, month, day = (None if "X" in part else int(part) for part in parts.groups())
    return PartialDate(year, month, day)
