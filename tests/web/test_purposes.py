"""A purpose is read in the reader's language, whichever room wrote it."""

import pytest
from django.utils import translation

from liaison.records import policy
from liaison.rules.processing import Purpose
from liaison.web.purposes import purpose_words

SAID = {
    "a code": (Purpose.IDENTIFY.value, "Identify a person or a body"),
    "the words under which records travel": (policy.PURPOSE, "Find a person or an object"),
    "what no room here knows": ("weather", "weather"),
}


@pytest.mark.parametrize(("purpose", "words"), SAID.values(), ids=SAID)
def test_a_purpose_is_said_in_words(purpose: str, words: str) -> None:
    assert purpose_words(purpose) == words


def test_and_in_the_language_of_the_page() -> None:
    with translation.override("fr"):
        assert purpose_words(policy.PURPOSE) != "Find a person or an object"
