"""Who is calling: a machine, by the key in its hand."""

from django.http import HttpRequest
from ninja.security import HttpBearer

from liaison.api.agencies import paces
from liaison.core import clock
from liaison.identity import services
from liaison.identity.types import Actor, Permission


class MachineKey(HttpBearer):
    """A machine key that carries the operation's permission."""

    def __init__(self, permission: Permission | None) -> None:
        """Keep what the operation needs; None: any valid key."""
        super().__init__()
        self.permission = permission

    def authenticate(self, request: HttpRequest, token: str) -> Actor:
        """Return the machine.

        Raises:
            MachineKeyRefused: unknown, wrong, expired, withdrawn: they all look alike.
            TooMany: this machine calls faster than it may.
            PermissionRefused: the key does not carry the permission.
        """
        place = str(request.META.get("REMOTE_ADDR", ""))
        actor = services.authenticate_machine(token.strip(), now=clock.now(), place=place)
        # what follows is refused on the record
        request.auth = actor  # type: ignore[attr-defined]
        paces.check(actor.person_id)
        if self.permission is not None:
            actor.require(self.permission)
        return actor
