"""A password that lives on the words of the house is refused, wherever it is chosen."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from liaison.identity.errors import FileRefused
from liaison.identity.password_words import FILE, parse, without
from tests.cast import PASSWORD

GOOD = FILE.read_bytes()
WRONG = {
    "a word in capitals": GOOD.replace(b'"interpol"', b'"INTERPOL"'),
    "an empty word": GOOD.replace(b'"interpol"', b'""'),
    "a word twice": GOOD.replace(b'"liaison"', b'"interpol"'),
    "a number for words": b"left = 8\nsource = 'x'\nverified = false\nwords = 7\n",
    "nothing must be left": GOOD.replace(b"left = 8", b"left = 0"),
    "something unknown": GOOD + b"more = 1\n",
    "a huge file": GOOD + b"#" * 70_000,
}


@pytest.mark.parametrize(
    "password",
    ["Interpol2026!", "INTERPOL-INTERPOL", "police officer 1", "NCB.beijing.admin.26"],
)
def test_words_of_the_house_are_not_enough(password: str) -> None:
    """Attack: whoever knows where somebody works tries these first."""
    with pytest.raises(ValidationError) as refusal:
        validate_password(password)
    assert {error.code for error in refusal.value.error_list} == {"password_too_common"}


@pytest.mark.parametrize(
    "password", [PASSWORD, "two-bureaus-one-passport", "a desk by a green sea"]
)
def test_a_sentence_may_hold_them(password: str) -> None:
    validate_password(password)


def test_long_words_go_before_those_inside_them() -> None:
    assert without("XnoticesX", {"notices", "not"}) == "xx"


@pytest.mark.parametrize("content", WRONG.values(), ids=WRONG)
def test_a_list_with_a_mistake_is_refused(content: bytes) -> None:
    with pytest.raises(FileRefused):
        parse(content)
