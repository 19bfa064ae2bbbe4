"""Files of a request as its page names them; what may be opened, files decides."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from liaison.casework.types import RequestFile
from liaison.files import selectors as files
from liaison.files.states import FileState
from liaison.files.types import FileFacts
from liaison.identity.types import Actor, Permission
from liaison.web.casework.words import Text

STATES: Final[Mapping[FileState, Text]] = {
    FileState.FETCHING: _("on its way"),
    FileState.QUARANTINED: _("being inspected"),
    FileState.CLEAN: _("inspected"),
    FileState.REFUSED: _("refused by the inspection"),
    FileState.ERASED: _("erased"),
}


@dataclass(frozen=True)
class Attachment:
    """One file.

    Attributes:
        name: as it was given.
        state: where it stands, in words.
        address: of its page, or "".
    """

    name: str
    state: Text
    address: str


def attachments_of(actor: Actor, file: RequestFile) -> Mapping[str, Attachment]:
    """Return the files of a request and of its letters that this actor may know of, by id."""
    named = [*file.files, *(one for letter in file.letters for one in letter.files)]
    ids = [found for text in named if (found := _uuid(text))]
    if not ids or not actor.may(Permission.FILE_READ):
        return {}
    return {str(one.id): _attachment(one) for one in files.listed(actor, ids)}


def _attachment(facts: FileFacts) -> Attachment:
    try:
        address = reverse("file", args=[facts.id])
    except NoReverseMatch:
        address = ""
    return Attachment(facts.name, STATES[facts.state], address)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
