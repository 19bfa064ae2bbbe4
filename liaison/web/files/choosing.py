"""The partial with which a form of another room takes files: `files/choose.html`.

It stands outside that form, because it has a form of its own to add one; its boxes belong to the
other form by name, so it works without a script.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.http import urlencode

from liaison.files import selectors
from liaison.files.policy import EXTENSIONS, FILE_BYTES, MEGABYTE
from liaison.identity.types import Actor
from liaison.web.files.lines import Lines, lines_of

FORM_CHARACTERS = 60
# what a form sends for each file that was ticked
FIELD = "files"


@dataclass(frozen=True)
class Choice:
    """What the partial shows.

    Attributes:
        lines: files that are enclosed already, and those this person added that nothing holds yet.
        form: id of the form the boxes belong to; empty: no boxes, as on the page of files.
        back: where to go after adding without a script.
        taken: ids of files that are ticked.
        held: ids of files that something holds: they are not erased from here.
        purpose: what files added here are meant for, such as `casework.request`.
        most: megabytes of a file.
        accept: for the browser's own dialogue.
        again: where the list is asked for again.
    """

    lines: Lines
    form: str
    back: str
    taken: frozenset[str]
    held: frozenset[UUID]
    purpose: str
    most: int
    accept: str
    again: str


def ids_in(said: Iterable[str]) -> tuple[UUID, ...]:
    """Return the ids among some texts, each once; what is none is left out."""
    found = []
    for text in said:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return tuple(dict.fromkeys(found))


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
    ticked = frozenset(taken)
    enclosed = selectors.listed(actor, ids_in(ticked)) if ticked else ()
    free = selectors.unclaimed(actor)
    lines = lines_of((*enclosed, *(facts for facts in free if facts not in enclosed)))
    asked = {"form": form, "purpose": purpose, "back": back}
    return Choice(
        lines=lines,
        form=form,
        back=back,
        taken=ticked,
        held=frozenset(facts.id for facts in enclosed if facts not in free),
        purpose=purpose,
        most=FILE_BYTES // MEGABYTE,
        accept=",".join(f".{ending}" for ending in sorted(EXTENSIONS)),
        again=f"{reverse('files-list')}?{urlencode(asked)}",
    )
