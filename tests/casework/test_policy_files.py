"""The policy files of the room: read strictly, and what they say today."""

from datetime import UTC, datetime

import pytest

from liaison.casework import clocks, desks, intake, tables
from liaison.casework.errors import PolicyRefused
from liaison.identity.roles import ROLES

RULE = 'title = "a"\narticle = "b"\nsource = "c"\nverified = false\n'
DESK = (tables.FOLDER / "desks.toml").read_text()


def test_seven_points_none_of_them_claimed_to_be_checked() -> None:
    assert len(intake.POINTS) == 7
    assert not any(rule.verified for rule in (*intake.POINTS.values(), *intake.GROUNDS.values()))


def test_every_desk_escalates_to_a_role_that_exists() -> None:
    assert {rules.escalate_to for rules in desks.RULES.values()} <= set(ROLES)


def test_a_desk_that_is_not_listed_takes_the_default() -> None:
    assert desks.rules_of("vienna") == desks.RULES["default"]
    assert desks.prefix_of("vienna/graz") == "GRAZ"
    assert desks.prefix_of("beijing") == "BJ"


@pytest.mark.parametrize(
    ("moment", "work"),
    [
        (datetime(2026, 3, 2, 1, 0, tzinfo=UTC), True),  # Monday, 9:00 in Beijing
        (datetime(2026, 3, 2, 11, 0, tzinfo=UTC), False),  # 19:00
        (datetime(2026, 3, 1, 1, 0, tzinfo=UTC), False),  # Sunday
        (datetime(2026, 10, 1, 1, 0, tzinfo=UTC), False),  # National Day
    ],
)
def test_units_work_in_their_hours_on_their_days(moment: datetime, *, work: bool) -> None:
    assert desks.rules_of("beijing").units_work(moment) is work


def test_a_class_that_policy_dropped_is_counted_by_the_last() -> None:
    assert clocks.class_of("gone").name == clocks.LAST


WRONG = {
    "not TOML": b"[",
    "too large": b"#" * (tables.MAX_BYTES + 1),
    "empty": b"",
    "a key too many": f"[a]\n{RULE}x = 1\n".encode(),
    "a key missing": b'[a]\ntitle = "x"\n',
    "a name in capitals": f"[Ab]\n{RULE}".encode(),
    "a title of nothing": f"[a]\n{RULE}".replace('"a"', '" "').encode(),
    "verified in words": f"[a]\n{RULE}".replace("false", '"no"').encode(),
    "not UTF-8": b"\xff",
}


@pytest.mark.parametrize("content", WRONG.values(), ids=WRONG)
def test_a_file_of_rules_that_cannot_be_used_stops_the_start(content: bytes) -> None:
    with pytest.raises(PolicyRefused):
        intake.parse(content, file="test.toml")


@pytest.mark.parametrize(
    ("said", "instead"),
    [
        ("[default]", "[another]"),
        ('zone = "UTC"', 'zone = "Mars/Olympus"'),
        ('country = "CN"', 'country = "QQ"'),
        ('"08:00", "18:00"', '"18:00", "08:00"'),
        ('["08:00", "18:00"]', '"all day"'),
        ("offer_hours = 8", "offer_hours = 0"),
        ('prefix = "BJ"', 'prefix = "B J"'),
        ("pass_on = false", "pass_on = 0"),
    ],
)
def test_a_file_of_desks_that_cannot_be_used_stops_the_start(said: str, instead: str) -> None:
    assert said in DESK
    with pytest.raises(PolicyRefused):
        desks.parse(DESK.replace(said, instead).encode())
