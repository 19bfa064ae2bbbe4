"""The policy of live questions is data, and nonsense stops the start."""

import pytest

from liaison.queries.errors import PolicyRefused
from liaison.queries.livepolicy import FILE, POLICY, parse
from liaison.rules.processing import Purpose

GOOD = FILE.read_text()


def test_the_shipped_file() -> None:
    """Silent for those who ask for protection or for entry; less than a second."""
    assert POLICY.silent == {Purpose.ASYLUM, Purpose.VISA, Purpose.SCREENING}
    assert POLICY.budget.total_seconds() < 1
    assert POLICY.refused == frozenset()


NONSENSE = {
    "not TOML": ("x =", "x ="),
    "nothing": (GOOD, ""),
    "too large": (GOOD, GOOD + "#" * 20_000),
    "another table": (GOOD, GOOD + "\n[more]\nx = 1\n"),
    "a budget of none": ("budget_ms = 900", "budget_ms = 0"),
    "a budget of a minute": ("budget_ms = 900", "budget_ms = 60000"),
    "a budget in words": ("budget_ms = 900", 'budget_ms = "long"'),
    "a key too many": ("budget_ms = 900", "budget_ms = 900\nmore = 1"),
    "a purpose nobody has": ('"visa_application"', '"curiosity"'),
    "a purpose that is a number": ('"visa_application"', "7"),
    "a bureau that is none": ("bureaus = []", 'bureaus = ["IP SEOUL"]'),
    "verified in words": ("verified = false", 'verified = "no"'),
    "no source": ('source = "own policy"', 'source = " "'),
}


@pytest.mark.parametrize(("old", "new"), NONSENSE.values(), ids=NONSENSE)
def test_nonsense(old: str, new: str) -> None:
    """Refused with a sentence."""
    content = GOOD.replace(old, new, 1) if old in GOOD else new
    with pytest.raises(PolicyRefused) as caught:
        parse(content.encode())
    assert str(caught.value)
