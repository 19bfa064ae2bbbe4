"""`liaison names search`: names of one file looked for among those of another, without a database.

In this process alone, by the engine and the comparison that the node uses. The columns of the
three files are kept: outsiders measure with them.
"""

import csv
import re
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final
from uuid import UUID

import typer

from liaison.cli.names_files import rows, written
from liaison.lib.finding import asking, days
from liaison.lib.finding.asking import Mounted
from liaison.lib.finding.building import Draft
from liaison.lib.finding.types import Document
from liaison.lib.ids.dates import PartialDate
from liaison.lib.ids.errors import IdsRefusal
from liaison.search import policy, terms
from liaison.search.states import Subject
from liaison.search.types import Entry, Question

INDEX_COLUMNS: Final = ("rec_id", "name")
QUERY_COLUMNS: Final = ("qid", "query_name")
HIT_COLUMNS: Final = ("qid", "rank", "rec_id", "score", "ms")
LIMIT_MOST: Final = 200
YEARS_NEAR: Final = 1
_DATES: Final = (
    re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2}))?)?(?:T.*)?"),
    re.compile(r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)"),
    re.compile(r"(?P<day>\d{1,2})[./](?P<month>\d{1,2})[./](?P<year>\d{4})"),
)
_NOBODY: Final = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Held:
    """What is held of one line of the index."""

    rec_id: str
    names: tuple[str, ...]
    birth: PartialDate | None


def search(
    index: Annotated[Path, typer.Option(help="rec_id,name,aliases,dob,nationality")],
    queries: Annotated[Path, typer.Option(help="qid,query_name,query_dob")],
    out: Annotated[Path, typer.Option(help="qid,rank,rec_id,score,ms: written here")],
    limit: Annotated[int, typer.Option(min=1, max=LIMIT_MOST, help="hits of one query")] = 50,
) -> None:
    """Look for the names of one CSV file among those of another; write ranked hits.

    UTF-8 with a header; aliases are parted by |; other columns are passed over. Names that cannot
    be read in any script find nothing. `ms` is the time of one query inside this process.
    """
    held, mounted = _build(index)
    with written(out) as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(HIT_COLUMNS)
        for row in rows(queries, QUERY_COLUMNS):
            began = time.perf_counter()
            found = hits(held, mounted, row["query_name"], row.get("query_dob") or "", limit)
            spent = f"{(time.perf_counter() - began) * 1000:.3f}"
            writer.writerows(
                (row["qid"], rank, held[key].rec_id, f"{score:.6f}", spent)
                for rank, (score, key) in enumerate(found, 1)
            )


def hits(
    held: list[Held], mounted: Mounted, name: str, born: str, limit: int
) -> list[tuple[float, int]]:
    """Return score and place of those that may be meant, the likeliest first.

    Args:
        held: the lines of the index.
        mounted: its segment.
        name: as asked.
        born: as asked, or "".
        limit: at most as many.
    """
    wanted = terms.wanted_of(name)
    if wanted is None:
        return []
    birth = _birth(born)
    around = days.ANY
    if birth:
        around = days.around(birth.year, birth.month, birth.day, years=YEARS_NEAR)
    answer = asking.ask([mounted], wanted, birth=around, most=policy.RESCORED_MOST)
    most = policy.looked_at([one.score for one in answer.ranked])
    question = Question(Subject.PERSON, (name,), birth=birth)
    prepared = policy.prepared((name,))
    scored = [
        (policy.likeness(question, _entry(held[one.key]), prepared, len(held)), one.score, one.key)
        for one in answer.ranked[:most]
    ]
    scored.sort(key=lambda one: (-one[0], -one[1], one[2]))
    return [(score, key) for score, _, key in scored[:limit]]


def _build(path: Path) -> tuple[list[Held], Mounted]:
    held: list[Held] = []
    draft = Draft()
    for row in rows(path, INDEX_COLUMNS):
        every = (row["name"], *(row.get("aliases") or "").split("|"))
        names = tuple(dict.fromkeys(one.strip() for one in every if one and one.strip()))
        one = Held(row["rec_id"], names[: policy.NAMES_MOST], _birth(row.get("dob") or ""))
        words = tuple(found for name in one.names if (found := terms.names_of(name)))
        draft.add(Document(len(held), born_of(one.birth), words))
        held.append(one)
    mounted = asking.mount(draft.finish())
    if held:  # machine code is loaded before the first query, not in it
        hits(held, mounted, "Anna Maria Berg", "1974-08-12", 1)
    return held, mounted


def born_of(birth: PartialDate | None) -> int:
    """Return a date of birth as the engine's number."""
    return days.number(birth.year, birth.month, birth.day) if birth else days.UNKNOWN


def _entry(one: Held) -> Entry:
    return Entry(Subject.PERSON, _NOBODY, one.names, birth=one.birth)


def _birth(text: str) -> PartialDate | None:
    """Return the first date of a text; None where it has none that a calendar knows."""
    first = re.split(r"[;|]", text.strip())[0].strip()
    for form in _DATES:
        if found := form.fullmatch(first):
            year, month, day = (
                int(part) if part else None for part in found.group("year", "month", "day")
            )
            try:
                return PartialDate(year, month or None, (day or None) if month else None)
            except IdsRefusal:
                return None
    return None
