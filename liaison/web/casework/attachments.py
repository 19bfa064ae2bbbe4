"""Files of a request on its pages; what may be opened, the room of files decides."""

from collections.abc import Iterable, Mapping

from liaison.casework.types import RequestFile
from liaison.files import selectors as files
from liaison.identity.types import Actor, Permission
from liaison.web.casework.steps import ENCLOSING
from liaison.web.files.choosing import Choice, choice_for, ids_in
from liaison.web.files.lines import Line, Lines, lines_of

PURPOSE = "casework.request"


def attachments_of(actor: Actor, file: RequestFile) -> Mapping[str, Line]:
    """Return the files of a request and of its letters that this actor may know of, by id."""
    named = [*file.files, *(one for letter in file.letters for one in letter.files)]
    ids = ids_in(named)
    if not ids or not actor.may(Permission.FILE_READ):
        return {}
    return {str(line.facts.id): line for line in lines_of(files.listed(actor, ids))}


def named_in(found: Mapping[str, Line], names: Iterable[str]) -> Lines:
    """Return those of some files that the page may show, in the order named."""
    return Lines(found[name] for name in names if name in found)


def to_draft(actor: Actor, *, back: str, taken: Iterable[str]) -> Choice | None:
    """Return what is enclosed with a draft and what could be; None where one may not."""
    return _choice(actor, form="sheet", back=back, taken=taken)


def to_answer(actor: Actor, *, back: str, offered: Iterable[str]) -> Choice | None:
    """Return what could be enclosed with the first answer that is offered, or None."""
    name = next((one for one in offered if one in ENCLOSING), None)
    return _choice(actor, form=f"step-{name}", back=back) if name else None


def _choice(actor: Actor, *, form: str, back: str, taken: Iterable[str] = ()) -> Choice | None:
    if not actor.may(Permission.FILE_ADD) or not actor.may(Permission.FILE_READ):
        return None
    return choice_for(actor, form=form, back=back, purpose=PURPOSE, taken=taken)
