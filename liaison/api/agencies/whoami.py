"""Which machine a key belongs to, and what it may do."""

from ninja import Router

from liaison.api.agencies.operations import operation
from liaison.api.agencies.request import AgencyRequest
from liaison.api.agencies.shapes import Told
from liaison.identity.types import Permission

ROUTER = Router(tags=["Key"])


class Machine(Told):
    """The machine that calls."""

    id: str
    name: str
    organisation: str
    desk: str
    bureau: str
    permissions: list[Permission]


@operation(ROUTER, "GET", "/whoami", permission=None, records=False)
def whoami(request: AgencyRequest) -> Machine:
    """Tell which machine this key belongs to.

    Good as a first call: it needs no permission and touches no police data.
    """
    actor = request.auth
    return Machine(
        id=actor.person_id,
        name=actor.person_name,
        organisation=actor.organisation,
        desk=actor.desk,
        bureau=actor.bureau,
        permissions=sorted(actor.permissions),
    )
