"""Things go into the index and out of it; nothing of them stays."""

from uuid import UUID

import pytest

from liaison.lib.names.errors import NameEmpty
from liaison.lib.names.parts import prepare
from liaison.search import selectors, services
from liaison.search.errors import EntryRefused
from liaison.search.models import SearchChange, SearchEntry
from liaison.search.policy import NAMES_MOST, NUMBER_LENGTH, NUMBERS_MOST
from liaison.search.states import Scheme, Subject
from liaison.search.types import Entry, Question

pytestmark = pytest.mark.django_db
ONE = UUID(int=1)


def rows() -> int:
    """Return how many things the index has."""
    return SearchEntry.objects.count()


def test_put_again_replaces() -> None:
    """The old name finds nothing any more."""
    services.put_many([Entry(Subject.PERSON, ONE, ("Ivan Petrov",))])
    before = rows()
    services.put_many([Entry(Subject.PERSON, ONE, ("Oleg Orlov",))])
    assert not selectors.candidates(Question(names=("Ivan Petrov",)))
    assert len(selectors.candidates(Question(names=("Oleg Orlov",)))) == 1
    assert rows() == before == 1


def test_forgotten_leaves_no_name() -> None:
    """Nor a number: what tells the files of it names a row; unknown references are passed over."""
    number = ((Scheme.DOCUMENT, "E1"), (Scheme.DOCUMENT, "E1"))
    services.put_many([Entry(Subject.PERSON, ONE, ("Ivan Petrov",), number)])
    assert SearchEntry.objects.get().numbers == [["document", "E1"]]
    assert services.forget_many([ONE, UUID(int=9)]) == 1
    assert rows() == 0
    assert services.forget_many([ONE]) == 0
    assert [change.gone for change in SearchChange.objects.order_by("id")] == [False, True]


def test_a_name_that_cannot_be_read_is_kept_and_not_indexed() -> None:
    """The record above may hold it; nobody finds it by it."""
    with pytest.raises(NameEmpty):
        prepare("???")
    services.put_many([Entry(Subject.PERSON, ONE, ("???",), ((Scheme.DOCUMENT, "E1"),))])
    assert not selectors.candidates(Question(names=("Ivan Petrov",)))
    assert len(selectors.candidates(Question(numbers=((None, "E1"),)))) == 1


def test_more_than_one_chunk() -> None:
    """Thousands at once, in one transaction of the caller's."""
    many = [
        Entry(Subject.DOCUMENT, UUID(int=number), (), ((Scheme.DOCUMENT, f"N{number}"),))
        for number in range(1, 1202)
    ]
    assert services.put_many(many) == 1201
    assert services.forget_many(one.reference for one in many) == 1201


REFUSED = {
    "too many names": Entry(Subject.PERSON, ONE, ("Ivan Petrov",) * (NAMES_MOST + 1)),
    "too many numbers": Entry(
        Subject.PERSON, ONE, (), ((Scheme.DOCUMENT, "A"),) * (NUMBERS_MOST + 1)
    ),
    "a number too long": Entry(
        Subject.PERSON, ONE, (), ((Scheme.DOCUMENT, "A" * (NUMBER_LENGTH + 1)),)
    ),
}


@pytest.mark.parametrize("entry", REFUSED.values(), ids=REFUSED)
def test_refused(entry: Entry) -> None:
    """And nothing is put, also not of the others."""
    fine = Entry(Subject.PERSON, UUID(int=2), ("Oleg Orlov",))
    with pytest.raises(EntryRefused) as caught:
        services.put_many([fine, entry])
    assert str(caught.value)
    assert rows() == 0
