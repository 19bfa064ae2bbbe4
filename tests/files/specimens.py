"""Invented files of every kind, good and hostile, built on the spot."""

import io
import zipfile
import zlib
from collections.abc import Mapping

from PIL import Image, PngImagePlugin

CONTENT_TYPES = (
    b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
    b'content-types"><Default Extension="xml" ContentType="application/xml"/></Types>'
)
TEXT = b"Seen at the gate at nine.\nLeft by the north exit.\n"
PDF = (
    b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)


def zipped(entries: Mapping[str, bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return an archive of these entries."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return out.getvalue()


def docx(more: Mapping[str, bytes] | None = None) -> bytes:
    """Return a text document, with further entries."""
    entries = {"[Content_Types].xml": CONTENT_TYPES, "word/document.xml": b"<w:document/>"}
    return zipped(entries | dict(more or {}))


def xlsx(more: Mapping[str, bytes] | None = None) -> bytes:
    """Return a table."""
    entries = {"[Content_Types].xml": CONTENT_TYPES, "xl/workbook.xml": b"<workbook/>"}
    return zipped(entries | dict(more or {}))


def odt(more: Mapping[str, bytes] | None = None) -> bytes:
    """Return a text document of the other family."""
    entries = {
        "mimetype": b"application/vnd.oasis.opendocument.text",
        "content.xml": b"<office:document-content/>",
    }
    return zipped(entries | dict(more or {}))


def relation(target: str, kind: str) -> bytes:
    """Return a list of relations with one that leads outside."""
    return (
        b'<Relationships><Relationship Id="r1" Type="http://schemas.example/'
        + kind.encode()
        + b'" Target="'
        + target.encode()
        + b'" TargetMode="External"/></Relationships>'
    )


def picture(kind: str = "JPEG", *, size: tuple[int, int] = (320, 200)) -> bytes:
    """Return a picture that says where and by whom it was taken."""
    out = io.BytesIO()
    drawn = Image.new("RGB", size, (40, 80, 120))
    if kind == "PNG":
        words = PngImagePlugin.PngInfo()
        words.add_text("Author", "a secret photographer")
        drawn.save(out, kind, pnginfo=words)
        return out.getvalue()
    told = Image.Exif()
    told[0x0112] = 6  # turned: the camera was held upright
    told[0x013B] = "a secret photographer"
    drawn.save(out, kind, exif=told)
    return out.getvalue()


def huge_png(width: int, height: int) -> bytes:
    """Return a PNG of a few kilobytes that claims to be enormous."""

    def chunk(name: bytes, data: bytes) -> bytes:
        crc = zlib.crc32(name + data).to_bytes(4, "big")
        return len(data).to_bytes(4, "big") + name + data + crc

    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x00\x00\x00\x00"
    rows = zlib.compress(bytes(100_000))
    signature = b"\x89PNG\r\n\x1a\n"
    return signature + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def many_entries(count: int) -> bytes:
    """Return a document with too many entries."""
    return docx({f"word/media/{number}.xml": b"<a/>" for number in range(count)})
