"""The file of clock classes is read strictly, and the one we ship can be."""

from datetime import timedelta

import pytest

from liaison.casework.clockfile import FILE, parse
from liaison.casework.errors import PolicyRefused
from liaison.casework.tables import FOLDER, MAX_BYTES
from liaison.lib.calendar.periods import Duration, Unit

SHIPPED = (FOLDER / FILE).read_bytes()
GOOD = {
    "title": '"Urgent"',
    "amount": "8",
    "unit": '"hours"',
    "warn_minutes": "120",
    "escalate_minutes": "60",
    "pausable": "true",
    "on_working_day": "false",
    "source": '"a directive"',
    "article": '"Article 5"',
    "verified": "false",
}


def a_file(name: str = "urgent", **said: str) -> bytes:
    """Return a file with one class, some of it said otherwise; "" leaves a line out."""
    lines = [f"{key} = {value}" for key, value in {**GOOD, **said}.items() if value]
    return "\n".join([f"[{name}]", *lines]).encode()


REFUSED = {
    "no class": b"",
    "not TOML": b"[urgent",
    "not UTF-8": b"\xff",
    "too large": b"#" * (MAX_BYTES + 1),
    "a class that is no table": b"urgent = 8",
    "a name with a space": a_file('"very urgent"'),
    "something missing": a_file(verified=""),
    "something unknown": a_file(colour='"red"'),
    "a number that is a text": a_file(amount='"8"'),
    "a number that is a truth": a_file(amount="true"),
    "no time at all": a_file(amount="0"),
    "a unit nobody knows": a_file(unit='"moons"'),
    "a lead backwards": a_file(warn_minutes="-1"),
    "a lead without end": a_file(escalate_minutes="50000"),
    "an empty source": a_file(source='" "'),
    "an endless title": a_file(title=f'"{"x" * 301}"'),
    "verified maybe": a_file(verified='"maybe"'),
}


@pytest.mark.parametrize("content", REFUSED.values(), ids=REFUSED)
def test_a_file_is_refused(content: bytes) -> None:
    with pytest.raises(PolicyRefused) as caught:
        parse(content)
    assert caught.value.place.startswith("clocks.toml: ")


def test_the_shipped_classes() -> None:
    classes = parse(SHIPPED)
    assert {name: one.limit for name, one in classes.items()} == {
        "urgent_direct": Duration(8, Unit.HOURS),
        "urgent_indirect": Duration(3, Unit.CALENDAR_DAYS),
        "other": Duration(7, Unit.CALENDAR_DAYS),
    }


def test_nobody_has_verified_what_nobody_has_read() -> None:
    """When a person has compared the figures with the official text, this test changes."""
    assert not any(one.verified for one in parse(SHIPPED).values())


def test_every_shipped_clock_warns_before_it_ends() -> None:
    for one in parse(SHIPPED).values():
        shortest = timedelta(hours=one.limit.amount * (1 if one.limit.unit.elapsed else 24))
        assert timedelta() < one.warn < shortest
