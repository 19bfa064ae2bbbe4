"""The one field: whatever is typed or scanned becomes the right question, or is refused."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison.lib.ids.dates import PartialDate
from liaison.lib.ids.writing import write_zone
from liaison.lib.ids.zones import TD3
from liaison.queries.errors import QuestionRefused
from liaison.queries.question import guess, parse_any
from liaison.queries.questionform import parse_question, write_question
from liaison.queries.states import QuestionKind, Source
from tests.cast import NOW

TODAY = NOW.date()
LINES = "\n".join(
    write_zone(
        TD3,
        issuing_state="KOR",
        surname="KIM",
        given_names="MIN SU",
        number="M70689098",
        nationality="KOR",
        birth=PartialDate(1974, 8, 12),
        sex="M",
        expiry=date(2031, 5, 16),
    )
)
GUESSES = {
    "a name": ("Kim Min-su", "", QuestionKind.PERSON),
    "a name in signs": ("王小明", "", QuestionKind.PERSON),
    "one word": ("Petrov", "", QuestionKind.PERSON),
    "letters, and a State": ("ABCDEFGH", "CHN", QuestionKind.DOCUMENT),
    "a number, and a State": ("E12345678", "CHN", QuestionKind.DOCUMENT),
    "a number": ("E12345678", "", QuestionKind.NUMBER),
    "seventeen characters": ("WVWZZZ1JZXW000001", "", QuestionKind.VEHICLE),
    "seventeen with spaces": ("WVW ZZZ 1JZ XW000001", "", QuestionKind.VEHICLE),
    "a plate with a sign": ("京A·12345", "", QuestionKind.VEHICLE),
    "a plate with Hangul": ("12가 3456", "", QuestionKind.VEHICLE),
    "full width digits": ("Ｅ１２３４５６７８", "", QuestionKind.NUMBER),  # noqa: RUF001 - meant
}


@pytest.mark.parametrize(("text", "state", "kind"), GUESSES.values(), ids=GUESSES)
def test_what_it_is(text: str, state: str, kind: QuestionKind) -> None:
    """Guessed; the officer can always say."""
    assert guess(text, state) is kind
    (question,) = parse_any(text, kind=None, issuing_state=state, today=TODAY)
    assert question.kind is kind
    assert question.in_hand


def test_the_lines_of_a_passport_are_two_questions() -> None:
    """The document, and its holder."""
    document, holder = parse_any(LINES, kind=None, today=TODAY)
    assert (document.kind, document.number) == (QuestionKind.DOCUMENT, "M70689098")
    assert (holder.kind, holder.name) == (QuestionKind.PERSON, "KIM MIN SU")
    assert (str(holder.birth), holder.sex, holder.nationality) == ("1974-08-12", "M", "KOR")
    assert {document.source, holder.source} == {Source.MRZ}


REFUSED: dict[str, tuple[str, dict[str, object], str]] = {
    "nothing": ("", {}, "text"),
    "dots": ("...", {}, "text"),
    "a zone cut in half": (LINES[:60], {}, "text"),
    "an endless text": ("a" * 5000, {}, "text"),
    "a number that is none": ("E?1", {}, "text"),
    "a document without a State": ("E1", {"kind": QuestionKind.DOCUMENT}, "issuing_state"),
    "a month nobody has": ("Kim", {"birth": "1974-13"}, "birth"),
    "a date of one's own form": ("Kim", {"birth": "12.8.1974"}, "birth"),
    "a sex nobody has": ("Kim", {"sex": "K"}, "sex"),
    "a State nobody has": ("Kim", {"nationality": "QQ"}, "nationality"),
    "an endless plate": ("京" * 30 + "1", {"kind": QuestionKind.VEHICLE}, "text"),
    "a firearm without a number": ("***", {"kind": QuestionKind.FIREARM}, "text"),
}


@pytest.mark.parametrize(("text", "said", "field"), REFUSED.values(), ids=REFUSED)
def test_refused(text: str, said: dict[str, object], field: str) -> None:
    """With the field, and a sentence."""
    with pytest.raises(QuestionRefused) as caught:
        parse_any(text, **({"kind": None, "today": TODAY} | said))  # type: ignore[arg-type]
    assert caught.value.field == field
    assert str(caught.value)


@given(
    st.text(max_size=60),
    st.sampled_from([None, *QuestionKind]),
    st.sampled_from(["", "CHN", "X", "\u202e"]),
)
def test_anything_typed_is_a_question_or_a_refusal(
    text: str, kind: QuestionKind | None, state: str
) -> None:
    """Never a crash; and what is asked abroad can be read there."""
    try:
        questions = parse_any(text, kind=kind, issuing_state=state, today=TODAY)
    except QuestionRefused:
        return
    for question in questions:
        there = parse_question(write_question(question))
        assert (there.kind, there.number, there.name) == (
            question.kind,
            question.number,
            question.name,
        )
