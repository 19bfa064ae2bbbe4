"""Adding a file through the page: streamed, sealed, checked, with and without a script."""

import io
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from liaison.files import policy
from liaison.files.models import StoredFile
from tests.cast import a_person, sit_down
from tests.files.room import looked_at, on_disk, written
from tests.files.specimens import TEXT, picture
from tests.web.files.conftest import chosen, sent

Sit = Callable[..., Client]
pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def test_it_is_added_and_listed(at_desk: Sit) -> None:
    client = at_desk()
    answer = client.post("/files/add/", {"file": chosen()}, follow=True)
    assert answer.redirect_chain == [("/files/", 302)]
    page = answer.content.decode()
    for words in ("note.txt was added.", "Being looked at", "added by Ada"):
        assert words in page
    row = StoredFile.objects.get()
    assert (row.state, row.declared_type) == ("quarantined", "text/plain")
    assert all(TEXT not in path.read_bytes() for path in on_disk())


def test_it_goes_on_where_it_came_from(at_desk: Sit) -> None:
    assert sent(at_desk(), back="/records/").url == "/records/"


@pytest.mark.parametrize(
    "back", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)", "x"]
)
def test_it_goes_nowhere_else(at_desk: Sit, back: str) -> None:
    assert sent(at_desk(), back=back).url == "/files/"


def test_with_a_script_the_list_comes_back_with_the_new_one_ticked(at_desk: Sit) -> None:
    answer = at_desk().post(
        "/files/add/",
        {"file": chosen(), "form": "request-form", "purpose": "casework.request"},
        headers=HTMX,
    )
    page = answer.content.decode()
    row = StoredFile.objects.get()
    assert 'id="files-chosen"' in page
    assert 'form="request-form"' in page
    assert f'value="{row.pk}"' in page
    assert "checked" in page
    assert "every 3s" in page


def test_a_list_at_rest_asks_no_more(at_desk: Sit) -> None:
    client = at_desk()
    sent(client)
    row = StoredFile.objects.get()
    looked_at(row)  # type: ignore[arg-type]
    page = client.get("/files/list/?form=request-form").content.decode()
    assert "every 3s" not in page
    assert "May be opened" in page
    assert "not scanned: no scanner here" in page


def test_a_refused_file_says_why_and_cannot_be_ticked(at_desk: Sit) -> None:
    client = at_desk()
    sent(client, chosen(picture(), "face.txt"))
    looked_at(StoredFile.objects.get())  # type: ignore[arg-type]
    page = client.get("/files/list/?form=request-form").content.decode()
    assert "Its content is of another kind than the end of its name says." in page
    assert "disabled" in page
    assert "/files/" + str(StoredFile.objects.get().pk) + '/"' not in page


REFUSED = {
    "nothing": (None, "No file was chosen"),
    "an empty file": (chosen(b"", "a.txt"), "No file was chosen"),
    "no name to show": (chosen(name="." * 3 + "txt"), "The name of the file is empty"),
    "a name too long": (chosen(name="n" * 160 + ".txt"), "The name of the file is empty"),
    "too large": (chosen(bytes(policy.FILE_BYTES + 1), "a.txt"), "The file has more than 25 MB."),
}


@pytest.mark.parametrize(("file", "words"), REFUSED.values(), ids=REFUSED)
def test_refused(at_desk: Sit, file: SimpleUploadedFile | None, words: str) -> None:
    client = at_desk()
    before = written()
    answer = client.post("/files/add/", {"file": file} if file else {"form": ""})
    assert answer.status_code == 400
    assert words in answer.content.decode()
    after = written()
    assert after == before | {"log": before["log"] + 1}, "nothing but the refusal is recorded"


def test_far_too_large_is_not_even_read(at_desk: Sit) -> None:
    client = at_desk()
    body = io.BytesIO(b"--x\r\n")
    answer = client.generic(
        "POST",
        "/files/add/",
        body.read(),
        content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(10**9),
    )
    assert answer.status_code == 400
    assert "The file has more than 25 MB." in answer.content.decode()


def test_two_files_at_once(at_desk: Sit) -> None:
    client = at_desk()
    before = written()
    answer = client.post("/files/add/", {"file": chosen(), "other": chosen()})
    assert answer.status_code == 400
    assert written() == before | {"log": before["log"] + 1}


def test_nothing_is_kept_without_the_form_s_token(at_desk: Sit) -> None:
    at_desk()
    strict = Client(enforce_csrf_checks=True)
    sit_down(strict, a_person("Boris"))
    before = written()
    answer = sent(strict)
    assert answer.status_code == 403
    assert written() == before


def test_with_the_form_s_token(at_desk: Sit) -> None:
    at_desk()
    strict = Client(enforce_csrf_checks=True)
    sit_down(strict, a_person("Boris"))
    token = strict.get("/files/").context["csrf_token"]
    answer = strict.post("/files/add/", {"csrfmiddlewaretoken": token, "file": chosen()})
    assert answer.status_code == 302
    assert StoredFile.objects.count() == 1


def test_no_other_page_takes_files(at_desk: Sit) -> None:
    """An upload elsewhere is read by nobody and written nowhere."""
    at_desk().post("/check/", {"document": "X1", "file": chosen()})
    assert on_disk() == []


def test_it_is_erased_again(at_desk: Sit) -> None:
    client = at_desk()
    sent(client)
    row = StoredFile.objects.get()
    answer = client.post(f"/files/{row.pk}/remove/", follow=True)
    assert "The file is erased." in answer.content.decode()
    row.refresh_from_db()
    assert row.state == "erased"
    assert "note.txt" not in client.get("/files/").content.decode()
