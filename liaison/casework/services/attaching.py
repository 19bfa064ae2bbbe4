"""Files beside requests and letters: only ids here; who may open them is said in one place."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from liaison.casework.errors import FieldRefused
from liaison.casework.models import Letter, Request
from liaison.casework.permissions import WITH_UNIT
from liaison.casework.states import Direction
from liaison.files import selectors as files
from liaison.files import services as filing
from liaison.files.errors import TooManyFiles
from liaison.files.states import FileState
from liaison.identity.types import Actor

HOLDER = "casework.request"
_USELESS = frozenset({FileState.REFUSED, FileState.ERASED})


def claim(actor: Actor, request: Request, file_ids: Sequence[str], *, now: datetime) -> None:
    """Attach files that the actor may know about to a request, for the actor's place and the desk.

    What a unit is still writing is the unit's alone: see `submit`.

    Raises:
        PermissionRefused: the chair does not read files.
        FieldRefused: a file is missing or hidden, or the request would hold too many.
    """
    wanted = parse(file_ids)
    if not wanted:
        return
    # attack: naming somebody else's file would open it to the one who names it, and send it abroad
    found = files.listed(actor, wanted)
    if len(found) != len(wanted) or any(one.state in _USELESS for one in found):
        raise FieldRefused("files", "unknown")
    shown = set() if request.state in WITH_UNIT else {request.desk}
    _attach(request, wanted, shown | {actor.organisation}, now)


def submit(request: Request, *, now: datetime) -> None:
    """Open the files of a draft to the desk, now that it is put before it."""
    _attach(request, parse(request.files), {request.desk}, now)


def let_go(request: Request, file_ids: Sequence[str]) -> None:
    """Hold files of a draft no longer that were left out of it: their owner may erase them."""
    if file_ids:
        filing.detach(holder=HOLDER, reference=str(request.id), file_ids=parse(file_ids))


def close_to(request: Request, organisation: str) -> None:
    """Let a unit that no longer works on a request open nothing of it any more."""
    if organisation and organisation != request.desk:
        filing.detach(holder=HOLDER, reference=str(request.id), organisation=organisation)


def sendable(file_ids: Iterable[str]) -> list[UUID]:
    """Return files that may leave the house.

    Raises:
        NoSuchFile: one was erased.
        NotClean: one has not been found clean.
    """
    wanted = parse(file_ids)
    files.carried(wanted)
    return wanted


def open_to(
    request: Request, organisations: Iterable[str], *, passed: Iterable[Letter] = (), now: datetime
) -> None:
    """Open a request's files to a unit: those of an incoming request, or of letters passed on.

    Args:
        request: the row.
        organisations: ids of units.
        passed: letters whose files are opened; none: the request's own.
        now: the present moment.
    """
    wanted = [one for letter in passed for one in letter.files]
    if not wanted and request.direction == Direction.IN:
        wanted = list(request.files)
    # what was erased meanwhile is left out: nobody can be shown it
    held = set(files.held_by(holder=HOLDER, reference=str(request.id)))
    there = [one for one in parse(wanted) if one in held]
    _attach(request, there, set(organisations), now)


def receive(request: Request, file_ids: Sequence[UUID], *, now: datetime) -> None:
    """Open files that came with a letter to the desk it is for."""
    _attach(request, list(file_ids), {request.desk}, now)


def parse(file_ids: Iterable[str]) -> list[UUID]:
    """Return ids as values, each once.

    Raises:
        FieldRefused: one is no id.
    """
    try:
        return list(dict.fromkeys(UUID(one) for one in file_ids))
    except ValueError as error:
        raise FieldRefused("files", "unknown") from error


def _attach(
    request: Request, file_ids: list[UUID], organisations: set[str], now: datetime
) -> None:
    if not file_ids or not organisations:
        return
    try:
        filing.attach(
            file_ids,
            holder=HOLDER,
            reference=str(request.id),
            purpose=request.purpose,
            organisations=sorted(organisations),
            now=now,
        )
    except TooManyFiles as refusal:
        raise FieldRefused("files", "many") from refusal
