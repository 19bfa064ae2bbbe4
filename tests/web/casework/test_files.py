"""Files on the pages of casework: ticked beside a draft or an answer, shown with the request."""

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from django.test import Client

from liaison.casework import services
from liaison.casework.models import Letter, Request
from liaison.casework.words import LetterKind
from liaison.files import blobs
from liaison.files.models import StoredFile
from tests.casework.things import DRAFT, UNIT, an_accepted, boris
from tests.cast import NOW
from tests.files.room import looked_at
from tests.records.outbox import Outbox
from tests.web.files.conftest import chosen

Sit = Callable[..., Client]
pytestmark = pytest.mark.django_db
SHEET = {
    "subject": DRAFT.subject,
    "purpose": DRAFT.purpose.value,
    "urgency": DRAFT.urgency.value,
    "clock": DRAFT.clock,
    "crime_area": DRAFT.crime_area.value,
    "handling_code": DRAFT.handling_code.value,
    "do": "save",
}


@pytest.fixture(autouse=True)
def disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the blobs where nothing else is."""
    monkeypatch.setattr(blobs, "home", lambda: tmp_path)


def uploaded(client: Client) -> UUID:
    """Add a file as a browser does, and let the job look at it."""
    client.post("/files/add/", {"file": chosen()})
    row = StoredFile.objects.latest("created_at", "pk")
    looked_at(row)  # type: ignore[arg-type]
    return row.pk


def test_ticked_it_goes_with_the_draft_and_stays_ticked(in_unit: Sit) -> None:
    client = in_unit()
    file_id = uploaded(client)
    assert f'value="{file_id}"' in client.get("/requests/new/").content.decode()
    answer = client.post("/requests/new/", SHEET | {"files": [str(file_id)]}, follow=True)
    row = Request.objects.get()
    assert row.files == [str(file_id)]
    page = answer.content.decode()
    box = page[page.index(f'value="{file_id}"') :].split(">")[0]
    assert "checked" in box
    assert f"/files/{file_id}/remove/" not in page, "what a draft holds is not erased from here"


def test_left_out_it_is_free_again(in_unit: Sit) -> None:
    client = in_unit()
    file_id = uploaded(client)
    client.post("/requests/new/", SHEET | {"files": [str(file_id)]})
    row = Request.objects.get()
    client.post(f"/requests/{row.pk}/change/", SHEET)
    row.refresh_from_db()
    assert row.files == []
    assert f"/files/{file_id}/remove/" in client.get("/files/").content.decode()


def test_an_answer_carries_what_was_ticked(at_desk: Sit, abroad: Outbox) -> None:
    client = at_desk()
    row = an_accepted()
    file_id = uploaded(client)
    page = client.get(f"/requests/{row.pk}/").content.decode()
    assert 'form="step-answer"' in page
    said = {"step": "answer", "answer-result": "information", "answer-words": "Known here."}
    answer = client.post(f"/requests/{row.pk}/", said | {"files": [str(file_id)]}, follow=True)
    assert abroad.sent[-1].files == (file_id,)
    assert f"/files/{file_id}/" in answer.content.decode()


def test_somebody_else_s_file_is_not_enclosed(in_unit: Sit, at_desk: Sit) -> None:
    file_id = uploaded(at_desk())
    answer = in_unit().post("/requests/new/", SHEET | {"files": [str(file_id)]})
    assert answer.status_code == 422
    assert not Request.objects.exists()


def test_a_unit_s_drafted_answer_keeps_its_file(in_unit: Sit) -> None:
    client = in_unit()
    row = an_accepted()
    services.assign(boris(), request_id=row.id, organisation=UNIT, words="Known?", now=NOW)
    file_id = uploaded(client)
    drafted = {"draft_answer-result": "information", "draft_answer-words": "Known."}
    said = {"step": "draft_answer", **drafted}
    client.post(f"/requests/{row.pk}/", said | {"files": [str(file_id)]})
    letter = Letter.objects.get(kind=LetterKind.ANSWER_DRAFT)
    assert letter.files == [str(file_id)]
