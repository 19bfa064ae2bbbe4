"""Many questions in one call: the answers of each by itself, for the price of one reading."""

import pytest
from pytest_django import DjangoAssertNumQueries

from liaison.search import policy, selectors
from liaison.search.errors import EntryRefused
from liaison.search.states import Scheme, Subject
from liaison.search.types import Question
from tests.search.people import person, put

pytestmark = pytest.mark.django_db(transaction=True)


def test_each_is_answered_as_by_itself(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    put(range(40))
    asked = [Question(Subject.PERSON, person(number).names) for number in (1, 3, 9, 27)]
    asked.append(Question(None, (), ((Scheme.DOCUMENT, "P0000005"),)))
    asked.append(Question(Subject.PERSON, ("Nobody Wearsthisname",)))
    alone = tuple(selectors.answer(one) for one in asked)
    assert [len(one.candidates) > 0 for one in alone] == [True] * 5 + [False]
    with django_assert_num_queries(2):
        assert selectors.answer_many(asked) == alone


def test_no_more_than_are_taken_together() -> None:
    asked = [Question(Subject.PERSON, ("Anna Berg",))] * (policy.TOGETHER_MOST + 1)
    with pytest.raises(EntryRefused) as refused:
        selectors.answer_many(asked)
    assert refused.value.field == "questions"
