"""Why something held here may be what a request is about, in the reader's words."""

import pytest
from django.utils.translation import override

from liaison.web.casework.about import in_words

SAID = {
    "number: LT0000001 / 1T0000001 (same)": "Number · LT0000001 / 1T0000001 (same)",
    "birth: 1990-04 / 1990-01 (near)": "Date of birth · 1990-04 / 1990-01 (looks alike)",
    "name: Test, P. / P. Test (turned)": "Name · Test, P. / P. Test (looks alike)",
    "sex: F / M (different)": "Sex · F / M (different)",
}
KEPT = (
    "serial:LT0000001",
    "number: LT0000001",
    "colour: red / blue (different)",
    "sex: F / M (odd)",
)


@pytest.mark.parametrize("line", SAID)
def test_a_stored_line_is_said_in_words(line: str) -> None:
    with override("en"):
        assert in_words(line) == SAID[line]


@pytest.mark.parametrize("line", KEPT)
def test_what_is_not_such_a_line_stands_as_it_is(line: str) -> None:
    assert in_words(line) == line


def test_a_line_is_said_in_the_language_of_the_reader() -> None:
    with override("fr"):
        assert in_words("sex: F / M (different)") == "Sexe · F / M (différent)"
