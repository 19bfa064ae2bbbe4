"""Content leaves as a download or as a picture drawn here, logged; never as a page."""

import io
import re
from collections.abc import Callable
from uuid import UUID

import pytest
from django.test import Client
from PIL import Image

from tests.files.room import added, clean, logged
from tests.files.specimens import TEXT, picture

Sit = Callable[..., Client]
pytestmark = pytest.mark.django_db
POLICY = "sandbox; default-src 'none'; frame-ancestors 'none'; base-uri 'none'"


def body(client: Client, address: str) -> bytes:
    answer = client.get(address)
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)  # type: ignore[attr-defined]


def test_as_it_came(at_desk: Sit) -> None:
    client = at_desk()
    facts = clean()
    assert body(client, f"/files/{facts.id}/") == TEXT
    assert len(logged("files:file:opened")) == 1


def test_nothing_runs(at_desk: Sit) -> None:
    facts = clean(name="n\u00f4te \u53f0.txt")
    answer = at_desk().get(f"/files/{facts.id}/")
    assert answer["Content-Disposition"] == (
        "attachment; filename*=utf-8''n%C3%B4te%20%E5%8F%B0.txt"
    )
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer["Content-Length"] == str(len(TEXT))
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == POLICY
    assert answer["Cache-Control"] == "no-store"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"


def test_a_name_with_quotes_stays_one_name(at_desk: Sit) -> None:
    facts = clean(name='a"; filename="b.exe.txt')
    header = at_desk().get(f"/files/{facts.id}/")["Content-Disposition"]
    assert re.fullmatch(r'attachment; filename="a\\"; filename=\\"b\.exe\.txt"', header)


def test_a_picture_is_shown_as_it_was_drawn(at_desk: Sit) -> None:
    client = at_desk()
    facts = clean(picture(), name="face.jpg")
    for which, size in (("picture", (200, 320)), ("thumbnail", (150, 240))):
        answer = client.get(f"/files/{facts.id}/{which}/")
        assert answer["Content-Disposition"] == "inline"
        assert answer["Content-Type"] == "image/jpeg"
        assert answer["Content-Security-Policy"] == POLICY
        data = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
        assert b"photographer" not in data
        assert Image.open(io.BytesIO(data)).size == size


def quarantined() -> UUID:
    return added().id


def refused() -> UUID:
    facts = added(b"MZ\x90\x00", name="a.exe")
    return facts.id


@pytest.mark.parametrize(
    ("made", "what", "status"),
    [
        (quarantined, "", 409),
        (refused, "", 409),
        (lambda: clean().id, "picture/", 404),
        (lambda: clean().id, "thumbnail/", 404),
        (lambda: UUID(int=7), "", 404),
    ],
    ids=["in quarantine", "a program", "no picture", "no thumbnail", "not there"],
)
def test_refused(at_desk: Sit, made: Callable[[], UUID], what: str, status: int) -> None:
    answer = at_desk().get(f"/files/{made()}/{what}")
    assert answer.status_code == status
    assert logged("files:file:opened") == []


def test_a_list_shows_only_what_one_may_know(at_desk: Sit) -> None:
    client = at_desk()
    facts = clean(picture(), name="face.jpg")
    page = client.get(f"/files/some/?id={facts.id}&id={UUID(int=7)}&id=nonsense").content.decode()
    assert page.count('class="file"') == 1
    assert f"/files/{facts.id}/thumbnail/" in page
    assert "added by Ada" in page
