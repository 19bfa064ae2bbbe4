"""The rules of the house that differ from desk to desk: data, `resources/policy/desks.toml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from types import MappingProxyType
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from liaison.casework import tables
from liaison.casework.errors import PolicyRefused
from liaison.core.datafile import Table
from liaison.lib.calendar.days import Calendar
from liaison.lib.calendar.errors import CalendarRefusal

FILE: Final = "desks.toml"
DEFAULT: Final = "default"
KEYS: Final = frozenset(
    {"prefix", "zone", "country", "hours", "offer_hours", "pass_on", "escalate_to"}
)
PREFIX_MAXIMUM: Final = 12
OFFER_HOURS_MAXIMUM: Final = 7 * 24


@dataclass(frozen=True)
class DeskRules:
    """The rules of one desk.

    Attributes:
        prefix: what its references begin with.
        calendar: its days.
        opens: when the units below it begin to work.
        closes: when they stop.
        offer: how long an offer to take something over stands.
        pass_on: whether an answer goes to the unit at once.
        escalate_to: the role that gets a task when a clock has run out.
    """

    prefix: str
    calendar: Calendar
    opens: time
    closes: time
    offer: timedelta
    pass_on: bool
    escalate_to: str

    def units_work(self, now: datetime) -> bool:
        """Return whether the units below the desk are at work."""
        here = now.astimezone(self.calendar.zone)
        return self.opens <= here.time() < self.closes and self.calendar.works(here.date())


def parse(content: bytes) -> Mapping[str, DeskRules]:
    """Read the file.

    Raises:
        PolicyRefused: too much, too little or nonsense; without a table for every other desk.
    """
    said = tables.read(content, file=FILE, keys=KEYS)
    found = {name: _rules(table) for name, table in said.items()}
    if DEFAULT not in found:
        raise PolicyRefused(FILE, f"must have a table {DEFAULT}")
    return MappingProxyType(found)


def rules_of(desk: str) -> DeskRules:
    """Return the rules of a desk."""
    return RULES.get(desk) or RULES[DEFAULT]


def prefix_of(desk: str) -> str:
    """Return what a desk's references begin with; made from its id where policy says nothing."""
    if found := rules_of(desk).prefix:
        return found
    letters = "".join(char for char in desk.rsplit("/", 1)[-1].upper() if char.isalnum())
    return letters[:PREFIX_MAXIMUM] or "NCB"


def _rules(table: Table) -> DeskRules:
    prefix = table.text("prefix", most=PREFIX_MAXIMUM, least=0)
    if prefix and not (prefix.isalnum() and prefix.isascii()):
        raise table.wrong("prefix must be a few letters")
    opens, closes = _hours(table)
    return DeskRules(
        prefix=prefix,
        calendar=_calendar(table),
        opens=opens,
        closes=closes,
        offer=timedelta(hours=table.number("offer_hours", 1, OFFER_HOURS_MAXIMUM)),
        pass_on=table.truth("pass_on"),
        escalate_to=table.text("escalate_to", most=tables.MAX_TEXT),
    )


def _calendar(table: Table) -> Calendar:
    try:
        zone = ZoneInfo(table.text("zone", most=tables.MAX_TEXT))
        return Calendar(zone, table.text("country", most=tables.MAX_TEXT, least=0))
    except (ZoneInfoNotFoundError, ValueError, CalendarRefusal) as error:
        raise table.wrong(f"no such zone or country: {error}") from error


def _hours(table: Table) -> tuple[time, time]:
    said = table.items("hours", most=2, least=2)
    try:
        opens, closes = (time.fromisoformat(one) for one in said)  # type: ignore[arg-type]
    except (TypeError, ValueError) as error:
        raise table.wrong("hours must be two times of day") from error
    if not opens < closes:
        raise table.wrong("hours must end after they begin")
    return opens, closes


RULES: Final = parse((tables.FOLDER / FILE).read_bytes())
