"""How a name is settled, romanised and refused."""

import pytest

from liaison.lib.names import hangul, surnames
from liaison.lib.names.compare import compare
from liaison.lib.names.errors import NameEmpty, NamesRefusal, NameTooLong
from liaison.lib.names.parts import keys, prepare
from liaison.lib.names.sounds import skeleton, spelling
from liaison.lib.names.writing import NAME_MAXIMUM, normalise

SETTLED = {
    "case": ("PETROV", "petrov"),
    "marks of Latin letters": ("Ñandú", "nandu"),
    "a Cyrillic letter keeps its breve": ("Алексей", "алексей"),
    "apostrophes": ("O'Neill", "oneill"),
    "hyphens": ("Min-su", "min su"),
    "vowel signs of Arabic": ("مُحَمَّد", "محمد"),
    "full width": ("ＫＩＭ", "kim"),  # noqa: RUF001 - meant
    "what cannot be seen": ("Ki\u200bm\u202e", "kim"),
    "line ends": ("Kim\n Minsu", "kim minsu"),
}
REFUSED = {
    "nothing": ("", NameEmpty),
    "punctuation": ("- ' .", NameEmpty),
    "marks alone": ("\u0301\u0302", NameEmpty),
    "endless": ("a" * (NAME_MAXIMUM + 1), NameTooLong),
}


@pytest.mark.parametrize(("written", "settled"), SETTLED.values(), ids=SETTLED)
def test_settled(written: str, settled: str) -> None:
    """One form for what people write in several."""
    assert normalise(written) == settled


@pytest.mark.parametrize(("text", "refusal"), REFUSED.values(), ids=REFUSED)
def test_refused(text: str, refusal: type[NamesRefusal]) -> None:
    """By name, with a sentence."""
    with pytest.raises(refusal) as caught:
        prepare(text)
    assert str(caught.value)
    with pytest.raises(refusal):
        compare("Kim Minsu", text)


def test_hangul_by_rule() -> None:
    """Letter by letter, as names are written."""
    assert [hangul.romanise(sign) for sign in "김민수박훈뷁"] == [
        "gim",
        "min",
        "su",
        "bak",
        "hun",
        "bwelk"[:3] + "k",
    ]
    assert hangul.romanise("a") == ""


def test_keys_that_spellings_share() -> None:
    """And keys that other names do not."""
    assert spelling("aleksey") == spelling("alexei")
    assert spelling("mueller") == spelling("muller")
    assert skeleton("mohammed") == skeleton("muhamad") == "mhmd"
    assert hangul.sound("minsoo") == hangul.sound("minsu")
    assert spelling("petrov") != spelling("pavlov")


def test_surnames_are_signs_with_spellings() -> None:
    """Every sign of the table has at least one, in plain letters."""
    assert all(
        spellings and all(one.isascii() and one.islower() for one in spellings)
        for spellings in surnames.SPELLINGS.values()
    )
    assert surnames.FAMILIES["park"] == {"박"}


def test_a_chinese_name_is_found_by_its_parts_and_joined() -> None:
    """Latin writers join given names or do not."""
    assert {"wang", "xiao", "ming", "xiaoming", "f:王"} <= set(keys(prepare("王小明")))
