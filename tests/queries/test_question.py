"""A question is read once, at the edge, and tells how it was read."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison.lib.ids.writing import write_zone
from liaison.lib.ids.zones import TD3
from liaison.queries.errors import QuestionRefused
from liaison.queries.question import parse_question
from liaison.queries.states import Source

TODAY = date(2026, 3, 2)
FIRST, SECOND = write_zone(
    TD3,
    issuing_state="CHN",
    surname="LI",
    given_names="NOBODY",
    number="LX7310254",
    nationality="CHN",
    birth=date(1990, 2, 3),
    sex="F",
    expiry=date(2031, 5, 16),
)
WAYS = {
    "two lines": f"{FIRST}\n{SECOND}",
    "line ends of a form": f"{FIRST}\r\n{SECOND}\r\n",
    "run together": FIRST + SECOND,
    "small letters": f"{FIRST}\n{SECOND}".lower(),
    "a form that drops line ends": f" {FIRST} {SECOND} ",
}


@pytest.mark.parametrize("text", WAYS.values(), ids=WAYS)
def test_the_lines_of_a_passport_in_any_form(text: str) -> None:
    """The number, the State and the expiry are taken; nothing of the bearer."""
    question = parse_question(text, "", today=TODAY)
    assert (question.source, question.number) == (Source.MRZ, "LX7310254")
    assert (question.issuing_state, question.document_code) == ("CHN", "P")
    assert question.expires_on == date(2031, 5, 16)
    assert not question.expired
    for bearer in ("LI", "NOBODY", "1990", "900203"):
        assert bearer not in repr(question)


def test_repairs_are_told() -> None:
    """O for 0 in the number: taken, because the check digit says so, and told."""
    question = parse_question(f"{FIRST}\n{SECOND.replace('0254', 'O254')}", "", today=TODAY)
    assert question.number == "LX7310254"
    (repair,) = question.repairs
    assert (repair.field, repair.read, repair.taken) == ("number", "O", "0")


def test_the_lines_name_their_state_themselves() -> None:
    """The one chosen beside them is not used, and the question tells so."""
    question = parse_question(f"{FIRST}\n{SECOND}", "KOR", today=TODAY)
    assert (question.issuing_state, question.unused_state) == ("CHN", "KOR")
    assert parse_question(f"{FIRST}\n{SECOND}", "CHN", today=TODAY).unused_state == ""


def test_a_number_as_people_type_it() -> None:
    """Spaces and small letters; folded for searching only."""
    question = parse_question(" lx 731-0254 ", "chn", today=TODAY)
    assert (question.source, question.number) == (Source.NUMBER, "LX7310254")
    assert (question.folded, question.issuing_state) == ("1X7310254", "CHN")
    assert parse_question("SOBI", "D", today=TODAY).folded == "5081"


def test_an_expired_document_is_read_like_any_other() -> None:
    """And said to be expired."""
    assert parse_question(f"{FIRST}\n{SECOND}", "", today=date(2031, 5, 17)).expired


REFUSED = {
    "nothing": ("", "CHN", "text", "ids:missing"),
    "spaces": ("   ", "CHN", "text", "ids:missing"),
    "a number without its State": ("LX7310254", "", "issuing_state", "ids:missing"),
    "a State nobody has": ("LX7310254", "QQQ", "issuing_state", "ids:country_unknown"),
    "an endless State": ("LX7310254", "C" * 5000, "issuing_state", "ids:country_unknown"),
    "a State beside the lines": (FIRST + SECOND, "QQQ", "issuing_state", "ids:country_unknown"),
    "one line of two": (FIRST, "CHN", "text", "ids:line_count_wrong"),
    "an endless text": ("A" * 100_000, "CHN", "text", "ids:too_long"),
    "a zero byte": ("LX\x007310254", "CHN", "text", "ids:characters_wrong"),
    "a number that runs backwards": ("LX\u202e7310254", "CHN", "text", "ids:characters_wrong"),
    "Cyrillic that looks Latin": ("\u0421\u041d7310254", "CHN", "text", "ids:characters_wrong"),
    "no kind of document": (
        "X" + FIRST[1:] + SECOND,
        "",
        "text",
        "ids:document_code_unknown",
    ),
    "a wrong check digit": (
        f"{FIRST}\n{SECOND[:9]}{(int(SECOND[9]) + 5) % 10}{SECOND[10:]}",
        "",
        "text",
        "ids:check_digit_wrong",
    ),
}


@pytest.mark.parametrize(("text", "state", "field", "code"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_read_is_refused(text: str, state: str, field: str, code: str) -> None:
    """By name, with the field."""
    with pytest.raises(QuestionRefused) as refusal:
        parse_question(text, state, today=TODAY)
    assert (refusal.value.field, refusal.value.cause.code) == (field, code)
    assert str(refusal.value).isprintable()


@given(st.text(max_size=120), st.text(max_size=12))
def test_anything_is_read_or_refused(text: str, state: str) -> None:
    """Nothing else ever comes out."""
    try:
        question = parse_question(text, state, today=TODAY)
    except QuestionRefused:
        return
    assert question.number.isalnum()
    assert question.number.isascii()
