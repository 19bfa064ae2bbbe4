"""What happened that this machine should look at: to be polled."""

from datetime import datetime
from typing import Annotated

from ninja import Query, Router
from pydantic import Field

from liaison.api.agencies import answering, cursors
from liaison.api.agencies.operations import operation
from liaison.api.agencies.request import AgencyRequest
from liaison.api.agencies.shapes import Limit, Told
from liaison.identity import selectors
from liaison.identity.types import EventFacts

ROUTER = Router(tags=["Events"])
NUMBER_MAXIMUM = 2**63 - 1
After = Annotated[
    int, Query(ge=0, le=NUMBER_MAXIMUM, description="The highest number known; 0: from the start.")
]


class Event(Told):
    """One thing that happened. Whoever may read the thing reads it at its own address."""

    number: int
    kind: str = Field(description="`room:thing:verb`.", examples=["casework:request:arrived"])
    target: str = Field(description="Id of the thing.")
    at: datetime


class Events(Told):
    """Events in the order of their numbers."""

    events: list[Event]
    last: int = Field(description="Ask for what comes after this.")
    more: bool = Field(description="Whether to ask again at once.")


@operation(ROUTER, "GET", "/events", permission=None)
def poll_events(
    request: AgencyRequest, after: After = 0, limit: Limit = cursors.LIMIT_USUAL
) -> Events:
    """Ask what happened since the last time.

    Who keeps `last` and asks for what came after it misses nothing and sees nothing twice. Events
    are those of the machine's organisation that its permissions are for; they carry no content.
    Ask every two seconds at most.
    """
    found = selectors.events(request.auth, after=after, limit=limit)
    if found:
        # an empty answer tells nothing, and comes every two seconds
        answering.record_call(request.auth, request.operation)
    return Events(
        events=[_told(one) for one in found],
        last=found[-1].number if found else after,
        more=len(found) == limit,
    )


def _told(event: EventFacts) -> Event:
    return Event(number=event.number, kind=event.kind, target=event.target, at=event.at)
