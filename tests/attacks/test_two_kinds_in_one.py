"""Attack: a file that is two things at once, so that a browser runs what a desk took for a paper.

Each is added as an officer's browser sends it, looked at as the worker does, and asked for again
in every way there is. It is refused, or it leaves as a download of its own kind in a box where
nothing runs; what a page shows of it was drawn anew, without a byte of the second kind.
"""

import io
from collections.abc import Callable, Mapping
from typing import Any, Final

import pytest
from django.test import Client
from PIL import Image, PngImagePlugin

from liaison.files import blobs, jobs
from liaison.files.models import StoredFile
from liaison.files.states import FileState
from tests.cast import NOW
from tests.files import specimens
from tests.files.room import on_disk
from tests.web.conftest import at_desk, clock_stands
from tests.web.files.conftest import chosen, disk, sent

__all__ = ["at_desk", "clock_stands", "disk"]
pytestmark = pytest.mark.django_db
Desk = Callable[..., Client]
MARK: Final = b"alert(document.domain)"
SCRIPT: Final = b"<html><body><script>" + MARK + b"</script></body></html>"
BOX: Final = "sandbox; default-src 'none'; frame-ancestors 'none'; base-uri 'none'"


def jpeg_with(words: bytes) -> bytes:
    """Return a picture with a comment (marker FFFE), which every reader skips."""
    whole = specimens.picture()
    return whole[:2] + b"\xff\xfe" + (len(words) + 2).to_bytes(2, "big") + words + whole[2:]


def png_with(words: bytes) -> bytes:
    """Return a picture with a text inside."""
    out, said = io.BytesIO(), PngImagePlugin.PngInfo()
    said.add_text("Comment", words.decode())
    Image.new("RGB", (64, 64)).save(out, "PNG", pnginfo=said)
    return out.getvalue()


def gif_that_is_a_script() -> bytes:
    """Return a picture whose width is `/*`: `GIF89a/*...*/=1;` is JavaScript as well."""
    out = io.BytesIO()
    Image.new("P", (64, 64)).save(out, "GIF")
    whole = bytearray(out.getvalue())
    whole[6:8] = b"/*"
    return bytes(whole) + b"*/=1;" + MARK


GIF_TEXT: Final = b"GIF89a/*text*/=1;" + MARK
# name to what is sent: file name, declared type, content
FILES: Final[Mapping[str, tuple[str, str, bytes]]] = {
    "a PDF with a page behind it": ("a.pdf", "application/pdf", specimens.PDF + SCRIPT),
    "a PDF with a page inside": (
        "a.pdf",
        "application/pdf",
        b"%PDF-1.7\n%" + SCRIPT + b"\n" + specimens.PDF[9:],
    ),
    "a page with a PDF behind it": ("a.pdf", "application/pdf", SCRIPT + specimens.PDF),
    "the same, called a page": ("a.html", "text/html", SCRIPT + specimens.PDF),
    "the same, declared a page": ("a.pdf", "text/html", specimens.PDF + SCRIPT),
    "a GIF that is a script": ("a.gif", "image/gif", gif_that_is_a_script()),
    "the same, called a script": ("a.js", "text/javascript", gif_that_is_a_script()),
    "the same, called a picture we take": ("a.png", "image/png", gif_that_is_a_script()),
    "a text that is a GIF and a script": ("a.txt", "text/plain", GIF_TEXT),
    "the same, called a table": ("a.csv", "text/csv", GIF_TEXT),
    "a JPEG with a page in its comment": ("a.jpg", "image/jpeg", jpeg_with(SCRIPT)),
    "a JPEG with a page behind it": ("a.jpg", "image/jpeg", specimens.picture() + SCRIPT),
    "a PNG with a page in its words": ("a.png", "image/png", png_with(SCRIPT.decode().encode())),
    "a WebP whose length is a comment": (
        "a.webp",
        "image/webp",
        b"RIFF/*  WEBP*/=1;" + MARK,
    ),
    "a text that is a page": ("a.txt", "text/plain", SCRIPT),
    "a text with a page behind a line": ("a.txt", "text/plain", b"seen at nine\n" + SCRIPT),
    "a table with a page in a cell": ("a.csv", "text/csv", b"number,name\n1," + SCRIPT),
    "a document with a page inside": (
        "a.docx",
        "application/octet-stream",
        specimens.docx({"word/a.html": SCRIPT}),
    ),
}
REFUSED: Final = frozenset(
    {
        *("a page with a PDF behind it", "the same, called a page", "the same, declared a page"),
        *("a GIF that is a script", "the same, called a script"),
        *("the same, called a picture we take", "a text that is a GIF and a script"),
        *("the same, called a table", "a WebP whose length is a comment", "a text that is a page"),
    }
)
TYPES: Final = {
    "a.pdf": "application/pdf",
    "a.jpg": "image/jpeg",
    "a.png": "image/png",
    "a.txt": "text/plain; charset=utf-8",
    "a.csv": "text/csv; charset=utf-8",
    "a.docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def looked_at(row: StoredFile) -> None:
    """Let the worker look at it."""
    jobs.inspect({"file": str(row.pk)}, NOW)


def boxed(answer: Any) -> bytes:  # noqa: ANN401 - what django's client answers
    """Return a content that left in a box where nothing runs."""
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == BOX
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer["Cache-Control"] == "no-store"
    return b"".join(answer.streaming_content)


@pytest.mark.parametrize("name", FILES)
def test_nothing_of_it_runs(at_desk: Desk, name: str) -> None:
    file_name, declared, content = FILES[name]
    client = at_desk()
    sent(client, chosen(content, file_name, declared))
    row = StoredFile.objects.get()
    # before it was looked at nobody gets it at all
    assert client.get(f"/files/{row.pk}/").status_code == 409
    looked_at(row)
    row.refresh_from_db()
    assert (row.state == FileState.REFUSED) is (name in REFUSED)
    for rendition in ("", "picture/", "thumbnail/"):
        answer = client.get(f"/files/{row.pk}/{rendition}")
        if answer.status_code != 200:
            assert MARK not in answer.content
            continue
        assert name not in REFUSED
        given = boxed(answer)
        if rendition:
            # drawn here: nothing that hung on the first one came along
            assert MARK not in given
            assert answer["Content-Type"] in {"image/jpeg", "image/png"}
            continue
        assert answer["Content-Disposition"] == f'attachment; filename="{file_name}"'
        assert answer["Content-Type"] == TYPES[file_name]
        assert given == content


def test_a_file_that_is_refused_leaves_no_byte(
    at_desk: Desk, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    file_name, declared, content = FILES["a GIF that is a script"]
    sent(at_desk(), chosen(content, file_name, declared))
    with django_capture_on_commit_callbacks(execute=True):
        looked_at(StoredFile.objects.get())
    assert on_disk() == []


NAMES: Final = (
    *("CON.txt", "aux.txt", "NUL.txt", "COM1.txt", "LPT9.log", "desktop.txt", "web.config.txt"),
    *("passwd.txt", "waiting.txt", "relayed.txt", "a:stream.txt", "a%2f..%2fb.txt", "~$a.txt"),
    *("-rf.txt", "$(id).txt", "`id`.txt", "a;b&c|d.txt", "a.txt" * 29),
)


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_never_a_path(at_desk: Desk, name: str) -> None:
    """Names that a file system or a shell reserves: ours keeps files by digest, under no name."""
    client = at_desk()
    sent(client, chosen(name=name))
    row = StoredFile.objects.get()
    assert on_disk()
    assert all(blobs.ADDRESS.fullmatch(path.name) for path in on_disk())
    looked_at(row)
    answer = client.get(f"/files/{row.pk}/")
    assert (answer.status_code, boxed(answer)) == (200, specimens.TEXT)
    assert answer["Content-Disposition"].startswith("attachment; filename")
    assert "\r" not in answer["Content-Disposition"]
