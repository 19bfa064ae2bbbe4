"""The closed lists of the law: stored and sent abroad, so these values are for ever."""

import enum

import pytest

from liaison.rules.processing import REQUEST_PURPOSES, HandlingCode, Purpose

FOR_EVER: dict[type[enum.StrEnum], tuple[str, ...]] = {
    Purpose: (
        "search_wanted_person",
        "locate_person_or_object",
        "investigation_or_criminal_history",
        "warn",
        "identify_person_or_body",
        "forensic_analysis",
        "security_check",
        "threats_trends_networks",
        "asylum_application",
        "visa_application",
        "screening_of_applicants",
    ),
    HandlingCode: ("official_use_only", "restricted", "confidential"),
}


@pytest.mark.parametrize("words", FOR_EVER)
def test_a_stored_value_never_changes(words: type[enum.StrEnum]) -> None:
    assert tuple(one.value for one in words) == FOR_EVER[words]


def test_a_request_is_made_for_police_work_only() -> None:
    """Visas, asylum and applicants are checked for; nobody abroad acts on them."""
    assert set(Purpose) - set(REQUEST_PURPOSES) == {
        Purpose.ASYLUM,
        Purpose.VISA,
        Purpose.SCREENING,
    }
