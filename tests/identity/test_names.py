"""Names are what they seem to be: short, composed, and without characters nobody sees."""

import pytest

from liaison.identity import policy
from liaison.identity.devices import clean
from liaison.identity.errors import InputRefused

NAMES = {
    "empty": "",
    "only spaces": "   ",
    "only joiners": "\u200c\u200d",
    "too long": "n" * 201,
    "longer once composed": "\ufb2c" * 200,
    "a line break": "Ada\nBoris",
    "a null": "Ada\x00",
    "right-to-left override": "Ada\u202esiroB",
    "isolate": "Ada\u2066",
    "left-to-right mark": "Ada\u200e",
    "byte order mark": "\ufeffAda",
    "half a surrogate": "Ada\ud800",
    "private use": "Ada\ue000",
    "line separator": "Ada\u2028",
}
SIGN_IN_NAMES = {
    "empty": "",
    "too short": "ab",
    "too long": "a" * 61,
    "capitals": "Ada",
    "a space": "ada b",
    "a letter that looks like another": "\u0430da",
    "a line break at the end": "ada\n",
    "an address": "ada@example",
}


@pytest.mark.parametrize("text", NAMES.values(), ids=NAMES)
def test_refuses_a_name(text: str) -> None:
    with pytest.raises(InputRefused):
        policy.parse_name(text)


@pytest.mark.parametrize("text", SIGN_IN_NAMES.values(), ids=SIGN_IN_NAMES)
def test_refuses_a_sign_in_name(text: str) -> None:
    with pytest.raises(InputRefused):
        policy.parse_sign_in_name(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Zoe\u0308  Kim ", "Zo\u00eb Kim"),
        ("\u738b\u5c0f\u660e", "\u738b\u5c0f\u660e"),
        (
            "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
            "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
        ),
    ],
    ids=["composed and spaced", "Chinese", "Persian with its joiner"],
)
def test_keeps_a_name(text: str, name: str) -> None:
    assert policy.parse_name(text) == name


@pytest.mark.parametrize("text", ["ada", "ada.b-c_9", "a" * 60])
def test_keeps_a_sign_in_name(text: str) -> None:
    assert policy.parse_sign_in_name(text) == text


def test_what_a_stranger_typed_is_fit_for_the_log() -> None:
    assert clean("ada\n\u202e" + "x" * 500) == "ada??" + "x" * 55
    assert clean(None) == ""
    assert len(clean("\ufb2c" * 60)) == 60
