"""The rules of every desk in the policy file can be kept."""

from datetime import date

import pytest

from liaison.casework.desks import RULES


@pytest.mark.parametrize("desk", RULES)
def test_the_holidays_of_every_desk_are_known(desk: str) -> None:
    """They are looked up when first needed: a mistake must show here, not at night at a desk."""
    calendar = RULES[desk].calendar
    assert calendar.works(date(2026, 3, 4))
    assert not calendar.works(date(2026, 1, 1)) or not calendar.country
