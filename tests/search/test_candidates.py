"""Who may be meant, and why. All people and things are invented."""

from uuid import UUID

import pytest

from liaison.lib.ids.dates import PartialDate
from liaison.search import selectors, services
from liaison.search.errors import EntryRefused, QuestionEmpty
from liaison.search.policy import ASKED_NAMES_MOST, CANDIDATES_MOST
from liaison.search.states import Finding, Reason, Scheme, Subject
from liaison.search.types import Candidate, Entry, Question

pytestmark = pytest.mark.django_db
KIM, WANG, CAR, TWIN = (UUID(int=number) for number in range(1, 5))
BORN = PartialDate(1974, 8, 12)


@pytest.fixture(autouse=True)
def things() -> None:
    """Put two people and a car into the index."""
    services.put_many(
        [
            Entry(
                Subject.PERSON, KIM, ("김민수", "Kim Min-su"), birth=BORN, nationalities=("KOR",),
                sex="M",
            ),
            Entry(Subject.PERSON, WANG, ("王小明",), ((Scheme.DOCUMENT, "E12345678"),), BORN),
            Entry(
                Subject.VEHICLE, CAR, (), ((Scheme.VIN, "WVW222"), (Scheme.PLATE, "8J12345"))
            ),
        ]
    )  # fmt: skip


def found(**question: object) -> list[UUID]:
    """Return the references of candidates."""
    return [one.reference for one in selectors.candidates(Question(**question))]  # type: ignore[arg-type]


def test_a_name_in_another_script() -> None:
    """Found by parts, compared part by part, explained."""
    (one,) = selectors.candidates(Question(Subject.PERSON, ("Minsoo KIM",)))
    assert (one.reference, one.explanation.by_name_only) == (KIM, True)
    assert one.explanation.name is not None
    assert [line.reason for line in one.explanation.lines] == [Reason.NAME]


def test_a_number_of_any_kind_and_of_one_kind() -> None:
    """A number that is a plate is no VIN."""
    assert found(numbers=((None, "8J12345"),)) == [CAR]
    assert found(numbers=((Scheme.VIN, "WVW222"),)) == [CAR]
    assert found(numbers=((Scheme.VIN, "8J12345"),)) == []


def test_the_subject_is_kept_to() -> None:
    """A person's document is not a vehicle's."""
    assert found(subject=Subject.VEHICLE, numbers=((None, "E12345678"),)) == []


def test_a_number_and_a_name_are_one_sum() -> None:
    """And no longer found by name only."""
    asked = Question(None, ("Wang Xiaoming",), ((None, "E12345678"),))
    (one,) = selectors.candidates(asked)
    assert not one.explanation.by_name_only
    assert {line.reason for line in one.explanation.lines} == {Reason.NUMBER, Reason.NAME}


def born(*parts: int | None) -> Candidate | None:
    """Return Kim as a candidate, asked for with a date of birth."""
    asked = Question(Subject.PERSON, ("Kim Min-su",), birth=PartialDate(*parts))
    return next(iter(selectors.candidates(asked)), None)


BIRTHS = {
    "the day": ((1974, 8, 12), Finding.SAME),
    "the year alone": ((1974, None, None), Finding.SAME),
    "day and month turned": ((1974, 12, 8), Finding.TURNED),
    "a day beside": ((1974, 8, 13), Finding.NEAR),
    "another person's": ((1991, 1, 2), Finding.DIFFERENT),
}


@pytest.mark.parametrize(("parts", "finding"), BIRTHS.values(), ids=BIRTHS)
def test_a_date_of_birth_adds_or_takes(parts: tuple[int, int, int], finding: Finding) -> None:
    """And is told."""
    one = born(*parts)
    assert one is not None
    (line,) = (line for line in one.explanation.lines if line.reason is Reason.BIRTH)
    assert line.finding is finding
    assert (line.points < 0) == (finding is Finding.DIFFERENT)


def test_sex_and_nationality() -> None:
    """Another sex takes much, another nationality little."""
    plain = found(names=("Kim Minsoo",))
    assert plain == found(names=("Kim Minsoo",), nationality="CHN") == [KIM]
    (other,) = selectors.candidates(Question(None, ("Kim Minsoo",), sex="F", nationality="CHN"))
    assert {line.reason for line in other.explanation.lines} == {
        Reason.NAME,
        Reason.SEX,
        Reason.NATIONALITY,
    }


def test_the_order_is_always_the_same() -> None:
    """Equal scores by reference; the limit holds."""
    services.put_many([Entry(Subject.PERSON, TWIN, ("Kim Min-su",))])
    assert found(names=("Kim Min-su",)) == [KIM, TWIN]
    assert len(selectors.candidates(Question(None, ("Kim Min-su",)), limit=1)) == 1


def test_never_more_than_the_most() -> None:
    """However many are held, and whatever limit is asked."""
    services.put_many(
        Entry(Subject.PERSON, UUID(int=100 + number), ("Anna Berg",)) for number in range(80)
    )
    assert len(found(names=("Anna Berg",))) == CANDIDATES_MOST
    assert len(selectors.candidates(Question(None, ("Anna Berg",)), limit=10_000)) == 50


REFUSED = {
    "nothing": (Question(), QuestionEmpty),
    "a name without letters": (Question(names=("...",)), QuestionEmpty),
    "too many names": (Question(names=("Kim",) * (ASKED_NAMES_MOST + 1)), EntryRefused),
    "too many numbers": (
        Question(numbers=((None, "A"),) * (ASKED_NAMES_MOST + 1)),
        EntryRefused,
    ),
}


@pytest.mark.parametrize(("question", "refusal"), REFUSED.values(), ids=REFUSED)
def test_refused(question: Question, refusal: type[Exception]) -> None:
    """By name."""
    with pytest.raises(refusal) as caught:
        selectors.candidates(question)
    assert str(caught.value)
