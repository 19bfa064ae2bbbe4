"""What inspection refuses: a reason in one word, and no content left anywhere."""

import io
import zipfile
from collections.abc import Mapping

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from liaison.files.models import Content, ContentKey
from liaison.files.policy.archives import ENTRIES
from tests.files import specimens
from tests.files.room import added, logged, looked_at, on_disk

pytestmark = pytest.mark.django_db
MEGABYTE = 1024 * 1024


def locked() -> bytes:
    """Return a document whose entries claim to be encrypted."""
    data = bytearray(specimens.docx({"word/a.xml": b"<a/>"}))
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(signature)
        while at >= 0:
            data[at + place] |= 1
            at = data.find(signature, at + 4)
    return bytes(data)


def inside(content: bytes, times: int) -> bytes:
    """Return a document inside a document inside a document."""
    for _ in range(times):
        content = specimens.docx({"word/embeddings/a.docx": content})
    return content


def quietly_large() -> bytes:
    """Return a document that unfolds to more than is allowed, each entry well below the ratio."""
    out = io.BytesIO()
    noise = bytes(range(256)) * 16 + specimens.TEXT * 200
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", specimens.CONTENT_TYPES)
        archive.writestr("word/document.xml", b"<a/>")
        for number in range(220):
            archive.writestr(f"word/media/{number}.bin", noise * 70)
    return out.getvalue()


BAD: Mapping[str, tuple[str, bytes, str]] = {
    "a program": ("a.exe", b"MZ\x90\x00" + bytes(200), "type"),
    "a program called a document": ("a.docx", b"MZ\x90\x00" + bytes(200), "type"),
    "a page of HTML": ("a.txt", b"<html><script>alert(1)</script></html>", "type"),
    "a page behind spaces": ("a.txt", b"\n\n  <!DOCTYPE html><script>alert(1)</script>", "type"),
    "a drawing that runs": (
        "a.png",
        b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
        "type",
    ),
    "an archive of anything": ("a.zip", specimens.zipped({"a.txt": b"x"}), "type"),
    "bytes": ("a.bin", bytes(range(256)), "type"),
    "a text in no encoding": ("a.txt", b"caf\xe9", "type"),
    "a picture called a text": ("a.txt", specimens.picture(), "name_differs"),
    "a PDF called a picture": ("a.jpg", specimens.PDF, "name_differs"),
    "a PDF without an ending": ("dossier", specimens.PDF, "name_differs"),
    "a PDF with two endings": ("dossier.pdf.exe", specimens.PDF, "name_differs"),
    "a picture that is an archive": (
        "a.jpg",
        specimens.picture() + specimens.zipped({"a.class": b"x"}),
        "polyglot",
    ),
    "a PDF that is an archive": (
        "a.pdf",
        specimens.PDF + specimens.zipped({"a.js": b"x"}),
        "polyglot",
    ),
    "a text that is a PDF": ("a.txt", b"read me\n%PDF-1.7\n", "polyglot"),
    "a document that is a PDF": (
        "a.docx",
        specimens.zipped(
            {"%PDF-1.7": b"x", "[Content_Types].xml": b"<a/>", "word/document.xml": b"<a/>"}
        ),
        "polyglot",
    ),
    "half a picture": ("a.jpg", specimens.picture()[:300], "damaged"),
    "a picture of a billion points": ("a.png", specimens.huge_png(40_000, 30_000), "picture_size"),
    "a picture somewhat too large": ("a.png", specimens.huge_png(8_000, 6_000), "picture_size"),
    "half a document": ("a.docx", specimens.docx()[:-60], "type"),
    "a locked document": ("a.docx", locked(), "encrypted"),
    "macros": ("a.docx", specimens.docx({"word/vbaProject.bin": b"x"}), "macros"),
    "macros elsewhere": ("a.xlsx", specimens.xlsx({"xl/VBAPROJECT.BIN": b"x"}), "macros"),
    "macros of the other family": (
        "a.odt",
        specimens.odt({"Basic/Standard/Module1.xml": b"x"}),
        "macros",
    ),
    "macros that are only declared": (
        "a.docx",
        specimens.zipped(
            {
                "[Content_Types].xml": b'<Types ContentType="a.macroEnabled.main+xml"/>',
                "word/document.xml": b"<a/>",
            }
        ),
        "macros",
    ),
    "macros inside what is inside": (
        "a.docx",
        specimens.docx({"word/embeddings/a.xlsx": specimens.xlsx({"xl/vbaProject.bin": b"x"})}),
        "macros",
    ),
    "a bomb": ("a.docx", specimens.docx({"word/a.xml": bytes(30 * MEGABYTE)}), "archive_ratio"),
    "a bomb of entries": ("a.docx", specimens.many_entries(ENTRIES), "archive_count"),
    "a bomb of very many entries": (
        "a.docx",
        specimens.many_entries(2 * ENTRIES),
        "archive_count",
    ),
    "a bomb of good manners": ("a.docx", quietly_large(), "archive_size"),
    "a bomb inside": (
        "a.docx",
        specimens.docx(
            {"word/embeddings/a.docx": specimens.docx({"word/a.xml": bytes(30 * MEGABYTE)})}
        ),
        "archive_ratio",
    ),
    "too deep": ("a.docx", inside(specimens.docx(), 2), "archive_depth"),
    "an archive inside": (
        "a.docx",
        specimens.docx({"word/a.zip": specimens.zipped({"a": b"x"})}),
        "archive_depth",
    ),
    "an archive of another sort inside": (
        "a.docx",
        specimens.docx({"word/a.7z": b"7z\xbc\xaf\x27\x1c" + bytes(40)}),
        "archive_depth",
    ),
}


@pytest.mark.parametrize(("name", "content", "reason"), BAD.values(), ids=BAD)
def test_refused(name: str, content: bytes, reason: str) -> None:
    row = looked_at(added(content, name=name))
    assert (row.state, row.reason) == ("refused", reason)
    assert not Content.objects.exists()
    assert not ContentKey.objects.exists()
    (entry,) = logged("files:file:inspected")
    assert f'"{reason}"' in entry.body


def test_its_bytes_are_gone_as_well(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        looked_at(added(b"MZ\x90\x00", name="a.exe"))
    assert on_disk() == []


DECLARED = {
    "what it is": ("text/plain", "clean"),
    "nothing": ("", "clean"),
    "that nobody knows": ("application/octet-stream", "clean"),
    "with a parameter": ("text/plain; charset=utf-8", "clean"),
    "something else": ("application/pdf", "refused"),
    "a page": ("text/html", "refused"),
}


@pytest.mark.parametrize(("declared", "state"), DECLARED.values(), ids=DECLARED)
def test_declared(declared: str, state: str) -> None:
    assert looked_at(added(declared_type=declared)).state == state


def test_bytes_changed_on_the_disk() -> None:
    facts = added()
    (blob,) = on_disk()
    data = bytearray(blob.read_bytes())
    data[-1] ^= 1
    blob.write_bytes(bytes(data))
    assert looked_at(facts).reason == "altered"
