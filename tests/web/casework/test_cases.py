"""Case files: what belongs together, and what was done."""

import uuid
from collections.abc import Callable

from django.test import Client

from liaison.casework.models import Case, Task
from tests.casework.things import an_accepted

AtDesk = Callable[..., Client]


def opened(client: Client, title: str = "Visa ring") -> str:
    """Open a case; return the address of its page."""
    answer = client.post("/cases/", {"title": title})
    assert answer.status_code == 302
    return str(answer["Location"])


def step(client: Client, where: str, what: str, /, **said: str) -> tuple[int, str]:
    """Take a step in a case."""
    fields = {f"{what}-{key}": value for key, value in said.items()}
    answer = client.post(where, {"step": what, **fields})
    return answer.status_code, answer.content.decode()


def test_an_empty_list_says_what_fills_it(at_desk: AtDesk) -> None:
    assert "No case file here." in at_desk("Boris").get("/cases/").content.decode()


def test_a_case_is_opened_and_found(at_desk: AtDesk) -> None:
    client = at_desk("Boris")
    where = opened(client)
    assert "Visa ring" in client.get("/cases/", {"text": "visa"}, follow=True).content.decode()
    assert "Visa ring" not in client.get("/cases/", {"text": "gold"}, follow=True).content.decode()
    assert "Case opened" in client.get(where).content.decode()


def test_a_case_needs_a_title(at_desk: AtDesk) -> None:
    answer = at_desk("Boris").post("/cases/", {"title": " "})
    assert answer.status_code == 422
    assert "Write what the case is about." in answer.content.decode()
    assert not Case.objects.exists()


def test_requests_parties_tasks_and_notes_come_in(at_desk: AtDesk) -> None:
    client, row = at_desk("Boris"), an_accepted()
    where = opened(client)
    steps = [
        ("link", {"reference": row.our_reference}),
        ("party", {"role": "suspect", "name": "Zhang Wei"}),
        ("task", {"words": "Ask the archive.", "due_at": "2026-03-09T12:00"}),
        ("note", {"words": "The archive closes at noon."}),
    ]
    for name, said in steps:
        assert step(client, where, name, **said)[0] == 302
    page = client.get(where).content.decode()
    for said_there in (
        row.subject,
        "Zhang Wei",
        "Ask the archive.",
        "The archive closes at noon.",
    ):
        assert said_there in page
    task = Task.objects.get()
    assert client.post(where, {"step": "done", "task": str(task.id)}).status_code == 302
    assert "Task finished" in client.get(where).content.decode()


def test_the_timeline_names_the_bureau_that_spoke(at_desk: AtDesk) -> None:
    """By its address for messages, as everywhere else."""
    client, row = at_desk("Boris"), an_accepted()
    where = opened(client)
    step(client, where, "link", reference=row.our_reference)
    page = client.get(where).content.decode()
    assert f"IP SEOUL \u00b7 {row.asked}" in page
    assert f"seoul \u00b7 {row.asked}" not in page


def test_a_request_nobody_knows_is_not_put_in(at_desk: AtDesk) -> None:
    client = at_desk("Boris")
    status, page = step(client, opened(client), "link", reference="BJ-2026-999999")
    assert status == 422
    assert "No request has this reference." in page


def test_a_case_is_closed_and_opened_again(at_desk: AtDesk) -> None:
    client = at_desk("Boris")
    where = opened(client)
    assert step(client, where, "close", words="Solved.")[0] == 302
    page = client.get(where).content.decode()
    assert "Solved." in page
    assert 'value="task"' not in page
    assert step(client, where, "note", words="More.")[0] == 422
    assert step(client, where, "reopen", words="A new witness.")[0] == 302


def test_hidden_missing_and_strange(at_desk: AtDesk, in_unit: Callable[..., Client]) -> None:
    client = at_desk("Boris")
    where = opened(client)
    assert client.get(f"/cases/{uuid.uuid4()}/").status_code == 404
    assert in_unit().get(where).status_code == 403
    assert step(client, where, "explode")[0] == 400
    assert client.post(where, {"step": "done", "task": "x"}).status_code == 422
    assert client.get("/cases/", {"state": "gone"}).status_code == 400
