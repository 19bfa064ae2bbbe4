"""Document numbers: one plain form, and one form in which look-alikes are equal."""

from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison.lib.ids.errors import IdsRefusal
from liaison.lib.ids.numbers import fold_number, normalise_number

PLAIN = {
    "as printed": ("L898902C3", "L898902C3"),
    "lower case": ("l898902c3", "L898902C3"),
    "spaces": (" L89 8902 C3\t", "L898902C3"),
    "hyphens, points, slashes": ("AB-123.456/7", "AB1234567"),
    "fillers of a zone": ("AB<123<<<", "AB123"),
    "dashes of a word processor": ("AB\u2013123\u2014456", "AB123456"),
    "full width": ("\uff25\uff11\uff12\uff0d\uff53", "E12S"),
    "leading zeros stay": ("00123", "00123"),
}


@pytest.mark.parametrize(("typed", "plain"), PLAIN.values(), ids=PLAIN)
def test_normalise(typed: str, plain: str) -> None:
    assert normalise_number(typed) == plain


REFUSALS = {
    "empty": ("", "ids:missing"),
    "separators only": (" -./<", "ids:missing"),
    "too long": ("1" * 21, "ids:too_long"),
    "a megabyte": ("1" * 1_048_576, "ids:too_long"),
    "underscore": ("AB_1", "ids:characters_wrong"),
    "accent": ("É1", "ids:characters_wrong"),
    "Cyrillic": ("\u0410123", "ids:characters_wrong"),
    "Arabic digits": ("\u0661\u0662", "ids:characters_wrong"),
    "NUL": ("AB\0", "ids:characters_wrong"),
    "direction override": ("AB\u202e12", "ids:characters_wrong"),
    "zero-width space": ("AB\u200b12", "ids:characters_wrong"),
    "line end": ("AB\n12", "ids:characters_wrong"),
    "lone surrogate": ("AB\ud800", "ids:characters_wrong"),
    "dotless i": ("AB\u0131", "ids:characters_wrong"),
}


@pytest.mark.parametrize(("typed", "code"), REFUSALS.values(), ids=REFUSALS)
@pytest.mark.parametrize("form", [normalise_number, fold_number])
def test_refuses(form: Callable[[str], str], typed: str, code: str) -> None:
    with pytest.raises(IdsRefusal) as refused:
        form(typed)
    assert refused.value.code == code
    assert str(refused.value).isprintable()


@pytest.mark.parametrize(
    ("number", "folded"),
    [
        ("OQD0", "0000"),
        ("IL1", "111"),
        ("Z2", "22"),
        ("S5", "55"),
        ("G6", "66"),
        ("B8", "88"),
        ("L898902C3", "1898902C3"),
        ("ACEFHJKMNPRTUVWXY3479", "ACEFHJKMNPRTUVWXY347"),
    ],
)
def test_fold(number: str, folded: str) -> None:
    assert fold_number(number[:20]) == folded


@pytest.mark.parametrize("number", ["ab12", "AB 12", "AB-12", "\uff21"])
def test_fold_takes_the_plain_form_only(number: str) -> None:
    with pytest.raises(IdsRefusal) as refused:
        fold_number(number)
    assert refused.value.code == "ids:characters_wrong"


@given(st.from_regex(r"[A-Z0-9]{1,20}", fullmatch=True))
def test_fold_is_idempotent_and_keeps_length(number: str) -> None:
    once = fold_number(number)
    assert fold_number(once) == once
    assert len(once) == len(number)


@given(st.text(max_size=20))
def test_normalise_is_idempotent_and_raises_nothing_else(text: str) -> None:
    try:
        plain = normalise_number(text)
    except IdsRefusal:
        return
    assert normalise_number(plain) == plain
    fold_number(plain)


@given(st.text())
def test_fold_raises_nothing_else(text: str) -> None:
    with suppress(IdsRefusal):
        fold_number(text)
