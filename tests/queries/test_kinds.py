"""Checks of every kind: who and what is found, by what, and what is told. All invented."""

import pytest

from liaison.queries import selectors, services
from liaison.queries.answers import record_withdrawn
from liaison.queries.errors import TextRefused, TooManyQuestions
from liaison.queries.models import Check, Hit, Snapshot
from liaison.queries.states import Agreement, QuestionKind, Verdict
from liaison.records.states import RecordKind
from liaison.rules.processing import Purpose
from tests.cast import NOW, an_actor, entries
from tests.queries.people import BOAT, CAR, GUN, ask, kim, on_record, read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("outbox")]

THINGS = {
    "a VIN": (RecordKind.VEHICLE, CAR, "WVW ZZZ 1JZ XW000001", None),
    "a VIN with O for 0": (RecordKind.VEHICLE, CAR, "WVWZZZ1JZXWOOOOO1", None),
    "a plate with a Chinese letter": (RecordKind.VEHICLE, CAR, "京A·12345", None),
    "a plate, said to be a vehicle's": (
        RecordKind.VEHICLE,
        CAR,
        "京A12345",
        QuestionKind.VEHICLE,
    ),
    "a hull": (RecordKind.VESSEL, BOAT, "KR ABC12345L424", QuestionKind.VESSEL),
    "a vessel's name": (RecordKind.VESSEL, BOAT, "Morning Heron", QuestionKind.VESSEL),
    "a firearm": (RecordKind.FIREARM, GUN, "px-0098", QuestionKind.FIREARM),
    "any number": (RecordKind.FIREARM, GUN, "PX0098", None),
}


@pytest.mark.parametrize(("kind", "fields", "text", "said"), THINGS.values(), ids=THINGS)
def test_things(
    kind: RecordKind, fields: dict[str, str], text: str, said: QuestionKind | None
) -> None:
    """Found, with the record beside what is in hand."""
    row = on_record(kind, fields)
    answer = ask(text, kind=said)
    (hit,) = answer.hits
    assert (hit.kind, Hit.objects.get().record_id) == (kind, row.id)
    assert hit.by_name_only == (text == "Morning Heron")
    file = selectors.hit_file(an_actor(), hit.id, now=NOW)
    told = {line.agreement for line in file.comparison}
    assert told & {Agreement.SAME, Agreement.LOOKS_ALIKE}


NAMES = ["김민수", "Minsoo Kim", "KIM MIN SU", "Kim Min-su"]


@pytest.mark.parametrize("name", NAMES)
def test_a_person_in_another_spelling(name: str) -> None:
    """By name only, with a sum of reasons and the names side by side."""
    kim()
    (hit,) = ask(name, birth="1974-08", sex="m", nationality="KOR").hits
    assert (hit.by_name_only, hit.kind) == (True, RecordKind.PERSON)
    file = selectors.hit_file(an_actor(), hit.id, now=NOW)
    assert {line.reason for line in file.reasons} >= {"name", "part", "birth", "nationality"}
    fields = {line.field: line.agreement for line in file.comparison}
    assert fields["sex"] is fields["nationality"] is Agreement.SAME
    assert fields["birth"] is Agreement.LOOKS_ALIKE
    assert fields["name"] in {Agreement.SAME, Agreement.LOOKS_ALIKE}


def test_another_persons_birth_takes_the_match_away() -> None:
    """Many people are called Kim Min-su."""
    kim()
    assert ask("Kim Min-soo").hits
    far = ask("Kim Mun-su", birth="1999-01-01", sex="f")
    assert far.verdict is Verdict.NO_MATCH


def test_a_document_that_stands_in_a_persons_record() -> None:
    """The document of a person who is looked for is a hit on the person, by its number."""
    kim()
    (hit,) = ask("M70689098", issuing_state="KOR").hits
    assert (hit.kind, hit.by_name_only) == (RecordKind.PERSON, False)
    assert ask("M70689098", issuing_state="CHN").verdict is Verdict.NO_MATCH


def test_what_was_asked_is_kept_with_a_hit() -> None:
    """The officer compares with it later."""
    kim()
    ask("Kim Min-su", birth="1974")
    row = Check.objects.get()
    assert (row.name, row.birth, row.kind) == ("Kim Min-su", "1974-XX-XX", "person")


def test_the_reasons_go_with_the_record() -> None:
    """They hold its names."""
    row = kim()
    ask("Kim Min-su")
    assert Snapshot.objects.get().reasons
    from_owner = services.read_hit(an_actor(), hit_id=Hit.objects.get().id, now=NOW)
    assert from_owner.reasons
    record_withdrawn(row.id, NOW)
    assert not Snapshot.objects.exists()
    assert services.read_hit(an_actor(), hit_id=Hit.objects.get().id, now=NOW).reasons == ()


def test_many_at_once() -> None:
    """One answer for each, in their order; each is a check of its own."""
    kim()
    on_record(RecordKind.FIREARM, GUN, reference="BJ-2")
    questions = [read("PX0098")[0], read("Anna Berg")[0], read("Kim Min-su")[0]]
    answers = services.check_many(
        an_actor(),
        questions=questions,
        purpose=Purpose.SECURITY_CHECK,
        case_reference="flight 7",
        now=NOW,
    )
    assert [len(answer.hits) for answer in answers] == [1, 0, 1]
    assert Check.objects.count() == 3


REFUSED = {
    "a hundred and one": (101, "flight 7", TooManyQuestions),
    "no reference": (1, "", TextRefused),
}


@pytest.mark.parametrize(("count", "reference", "refusal"), REFUSED.values(), ids=REFUSED)
def test_too_many_at_once(count: int, reference: str, refusal: type[Exception]) -> None:
    """None of them is asked."""
    before = entries()
    with pytest.raises(refusal) as caught:
        services.check_many(
            an_actor(),
            questions=[read("PX0098")[0]] * count,
            purpose=Purpose.SECURITY_CHECK,
            case_reference=reference,
            now=NOW,
        )
    assert str(caught.value)
    assert (Check.objects.count(), entries()) == (0, before)
