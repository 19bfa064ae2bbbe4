"""The partial with which a form of another room takes files: `files/choose.html`.

It stands outside that form, because it has a form of its own to add one; its boxes belong to the
other form by name, so it works without a script.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode

from liaison.files import selectors
from liaison.files.policy import EXTENSIONS, FILE_BYTES, MEGABYTE
from liaison.identity.types import Actor
from liaison.web.files.lines import Line, is_pending, lines_of

FORM_CHARACTERS = 60
# what a form sends for each file that was ticked
FIELD = "files"


@dataclass(frozen=True)
class Choice:
    """What the partial shows.

    Attributes:
        lines: files this person added that nothing holds yet.
        form: id of the form the boxes belong to; empty: no boxes, as on the page of files.
        back: where to go after adding without a script.
        taken: ids of files that are ticked.
        purpose: what files added here are meant for, such as `casework.request`.
        most: megabytes of a file.
        accept: for the browser's own dialogue.
        pending: whether a state will change by itself.
        again: where the list is asked for again.
    """

    lines: tuple[Line, ...]
    form: str
    back: str
    taken: frozenset[str]
    purpose: str
    most: int
    accept: str
    pending: bool
    again: str


def choice_for(
    actor: Actor, *, form: str, back: str, purpose: str, taken: Iterable[str] = ()
) -> Choice:
    """Return what the partial shows.

    Args:
        actor: who chooses; must carry FILE_ADD.
        form: id of the form the boxes belong to, or empty.
        back: path of the page it stands on.
        purpose: what files added here are meant for.
        taken: ids of the files that are ticked already.

    Raises:
        PermissionRefused: the chair does not add files.
    """
    lines = lines_of(selectors.unclaimed(actor))
    ticked = frozenset(taken)
    asked = {"form": form, "purpose": purpose, "back": back}
    return Choice(
        lines=lines,
        form=form,
        back=back,
        taken=ticked,
        purpose=purpose,
        most=FILE_BYTES // MEGABYTE,
        accept=",".join(f".{ending}" for ending in sorted(EXTENSIONS)),
        pending=is_pending(lines),
        again=f"{reverse('files-list')}?{urlencode(asked)}",
    )
