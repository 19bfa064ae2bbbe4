"""How long records are kept: data, read strictly, never a constant in code.

`resources/policy/retention.toml` is read once, at start. Pure but for that reading.
"""

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Final

from liaison.core import datafile
from liaison.core.datafile import Table
from liaison.records.errors import RetentionRefused
from liaison.records.states import RecordKind

FILE: Final = Path(__file__).resolve().parents[2] / "resources" / "policy" / "retention.toml"
MAX_BYTES: Final = 32 * 1024
MAX_TEXT: Final = 300
LONGEST: Final = 100  # years; nobody can answer for a record of another century
RE_EXAMINATION: Final = "re_examination"
AFTER_WITHDRAWAL: Final = "after_withdrawal"
LONGEST_DELAY: Final = 366  # days; whoever needs it longer keeps the record
_MONTHS: Final = 12


@dataclass(frozen=True, slots=True)
class Term:
    """One period, with where it comes from.

    Attributes:
        months: how long.
        source: where the figure was found.
        article: what it applies to there.
        verified: whether a person checked it against the source.
    """

    months: int
    source: str
    article: str
    verified: bool


@dataclass(frozen=True, slots=True)
class Delay:
    """Some days, with where they come from; 0 is at once.

    Attributes:
        days: how many.
        source: where the figure was found.
        article: what it applies to there.
        verified: whether a person checked it against the source.
    """

    days: int
    source: str
    article: str
    verified: bool


@dataclass(frozen=True)
class Policy:
    """The whole file.

    Attributes:
        kept: how long a record of each kind may be kept.
        re_examination: how long before the end a person looks at it again.
        after_withdrawal: how long a withdrawn record still says who the person was.
    """

    kept: Mapping[RecordKind, Term]
    re_examination: Term
    after_withdrawal: Delay

    def end(self, kind: RecordKind, today: date) -> date:
        """Return the last day a record may be kept that is justified today."""
        return months_after(today, self.kept[kind].months)

    def review_on(self, retention_until: date) -> date:
        """Return the day from which the record is due for re-examination."""
        return months_after(retention_until, -self.re_examination.months)

    def withdrawn_before(self, now: datetime) -> datetime:
        """Return the moment: what was withdrawn until then says nothing of a person any more."""
        return now - timedelta(days=self.after_withdrawal.days)


def months_after(day: date, months: int) -> date:
    """Return the day so many months later; the last of the month where there is no such day."""
    place = day.year * _MONTHS + day.month - 1 + months
    year, month = divmod(place, _MONTHS)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def parse(content: bytes) -> Policy:
    """Read a policy file.

    Args:
        content: TOML in UTF-8, one table for each kind and one for the re-examination.

    Raises:
        RetentionRefused: too large, not TOML, a table missing, unknown, malformed, out of bounds.
    """
    whole = datafile.parse(content, most=MAX_BYTES, refused=_refused)
    whole.only({RE_EXAMINATION, AFTER_WITHDRAWAL, *RecordKind})
    kept = {kind: _term(whole.table(kind), "years", _MONTHS) for kind in RecordKind}
    before = _term(whole.table(RE_EXAMINATION), "months", 1)
    if before.months >= min(term.months for term in kept.values()):
        raise RetentionRefused("re-examination must begin after the record does")
    return Policy(MappingProxyType(kept), before, _delay(whole.table(AFTER_WITHDRAWAL)))


def _refused(place: str, reason: str) -> RetentionRefused:
    return RetentionRefused(f"{place}: {reason}")


def _term(table: Table, unit: str, months: int) -> Term:
    source, article, verified = _source(table, unit)
    length = table.number(unit, 1, LONGEST * _MONTHS // months)
    return Term(length * months, source, article, verified)


def _delay(table: Table) -> Delay:
    source, article, verified = _source(table, "days")
    return Delay(table.number("days", 0, LONGEST_DELAY), source, article, verified)


def _source(table: Table, unit: str) -> tuple[str, str, bool]:
    table.only({unit, "source", "article", "verified"})
    source, article = (table.text(key, most=MAX_TEXT) for key in ("source", "article"))
    return source, article, table.truth("verified")


POLICY: Final = parse(FILE.read_bytes())
