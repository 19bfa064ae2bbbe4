"""Codes of States and organisations."""

import pytest

from liaison.lib.ids.countries import ALIASES, STATES, parse_state
from liaison.lib.ids.errors import CountryUnknown, Missing


@pytest.mark.parametrize(
    ("typed", "code", "alpha2"),
    [
        ("CHN", "CHN", "CN"),
        ("kor", "KOR", "KR"),
        (" ITA ", "ITA", "IT"),
        ("\uff2b\uff2f\uff32", "KOR", "KR"),
        ("D<<", "D", "DE"),
        ("DEU", "D", "DE"),
        ("RKS", "RKS", "XK"),
        ("XKX", "RKS", "XK"),
        ("XPO", "XPO", None),
        ("XXB", "XXB", None),
        ("GBN", "GBN", None),
        ("EUE", "EUE", "EU"),
        ("UTO", "UTO", None),
    ],
)
def test_parse_state(typed: str, code: str, alpha2: str | None) -> None:
    state = parse_state(typed)
    assert (state.code, state.alpha2) == (code, alpha2)
    assert state is STATES[code]


UNKNOWN = {
    "two letters": "DE",
    "nobody": "QQQ",
    "filler inside": "D<E",
    "filler before": "<<D",
    "withdrawn": "YUG",
    "look-alike alphabet": "\u0421HN",
    "sharp s": "Uß",
    "NUL": "CHN\0",
    "long": "CHN" * 100_000,
}


@pytest.mark.parametrize("typed", UNKNOWN.values(), ids=UNKNOWN)
def test_parse_state_refuses(typed: str) -> None:
    with pytest.raises(CountryUnknown) as refused:
        parse_state(typed, field="nationality")
    assert refused.value.field == "nationality"
    assert len(str(refused.value)) < 400


@pytest.mark.parametrize("typed", ["", "  ", "<<<"])
def test_an_empty_code_is_missing(typed: str) -> None:
    with pytest.raises(Missing):
        parse_state(typed)


def test_the_table_is_sound() -> None:
    assert len(STATES) > 270
    assert all(code == state.code and state.name for code, state in STATES.items())
    assert not set(ALIASES) & set(STATES)
    assert set(ALIASES.values()) <= set(STATES)
    alpha2 = [state.alpha2 for state in STATES.values() if state.alpha2]
    assert len(alpha2) == len(set(alpha2))
