"""A request is for a purpose of the closed list; what only checks know is no reason to ask."""

import pytest

from liaison.casework.errors import FieldRefused
from liaison.casework.policy import check_draft
from liaison.casework.types import Draft
from liaison.rules.processing import REQUEST_PURPOSES, Purpose


@pytest.mark.parametrize("purpose", REQUEST_PURPOSES)
def test_police_work_is_a_purpose(purpose: Purpose) -> None:
    draft = Draft(subject="A passport", asked="", purpose=purpose)
    assert check_draft(draft, clocks=frozenset(), complete=False).purpose is purpose


@pytest.mark.parametrize("purpose", sorted(set(Purpose) - set(REQUEST_PURPOSES)))
def test_other_uses_are_not(purpose: Purpose) -> None:
    draft = Draft(subject="A passport", asked="", purpose=purpose)
    with pytest.raises(FieldRefused) as refusal:
        check_draft(draft, clocks=frozenset(), complete=False)
    assert refusal.value.field == "purpose"
