"""Photographs in the form of a record: ticked, taken out, never a file that is none of theirs."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from liaison.files import blobs
from liaison.files.models import StoredFile
from liaison.records.models import Record
from tests.records.persons import entered
from tests.records.pictures import a_picture
from tests.web.records.typing_in import typed

Sit = Callable[..., Client]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("outbox")]


@pytest.fixture(autouse=True)
def disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the blobs where nothing else is."""
    monkeypatch.setattr(blobs, "home", lambda: tmp_path)


@pytest.fixture
def ada(at_desk: Sit) -> Client:
    """Return Ada's browser."""
    return at_desk(role="data_steward")


def change(client: Client, row: Record, files: list[str]) -> int:
    """Tick photographs in the form of a record, store it, and return the status."""
    address = f"/records/{row.id}/change/"
    sent = typed(client.get(address), reason="Looked at.") | {"files": files}
    return client.post(address, sent).status_code


def test_one_is_ticked_and_stays(ada: Client) -> None:
    row, photograph = entered(), a_picture()
    assert change(ada, row, [photograph]) == 302
    row.refresh_from_db()
    assert (row.version, photograph in row.fields) == (2, True)
    # the form shows it ticked: stored again as it stands, it stays
    assert typed(ada.get(f"/records/{row.id}/change/"))["files"] == [photograph]


def test_the_last_one_can_be_taken_out(ada: Client) -> None:
    row = entered(photographs=[photograph := a_picture()])
    assert change(ada, row, []) == 302
    row.refresh_from_db()
    assert photograph not in row.fields
    assert StoredFile.objects.get().state == "erased"


def test_a_new_record_has_one_at_once(ada: Client) -> None:
    address, photograph = "/records/new/person/", a_picture()
    sent = typed(ada.get(address), status="wanted", names__0__surname="LIN")
    sent |= {"national_reference": ["BJ-P-7"], "files": [photograph]}
    assert ada.post(address, sent).status_code == 302
    assert photograph in Record.objects.get().fields


def test_one_that_is_not_looked_at_yet_comes_back_ticked(ada: Client) -> None:
    row, photograph = entered(), a_picture(look=False)
    assert change(ada, row, [photograph]) == 400
    row.refresh_from_db()
    assert row.version == 1


def test_without_a_word_about_files_they_stay(at_desk: Sit) -> None:
    """A kind without photographs has no list to tick, and loses nothing."""
    client = at_desk(role="data_steward")
    page = client.get("/records/new/firearm/").content.decode()
    assert "file-to-add" in page
    assert "file-to-add" not in client.get("/records/new/travel_document/").content.decode()
