"""Photographs on the page of a record: drawn anew, shown to who may see the record."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from liaison.files import blobs
from tests.records.persons import entered
from tests.records.pictures import a_copy_with, a_picture, coming

Sit = Callable[..., Client]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("outbox")]


@pytest.fixture(autouse=True)
def disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the blobs where nothing else is."""
    monkeypatch.setattr(blobs, "home", lambda: tmp_path)


def test_a_desk_officer_sees_the_face(at_desk: Sit) -> None:
    row = entered(photographs=[photograph := a_picture()])
    client = at_desk(role="desk_officer")
    page = client.get(f"/records/{row.id}/").content.decode()
    address = f"/records/{row.id}/photographs/{photograph}/"
    assert f'src="{address}thumbnail/"' in page
    assert 'alt="Photograph 1 of LIN Haoran"' in page
    for shown in (address, f"{address}thumbnail/"):
        answer = client.get(shown)
        assert (answer.status_code, answer["Content-Type"][:6]) == (200, "image/")
        assert answer["X-Content-Type-Options"] == "nosniff"


def test_of_a_copy_it_waits_for_the_look(at_desk: Sit) -> None:
    row = a_copy_with(file := coming())
    client = at_desk(role="desk_officer")
    address = f"/records/{row.id}/photographs/{file.part.file_id}/"
    assert "On its way" in client.get(f"/records/{row.id}/").content.decode()
    assert client.get(address).status_code == 409
    file.bring()
    assert f'src="{address}thumbnail/"' in client.get(f"/records/{row.id}/").content.decode()
    assert client.get(address).status_code == 200


def test_of_a_discreet_record_there_is_none(at_desk: Sit) -> None:
    row = entered(photographs=[photograph := a_picture()], discreet=True)
    client = at_desk(role="desk_officer")
    for rest in ("", "thumbnail/"):
        address = f"/records/{row.id}/photographs/{photograph}/{rest}"
        assert client.get(address).status_code == 404
