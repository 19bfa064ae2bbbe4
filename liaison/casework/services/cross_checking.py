"""What is held here about those a request concerns: found on arrival, for the desk's eyes only."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from liaison.audit.types import Who
from liaison.casework.concerned import from_json, rows_of, text_of
from liaison.casework.limits import FINDINGS_MAXIMUM
from liaison.casework.models import Concerned, ConcernedKey, Finding, Request
from liaison.casework.services.writing import record
from liaison.casework.types import ConcernedFields
from liaison.casework.words import ConcernedKind, FindingKind
from liaison.core.identifiers import uuid7
from liaison.lib.ids.dates import PartialDate
from liaison.lib.ids.errors import IdsRefusal
from liaison.lib.ids.numbers import fold_number
from liaison.records import selectors as records
from liaison.search import selectors as search
from liaison.search.errors import EntryRefused, QuestionEmpty
from liaison.search.policy import ASKED_NAMES_MOST
from liaison.search.states import Scheme
from liaison.search.types import Line, Question

# of one thing concerned: the likeliest, and as many earlier requests
CANDIDATES = 20
_SCORES = {"name": 0.6}
_SAME_NUMBER = 0.95
_SCHEMES = {
    "vin": Scheme.VIN,
    "plate": Scheme.PLATE,
    "engine": Scheme.ENGINE,
    "serial": Scheme.SERIAL,
}


def cross_check(request_id: UUID, *, who: Who, now: datetime) -> int:
    """Compare everything a request is about with everything held, in the caller's transaction.

    Args:
        request_id: a request; one that is gone is passed over.
        who: the machine that looks, for the log.
        now: the present moment.

    Returns:
        How much was found; what was found before is found once.
    """
    row = Request.objects.filter(pk=request_id).first()
    if row is None:
        return 0
    found: dict[tuple[int, UUID], Finding] = {}
    for concerned in row.concerned.prefetch_related("keys"):
        for finding in (*_records(row, concerned, now), *_requests(row, concerned, now)):
            found.setdefault((concerned.pk, finding.reference), finding)
    likely = sorted(found.values(), key=lambda one: -one.score)[:FINDINGS_MAXIMUM]
    Finding.objects.bulk_create(likely, ignore_conflicts=True)
    discreet = records.discreet_among([one.reference for one in likely])
    record(
        who,
        "casework:request:cross_checked",
        row.id,
        now,
        purpose=row.purpose,
        our_reference=row.our_reference,
        # attack: a discreet record, counted in a log that others read
        found=sum(one.reference not in discreet for one in likely),
    )
    return len(likely)


def question_of(one: ConcernedFields) -> Question | None:
    """Return what the index is asked about one thing concerned; None when nothing can be asked."""
    names = tuple(row["name"] for row in rows_of(one, "names"))[:ASKED_NAMES_MOST]
    papers = [row["number"] for row in rows_of(one, "documents")]
    if one.kind is ConcernedKind.DOCUMENT:
        papers.append(text_of(one, "number"))
    numbers: list[tuple[Scheme | None, str]] = [
        (Scheme.DOCUMENT, fold_number(number)) for number in papers
    ]
    for field, scheme in _SCHEMES.items():
        if said := text_of(one, field):
            numbers.append((scheme, _folded(said)))
    if not names and not numbers:
        return None
    states = rows_of(one, "nationalities")
    return Question(
        names=names,
        numbers=tuple(numbers[:ASKED_NAMES_MOST]),
        birth=_birth(text_of(one, "birth")),
        nationality=states[0]["state"] if states else "",
        sex=text_of(one, "sex"),
    )


def _records(row: Request, concerned: Concerned, now: datetime) -> Iterator[Finding]:
    question = question_of(from_json(ConcernedKind(concerned.kind), concerned.fields))
    if question is None:
        return
    try:
        candidates = search.candidates(question, limit=CANDIDATES)
    except (QuestionEmpty, EntryRefused):
        return  # a name that no script of ours can read
    for one in candidates:
        yield Finding(
            id=uuid7(now),
            request=row,
            concerned=concerned,
            kind=FindingKind.RECORD,
            reference=one.reference,
            score=min(max(one.score, 0.0), 1.0),
            explanation=[_told(line) for line in one.explanation.lines],
            at=now,
        )


def _requests(row: Request, concerned: Concerned, now: datetime) -> Iterator[Finding]:
    """Yield other requests of this desk about the same names or numbers."""
    keys = [key.key for key in concerned.keys.all()]
    others = ConcernedKey.objects.filter(desk=row.desk, key__in=keys).exclude(
        concerned__request=row
    )
    shared: dict[UUID, list[str]] = {}
    pairs = others.order_by("-id").values_list("concerned__request", "key")
    for request_id, key in pairs[: CANDIDATES * 5]:
        shared.setdefault(request_id, []).append(key)
    for request_id, same in list(shared.items())[:CANDIDATES]:
        yield Finding(
            id=uuid7(now),
            request=row,
            concerned=concerned,
            kind=FindingKind.REQUEST,
            reference=request_id,
            score=max(_SCORES.get(key.split(":")[0], _SAME_NUMBER) for key in same),
            explanation=sorted(set(same)),
            at=now,
        )


def _told(line: Line) -> str:
    return f"{line.reason.value}: {line.asked} / {line.held} ({line.finding.value})"


def _folded(serial: str) -> str:
    """Fold what is a number in Latin letters; a plate in Chinese ones is compared as it stands."""
    try:
        return fold_number(serial)
    except IdsRefusal:
        return serial


def _birth(text: str) -> PartialDate | None:
    if not text:
        return None
    year, month, day = (*[int(part) for part in text.split("-")], None, None)[:3]
    return PartialDate(year, month, day)
