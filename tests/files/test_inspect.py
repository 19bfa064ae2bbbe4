"""What inspection finds clean: its kind by content, its pictures drawn anew, its flags."""

import io

import pytest
from PIL import Image

from liaison.files import services
from liaison.files.models import Content, StoredFile
from liaison.files.states import Flag, Rendition
from tests.cast import NOW, an_actor
from tests.files import specimens
from tests.files.room import added, clean, logged, looked_at

pytestmark = pytest.mark.django_db
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
GOOD = {
    "a text": ("note.txt", specimens.TEXT, "text/plain"),
    "a text that begins like a picture": ("note.txt", b"BMW seen at nine", "text/plain"),
    "a text in Hangul": ("note.txt", "\ud64d\uae38\ub3d9".encode(), "text/plain"),
    "a table of text": ("list.CSV", b"number,name\n1,x\n", "text/csv"),
    "a PDF": ("dossier.pdf", specimens.PDF, "application/pdf"),
    "a JPEG": ("face.jpg", specimens.picture(), "image/jpeg"),
    "a PNG": ("face.png", specimens.picture("PNG"), "image/png"),
    "a WebP": ("face.webp", specimens.picture("WEBP"), "image/webp"),
    "a document": ("letter.docx", specimens.docx(), WORD),
    "a table": ("list.xlsx", specimens.xlsx(), SHEET),
    "a document of the other family": (
        "letter.odt",
        specimens.odt(),
        "application/vnd.oasis.opendocument.text",
    ),
}


@pytest.mark.parametrize(("name", "content", "media_type"), GOOD.values(), ids=GOOD)
def test_clean(name: str, content: bytes, media_type: str) -> None:
    row = looked_at(added(content, name=name))
    assert (row.state, row.reason, row.media_type) == ("clean", "", media_type)
    assert row.scan == "absent"
    assert row.inspected_at == NOW


def test_looking_twice_changes_nothing() -> None:
    facts = clean(specimens.picture(), name="face.jpg")
    looked_at(facts)
    assert Content.objects.count() == 3
    assert len(logged("files:file:inspected")) == 1


def drawn(rendition: Rendition, content: bytes, name: str) -> Image.Image:
    """Return what people see of a picture."""
    facts = clean(content, name=name)
    opened = services.open_for(an_actor(), file_id=facts.id, rendition=rendition, now=NOW)
    data = b"".join(opened.chunks)
    assert len(data) == opened.size
    assert b"photographer" not in data
    return Image.open(io.BytesIO(data))


def test_a_picture_is_drawn_upright_and_without_a_word() -> None:
    assert b"photographer" in specimens.picture()
    seen = drawn(Rendition.PICTURE, specimens.picture(), "face.jpg")
    assert (seen.format, seen.size) == ("JPEG", (200, 320))
    assert not seen.getexif()


def test_a_thumbnail_is_small() -> None:
    seen = drawn(Rendition.THUMBNAIL, specimens.picture("PNG", size=(3000, 1500)), "a.png")
    assert seen.size == (240, 120)
    assert "Author" not in seen.info


def test_the_original_stays_as_it_came() -> None:
    content = specimens.picture()
    facts = clean(content, name="face.jpg")
    opened = services.open_for(an_actor(), file_id=facts.id, now=NOW)
    assert b"".join(opened.chunks) == content


FLAGGED = {
    "a script in a PDF": (
        "a.pdf",
        specimens.PDF + b"3 0 obj<</S/JavaScript/JS(app.alert(1))>>",
        Flag.PDF_SCRIPT,
    ),
    "a script in disguise": ("a.pdf", specimens.PDF + b"<</S/J#61vaScript>>", Flag.PDF_SCRIPT),
    "a PDF that starts a program": (
        "a.pdf",
        specimens.PDF + b"<</S/Launch/F(cmd.exe)>>",
        Flag.PDF_LAUNCH,
    ),
    "a PDF with files inside": (
        "a.pdf",
        specimens.PDF + b"<</EmbeddedFiles 9 0 R>>",
        Flag.PDF_EMBEDDED,
    ),
    "a locked PDF": ("a.pdf", specimens.PDF + b"<</Encrypt 9 0 R>>", Flag.PDF_ENCRYPTED),
    "a document that fetches its template": (
        "a.docx",
        specimens.docx(
            {
                "word/_rels/settings.xml.rels": specimens.relation(
                    "https://elsewhere.example/t.dotm", "attachedTemplate"
                )
            }
        ),
        Flag.EXTERNAL_LINK,
    ),
    "a table inside a document": (
        "a.docx",
        specimens.docx({"word/embeddings/sheet1.xlsx": specimens.xlsx()}),
        Flag.EMBEDDED_OBJECT,
    ),
}


@pytest.mark.parametrize(("name", "content", "flag"), FLAGGED.values(), ids=FLAGGED)
def test_pointed_out(name: str, content: bytes, flag: Flag) -> None:
    row = looked_at(added(content, name=name))
    assert (row.state, row.flags) == ("clean", [flag.value])


def test_a_link_to_click_is_ordinary() -> None:
    links = specimens.relation("https://police.example/", "hyperlink")
    row = looked_at(added(specimens.docx({"word/_rels/document.xml.rels": links}), name="a.docx"))
    assert (row.state, row.flags) == ("clean", [])


def test_erased_meanwhile() -> None:
    facts = added()
    services.erase([facts.id], who=an_actor().who, reason="test", now=NOW)
    assert looked_at(facts).state == "erased"
    assert StoredFile.objects.get().inspected_at is None
