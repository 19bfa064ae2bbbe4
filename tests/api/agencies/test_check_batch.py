"""A hundred questions at once: each answered or refused for itself."""

from liaison.queries.models import Check
from tests.api.agencies.caller import Machine
from tests.records.things import a_copy


def batch(*numbers: str) -> dict[str, object]:
    """Return questions about numbers."""
    return {
        "purpose": "security_check",
        "case_reference": "CA-981",
        "questions": [
            {
                "reference": f"row {place}",
                "question": {"subject": "travel_document", "text": text, "issuing_state": "CHN"},
            }
            for place, text in enumerate(numbers)
        ],
    }


def test_answers_come_in_the_order_of_the_questions(machine: Machine) -> None:
    a_copy()
    answer = machine.call("check_batch", batch("E00000001", "LX7310254", "##"))
    first, second, third = answer.body["answers"]
    assert [one["reference"] for one in (first, second, third)] == ["row 0", "row 1", "row 2"]
    assert first["check"]["verdict"] == "no_match"
    assert second["check"]["verdict"] == "possible_match"
    assert third["check"] is None
    assert third["problem"]["code"] == "queries:question"
    assert third["problem"]["errors"][0]["pointer"] == "#/questions/2/question/text"
    assert Check.objects.count() == 2


def test_a_hundred_and_no_more(machine: Machine) -> None:
    numbers = [f"E{place:08d}" for place in range(101)]
    assert machine.call("check_batch", batch(*numbers[:100])).status == 200
    assert Check.objects.count() == 100
    answer = machine.call("check_batch", batch(*numbers))
    assert (answer.status, answer.body["errors"][0]["pointer"]) == (422, "#/questions")


def test_none_is_refused(machine: Machine) -> None:
    assert machine.call("check_batch", batch()).status == 422


def test_a_bad_case_reference_refuses_the_whole(machine: Machine) -> None:
    answer = machine.call("check_batch", {**batch("E00000001"), "case_reference": "\u202e"})
    assert (answer.status, answer.code) == (422, "queries:text")
    assert not Check.objects.exists()
