"""Words of people: what is put right, what is refused, and what every script may keep."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison.core import texts
from liaison.core.errors import TextRefused

RULE = texts.Rule(TextRefused, maximum=60)
# whatever a keyboard, a clipboard or an attacker brings, the odd characters more often than usual
ODD = (
    "\u200c\u200d\u180e\ufe0f\u202e\u2067\u200e\u00a0\u3000\u3164\u0301\n\r\t\x00\ud800\U000e0041"
)
written = st.text(st.one_of(st.characters(), st.sampled_from(ODD), st.sampled_from("ab ")))

PUT_RIGHT = {
    "line ends of two kinds": ("a\r\nb\rc", "a\nb\nc"),
    "spaces of other kinds": ("12\u00a0rue\u3000\u65b0\tx", "12 rue \u65b0 x"),
    "marks of direction": ("\u200eLX\u200f73\u061c", "LX73"),
    "breaks nobody sees": ("\ufeffPass\u00adport\u200b", "Passport"),
}
HIDDEN = {
    "a line separator": "a\u2028b",
    "an override": "LX\u202e73",
    "an embedding": "LX\u202a73",
    "an isolate": "LX\u206673\u2069",
    "a null": "a\x00b",
    "an escape": "a\x1b[2J",
    "a second text in tags": "a\U000e0068\U000e0069",
    "half a surrogate": "a\ud800",
    "private use": "a\ue000",
    "unassigned": "a\u0378",
    "a letter that looks like nothing": "LX\u316473",
    "an empty cell": "a\u2800b",
    "a joiner with nothing before it": "a \u200db",
    "a code of joiners": "a\u200c\u200d\u200c",
    "a code of selectors": "a\ufe00\ufe01",
    "a tower of marks": "a" + "\u0316" * (texts.MARKS_MOST + 1),
}
KEPT = {
    "Persian": "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
    "Sinhala": "\u0dc1\u0dca\u200d\u0dbb\u0dd3",
    "Mongolian": "\u182c\u180e\u1820",
    "a variant of a Han character": "\u845b\U000e0100\u98fe",
    "a picture of several": "\u2764\ufe0f\u200d\U0001f525",
    "Vietnamese": "Nguy\u1ec5n",
    "a sign that composing would replace": "\uf900\u9e9f",
    "look-alikes of two scripts": "\u0410da",
}


@pytest.mark.parametrize(("said", "kept"), PUT_RIGHT.values(), ids=PUT_RIGHT)
def test_puts_right(said: str, kept: str) -> None:
    assert RULE.read("words", said) == kept


@pytest.mark.parametrize("said", HIDDEN.values(), ids=HIDDEN)
def test_refuses_what_hides(said: str) -> None:
    with pytest.raises(TextRefused) as caught:
        RULE.read("words", said)
    assert (caught.value.field, caught.value.reason) == ("words", "characters")
    assert not texts.is_plain(said)


@pytest.mark.parametrize("said", KEPT.values(), ids=KEPT)
def test_keeps_every_script(said: str) -> None:
    assert RULE.read("words", said) == said
    assert texts.is_plain(said)


@pytest.mark.parametrize(
    ("rule", "said", "reason"),
    [
        (texts.Rule(TextRefused, 3), "abcd", "long"),
        (texts.Rule(TextRefused, 9, 1), " ...\n", "missing"),
        (texts.Rule(TextRefused, 9, 4), "abc ", "short"),
        (texts.Rule(TextRefused, 9, lines=False), "a\nb", "characters"),
    ],
    ids=["long", "no word", "short", "two lines"],
)
def test_refuses_by_length_and_lines(rule: texts.Rule, said: str, reason: str) -> None:
    with pytest.raises(TextRefused) as caught:
        rule.read("words", said)
    assert caught.value.reason == reason
    assert str(caught.value).startswith("words: ")


@given(written)
def test_what_is_put_right_stays_as_it_is(text: str) -> None:
    once = texts.tidy(text)
    assert texts.tidy(once) == once


@given(written)
def test_what_is_kept_never_hides_and_is_read_the_same_again(text: str) -> None:
    try:
        kept = RULE.read("words", text)
    except TextRefused:
        return
    assert len(kept) <= RULE.maximum
    assert RULE.read("words", kept) == kept
    assert not any(texts.acts(char) for char in kept if char != "\n")


@given(text=written, instead=st.sampled_from(["", "?"]))
def test_what_is_shown_of_a_stranger_is_plain(text: str, instead: str) -> None:
    assert texts.is_plain(texts.shown(text, most=40, instead=instead))
