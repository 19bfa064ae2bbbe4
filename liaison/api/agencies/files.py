"""Files: sent in one piece, in quarantine until they were looked at, fetched when clean."""

import base64
import binascii
import hashlib
import hmac
import re
from collections.abc import Iterator
from datetime import datetime
from http import HTTPStatus
from typing import Annotated, Final
from uuid import UUID

from django.http import HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header
from ninja import Query, Router
from pydantic import Field, WithJsonSchema

from liaison.api.agencies.errors import LengthRequired, Malformed
from liaison.api.agencies.operations import Once, operation
from liaison.api.agencies.request import AgencyRequest
from liaison.api.agencies.shapes import Told, values_of
from liaison.files import policy, selectors, services
from liaison.files.errors import (
    ContentDamaged,
    DiskFull,
    FileEmpty,
    FileTooLarge,
    NameRefused,
    NoSuchFile,
    NotClean,
    QuotaReached,
)
from liaison.files.states import FileState, Flag, Reason
from liaison.files.types import FileFacts
from liaison.identity.errors import PermissionRefused
from liaison.identity.types import Permission

ROUTER = Router(tags=["Files"])
PIECE: Final = 256 * 1024
# what the files are meant for: a request, and whatever is written in its thread
PURPOSE: Final = "casework.request"
DIGEST: Final = "Content-Digest"
_SHA256: Final = re.compile(r"sha-256=:([A-Za-z0-9+/]{43}=):")
# reading repairs have reasons as well; a description knows each name once
Why = Annotated[Reason, WithJsonSchema(values_of(Reason))]
Name = Annotated[
    str,
    Query(min_length=1, max_length=policy.NAME_CHARACTERS, description="Name of the file."),
]


class FileTold(Told):
    """A file. It is fetched, attached and sent only when its state is `clean`."""

    id: UUID
    name: str
    media_type: str = Field(description="What inspection found it to be, or empty.")
    size: int
    sha256: str = Field(description="Hexadecimal digest of the content.")
    state: FileState
    reason: Why | None = Field(description="Why it was refused.")
    flags: list[Flag] = Field(description="What to know before opening it.")
    created_at: datetime
    inspected_at: datetime | None


@operation(
    ROUTER,
    "POST",
    "/files",
    permission=Permission.FILE_ADD,
    refuses=(
        PermissionRefused,
        NameRefused,
        FileEmpty,
        FileTooLarge,
        QuotaReached,
        DiskFull,
    ),
    once=Once.DEMANDED,
    status=HTTPStatus.CREATED,
    one_transaction=False,
    location="files/{id}",
    maximum=policy.FILE_BYTES,
    streams=True,
)
def add_file(request: AgencyRequest, name: Name) -> FileTold:
    """Add a file.

    Send the bytes themselves as the body, with their Content-Length, and a Content-Digest
    (RFC 9530, sha-256) if you can: what arrives otherwise is then refused. The file is in
    quarantine until it was looked at; ask for its state. What nothing holds for a week is erased.
    """
    said = request.META.get("CONTENT_LENGTH") or ""
    if not said:
        raise LengthRequired("send the file in one piece with its Content-Length")
    found = services.add(
        request.auth,
        name=name,
        content=_pieces(request, int(said)),
        declared_type=request.content_type or "",
        declared_size=int(said),
        purpose_kind=PURPOSE,
        now=request.now,
    )
    return _told(found)


@operation(
    ROUTER,
    "GET",
    "/files/{uuid:file_id}",
    permission=Permission.FILE_READ,
    refuses=(PermissionRefused, NoSuchFile),
    records=False,
)
def read_file(request: AgencyRequest, file_id: UUID) -> FileTold:
    """Ask where a file stands."""
    return _told(selectors.get(request.auth, file_id))


@operation(
    ROUTER,
    "GET",
    "/files/{uuid:file_id}/content",
    permission=Permission.FILE_READ,
    refuses=(PermissionRefused, NoSuchFile, NotClean, ContentDamaged),
)
def fetch_file(request: AgencyRequest, file_id: UUID) -> HttpResponseBase:
    """Fetch a clean file.

    Always as bytes to be saved, whatever they are; `media_type` says what inspection found.
    """
    opened = services.open_for(request.auth, file_id=file_id, now=request.now)
    digest = base64.b64encode(bytes.fromhex(opened.facts.sha256)).decode()
    headers = {
        "Content-Length": str(opened.size),
        "Content-Disposition": content_disposition_header(True, opened.facts.name) or "",  # noqa: FBT003
        DIGEST: f"sha-256=:{digest}:",
    }
    return StreamingHttpResponse(
        opened.chunks, content_type="application/octet-stream", headers=headers
    )


def _pieces(request: AgencyRequest, length: int) -> Iterator[bytes]:
    """Read the body; one that breaks off, or is not what its digest says, is no file.

    Raises:
        Malformed: then whoever reads keeps nothing.
    """
    wanted = _digest(request.headers.get(DIGEST, ""))
    found, left = hashlib.sha256(), length
    while left > 0 and (piece := request.read(min(PIECE, left))):
        found.update(piece)
        left -= len(piece)
        yield piece
    if left:
        raise Malformed("the body broke off")
    if wanted and not hmac.compare_digest(found.digest(), wanted):
        raise Malformed(f"the body is not what its {DIGEST} says")


def _digest(said: str) -> bytes:
    """Return the digest that came with the body, or nothing.

    Raises:
        Malformed: there is one that cannot be read.
    """
    if not said:
        return b""
    found = _SHA256.search(said)
    try:
        return base64.b64decode(found[1], validate=True) if found else _unread()
    except binascii.Error:
        return _unread()


def _unread() -> bytes:
    raise Malformed(f"{DIGEST} holds no sha-256")


def _told(found: FileFacts) -> FileTold:
    return FileTold.model_validate(found)
