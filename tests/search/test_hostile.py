"""Questions made to cost much: they end, they say so, and the next one is as fast as ever."""

import time

import pytest

from liaison.search import policy, selectors
from liaison.search.errors import QuestionEmpty
from liaison.search.types import Found, Question
from tests.search.people import person, put

pytestmark = pytest.mark.django_db
HOSTILE = {
    "one letter": "a",
    "the same word": "Anna " * 40,
    "many letters": "a b c d e f g h i j k l m n o p q r s t u v w x y z",
    "one long word": "Anna" * 50,
    "strange signs": "\u202e\u0000Anna \U0001f600 Berg" + "\u0301" * 60,
    "all the same": "aaaaaaaaaaaa aaaaaaaaaaab aaaaaaaaaaba",
}


@pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE)
def test_hostile_names_end(name: str) -> None:
    put(range(300))
    began = time.thread_time()
    try:
        found = selectors.answer(Question(names=(name,) * policy.ASKED_NAMES_MOST))
    except QuestionEmpty:
        found = Found(())
    assert len(found.candidates) <= policy.CANDIDATES_MOST
    assert time.thread_time() - began < 4 * policy.SECONDS_MOST + 2
    assert selectors.candidates(Question(names=person(7).names))


@pytest.mark.parametrize("length", [10_000, 1_000_000])
def test_what_is_longer_than_any_name_is_no_question(length: int) -> None:
    with pytest.raises(QuestionEmpty):
        selectors.answer(Question(names=("a" * length,)))


def test_out_of_time_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    put(range(10))
    monkeypatch.setattr(policy, "SECONDS_MOST", 0.0)
    found = selectors.answer(Question(names=person(7).names))
    assert found.partial
    assert found.candidates == ()


def test_a_misread_number_speaks_with_less_weight() -> None:
    put(range(7, 9))
    (scheme, folded), *_ = person(7).numbers
    (same,) = selectors.candidates(Question(numbers=((scheme, folded),), misread=True))[:1]
    for asked in (folded[:-1], f"{folded}X", f"X{folded[1:]}", folded[1] + folded[0] + folded[2:]):
        (near,) = selectors.candidates(Question(numbers=((scheme, asked),), misread=True))[:1]
        assert near.reference == same.reference
        assert near.score < same.score
        assert not selectors.candidates(Question(numbers=((scheme, asked),)))
