"""References: one number after the other, for each desk, kind and year, without races."""

from datetime import datetime

from django.db.models import F

from liaison.casework.desks import prefix_of, rules_of
from liaison.casework.models import Counter

REQUEST = "request"
CASE = "case"
_MARKS = {REQUEST: "", CASE: "C-"}


def allocate(desk: str, *, kind: str, now: datetime) -> str:
    """Return the next reference of a desk, in the caller's transaction.

    The row is locked by its own update until that transaction ends, so two of them never get the
    same number, and a number is lost only with the whole transaction.

    Args:
        desk: whose number.
        kind: `REQUEST` or `CASE`.
        now: the present moment; the year is the desk's own.

    Returns:
        Such as `BJ-2026-000123`, or `BJ-C-2026-000007` for a case.
    """
    year = now.astimezone(rules_of(desk).calendar.zone).year
    rows = Counter.objects.filter(desk=desk, kind=kind, year=year)
    if not rows.update(last=F("last") + 1):
        Counter.objects.get_or_create(desk=desk, kind=kind, year=year)
        rows.update(last=F("last") + 1)
    number = rows.get().last
    return f"{prefix_of(desk)}-{_MARKS[kind]}{year}-{number:06d}"
