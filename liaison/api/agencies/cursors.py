"""Where a list goes on: opaque, signed, and good for one list of one machine only.

A cursor names the last row that was shown, never a number of rows: what is added or removed
meanwhile moves nothing.
"""

from typing import Final

from django.core.signing import BadSignature, Signer

from liaison.api.agencies.errors import CursorRefused
from liaison.identity.types import Actor

MAXIMUM: Final = 300
LIMIT: Final = 100
LIMIT_USUAL: Final = 50


def write(name: str, actor: Actor, last: str) -> str:
    """Return the cursor behind a row.

    Args:
        name: of the list, with the filters that make it another list.
        actor: whose list it is.
        last: what its room needs to go on behind the last row shown.
    """
    return _signer(name, actor).sign(last)


def read(name: str, actor: Actor, cursor: str) -> str:
    """Return what a cursor was made from; "" for an empty one.

    Raises:
        CursorRefused: not of this list, not of this machine, or changed.
    """
    if not cursor:
        return ""
    try:
        return _signer(name, actor).unsign(cursor)
    except BadSignature as error:
        raise CursorRefused("begin again without a cursor") from error


def _signer(name: str, actor: Actor) -> Signer:
    return Signer(salt=f"liaison.api:{name}:{actor.person_id}:{actor.organisation}", sep=".")
