"""How content leaves: as a download, or as a picture that was drawn here; never as a page."""

from typing import TYPE_CHECKING

from django.http import HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header

from liaison.files.types import Opened

if TYPE_CHECKING:
    from collections.abc import Iterator

# whatever a browser makes of it, it runs nothing, loads nothing and is nobody's origin
POLICY = "sandbox; default-src 'none'; frame-ancestors 'none'; base-uri 'none'"
# types a browser is told by name; a text is told its encoding too
TEXT = frozenset({"text/plain", "text/csv"})


def attachment(opened: Opened) -> HttpResponseBase:
    """Return a file as a download (RFC 6266, its name as in RFC 8187)."""
    media_type = opened.media_type
    if media_type in TEXT:
        media_type = f"{media_type}; charset=utf-8"
    disposition = content_disposition_header(as_attachment=True, filename=opened.facts.name)
    return _response(opened, media_type, disposition or "attachment")


def picture(opened: Opened) -> HttpResponseBase:
    """Return a picture that was drawn anew, to be shown in a page."""
    return _response(opened, opened.media_type, "inline")


def _response(opened: Opened, media_type: str, disposition: str) -> HttpResponseBase:
    chunks: Iterator[bytes] = opened.chunks
    response = StreamingHttpResponse(chunks, content_type=media_type)
    response["Content-Length"] = str(opened.size)
    response["Content-Disposition"] = disposition
    response["Content-Security-Policy"] = POLICY
    response["X-Content-Type-Options"] = "nosniff"
    return response
