"""The pages of bulk checks: a list goes in, its answers come out, and only to who may."""

import re
from collections.abc import Callable
from http import HTTPStatus
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from liaison.audit.models import Payload
from liaison.core.models import Job
from liaison.queries import bulkfile, bulkwork, services
from liaison.queries.models import BulkCheck, BulkChunk
from liaison.queries.states import BulkState
from tests.cast import an_actor
from tests.queries.lists import SOON, work
from tests.queries.people import kim

AtDesk = Callable[..., Client]
LIST = (
    "reference,name,birth\r\n"
    "17A,KIM Min-su,1974-08-12\r\n"
    "17B,Ingrid Bergstrom,1990\r\n"
    "=17C,Anna Lind,Tuesday\r\n"
)
WHY = {
    "kind": "passengers",
    "purpose": "security_check",
    "reference": "CA 123",
    "ground": "Own law on passenger data, Art. 3",
}
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("outbox")]


def sent(client: Client, text: str = LIST, **said: str) -> tuple[HTTPStatus, str]:
    """Send a list; return the status, and the page or where it led."""
    file = SimpleUploadedFile("list.csv", text.encode(), "text/csv")
    answer = client.post("/bulk/", {**WHY, **said, "file": file})
    return HTTPStatus(answer.status_code), answer.get("Location") or answer.content.decode()


def read(client: Client, address: str) -> str:
    """Return a page or a file as text."""
    answer = client.get(address)
    assert answer.status_code == HTTPStatus.OK
    streamed = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    return streamed.decode()


def test_from_the_list_to_the_comparison(at_desk: AtDesk) -> None:
    kim()
    client = at_desk()
    status, address = sent(client)
    assert status is HTTPStatus.FOUND
    page = read(client, address)
    assert "0 of 3 lines" in page
    assert 'hx-trigger="every 2s"' in page
    work()
    page = read(client, address)
    assert "3 of 3 lines" in page
    assert "a name alone: many people share a name" in page
    assert re.search(r'href="/hits/[0-9a-f-]{36}/"', page)
    assert "/progress/?seen=" not in page


def test_the_files_that_come_back(at_desk: AtDesk) -> None:
    """A byte order mark for spreadsheets, no formula, the words of the reader; all recorded."""
    kim()
    client = at_desk()
    _, address = sent(client)
    work()
    results = read(client, f"{address}results/")
    assert results.startswith("\ufeffline,reference,verdict,matches")
    assert "\r\n2,17A,possible_match,1,1.00,yes," in results
    assert "\r\n3,17B,no_match,0,,,\r\n" in results
    assert "Bergstrom" not in results
    rejects = read(client, f"{address}rejects/")
    assert "\r\n4,birth,The date of birth Tuesday is not a date" in rejects
    assert ",'=17C,Anna Lind,Tuesday," in rejects
    events = Payload.objects.filter(event__in=("queries:bulk:results_read",))
    assert events.exists()
    assert Payload.objects.filter(event="queries:bulk:rejects_read").exists()


def test_the_bar_goes_on_and_then_the_page_is_read_again(at_desk: AtDesk) -> None:
    client = at_desk()
    _, address = sent(client)
    part = read(client, f"{address}progress/?seen=running")
    assert '<progress id="bulk-done" max="3" value="0">' in part
    assert "<html" not in part
    work()
    assert client.get(f"{address}progress/?seen=running")["HX-Refresh"] == "true"


REFUSED: dict[str, tuple[str, dict[str, str], str]] = {
    "no file": ("", {}, "Choose the file with the list."),
    "no list": ("reference\r\n1\r\n", {}, "The file cannot be read at line 1."),
    "another header": ("name,shoes\r\nA,1\r\n", {}, "The file cannot be read at line 1."),
    "only a header": ("name\r\n", {}, "There is nothing in the file"),
    "no ground": (LIST, {"ground": " "}, "Write by what right"),
    "no reference": (LIST, {"reference": ""}, "Write what this question belongs to."),
    "a purpose no list has": (LIST, {"purpose": "threats_trends_networks"}, "not one of the"),
}


@pytest.mark.parametrize(("text", "said", "words"), REFUSED.values(), ids=REFUSED)
def test_refused_with_what_to_do(
    at_desk: AtDesk, text: str, said: dict[str, str], words: str
) -> None:
    """And nothing is begun; what was typed stays."""
    status, page = sent(at_desk(), text, **said)
    assert status is HTTPStatus.UNPROCESSABLE_ENTITY
    assert words in page
    assert "Choose the file again" in page
    assert not BulkCheck.objects.exists()


def test_a_file_too_large(at_desk: AtDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulkfile, "BYTES", 10)
    status, page = sent(at_desk())
    assert status is HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Divide it; nothing was taken." in page
    assert not BulkCheck.objects.exists()


def test_a_fourth_list_at_once(at_desk: AtDesk) -> None:
    client = at_desk()
    for _ in range(3):
        sent(client)
    status, page = sent(client)
    assert status is HTTPStatus.UNPROCESSABLE_ENTITY
    assert "too many lists are under way" in page
    assert BulkCheck.objects.count() == 3


def a_waiting_list(client: Client) -> tuple[str, UUID]:
    """Return the address and the id of a list that is large."""
    rows = "".join(f"{n},Nobody Known\r\n" for n in range(1000))
    _, address = sent(client, "reference,name\r\n" + rows)
    return address, BulkCheck.objects.get().pk


def test_the_same_person_is_offered_no_decision(at_desk: AtDesk) -> None:
    client = at_desk()
    address, _ = a_waiting_list(client)
    page = read(client, address)
    assert "Another officer of the bureau has to approve this list." in page
    assert 'value="approve"' not in page
    answer = client.post(address, {"step": "approve", "note": "mine"})
    assert answer.status_code == HTTPStatus.CONFLICT
    assert BulkCheck.objects.get().state == BulkState.WAITING


def test_a_second_person_approves(at_desk: AtDesk) -> None:
    address, bulk_id = a_waiting_list(at_desk())
    client = at_desk("Boris")
    assert 'value="approve"' in read(client, address)
    empty = client.post(address, {"step": "approve", "note": " "})
    assert empty.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert client.post(address, {"step": "approve", "note": "flight list"}).status_code == 302
    assert Job.objects.filter(name=bulkwork.LANE, payload__bulk=str(bulk_id)).exists()


def test_cancelled(at_desk: AtDesk) -> None:
    client = at_desk()
    _, address = sent(client)
    client.post(address, {"step": "cancel"})
    assert BulkCheck.objects.get().state == BulkState.CANCELLED
    assert {bytes(one.lines) for one in BulkChunk.objects.all()} == {b""}
    assert client.post(address, {"step": "?"}).status_code == HTTPStatus.BAD_REQUEST


def test_a_frontline_officer_finds_no_lists(at_desk: AtDesk) -> None:
    client = at_desk(role="frontline_officer")
    assert client.get("/bulk/").status_code == HTTPStatus.FORBIDDEN
    assert sent(client)[0] is HTTPStatus.FORBIDDEN
    assert not services.list_bulks(an_actor(), now=SOON)
