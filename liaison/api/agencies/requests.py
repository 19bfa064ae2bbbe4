"""Requests abroad: written, put before the desk, listed, followed."""

from datetime import datetime
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from ninja import Query, Router
from pydantic import Field, StrictBool, StringConstraints, WithJsonSchema

from liaison.api.agencies import concerned, cursors
from liaison.api.agencies.concerned import Concerned
from liaison.api.agencies.operations import Once, operation
from liaison.api.agencies.request import AgencyRequest
from liaison.api.agencies.shapes import Cursor, Limit, Made, Said, Told, values_of
from liaison.casework import limits, services
from liaison.casework.errors import (
    AddressRefused,
    FieldRefused,
    NoSuchRequest,
    NotYours,
    TextRefused,
    TransitionRefused,
    WrongDirection,
)
from liaison.casework.selectors import LISTS
from liaison.casework.states import AddresseeState, ClockState, Direction, Result, State
from liaison.casework.types import Draft, LetterFacts, RequestFile, RequestLine
from liaison.casework.words import CrimeArea, Handling, LetterKind, Purpose, Role, Urgency
from liaison.identity.errors import PermissionRefused
from liaison.identity.types import Permission

ROUTER = Router(tags=["Requests"])
CLOCK_MAXIMUM = 60
WRITES = (
    PermissionRefused,
    NoSuchRequest,
    NotYours,
    TextRefused,
    FieldRefused,
    AddressRefused,
    TransitionRefused,
    WrongDirection,
)


# two lists of casework and of queries have this name; a description knows each name once
Why = Annotated[Purpose, WithJsonSchema(values_of(Purpose))]
Soon = Annotated[Urgency, WithJsonSchema(values_of(Urgency))]
Address = Annotated[str, StringConstraints(min_length=1, max_length=limits.UNIT_MAXIMUM)]
Addresses = Annotated[
    list[Address],
    Field(
        max_length=limits.ADDRESSES_MAXIMUM,
        description="Ids of desks, `region:...`, `all`, and `-id` to leave one out.",
        examples=[["seoul"]],
    ),
]
Queue = Annotated[
    str,
    Query(
        max_length=limits.REFERENCE_MAXIMUM,
        description=f"A list of the desk, or of the unit: {', '.join(LISTS)}.",
    ),
]
_RESULTS = frozenset(Result)


class RequestWritten(Said):
    """What is asked, why, under which law, how soon, about whom, and of whom."""

    subject: str = Field(max_length=limits.LINE_MAXIMUM, description="One line.")
    asked: str = Field(
        max_length=limits.ASKED_MAXIMUM, description="What the other bureau shall do."
    )
    facts: str = Field(
        default="", max_length=limits.ASKED_MAXIMUM, description="The offences, with dates."
    )
    link: str = Field(
        default="",
        max_length=limits.ASKED_MAXIMUM,
        description="What connects the crime with those concerned.",
    )
    purpose: Why
    legal_basis: str = Field(
        max_length=limits.BASIS_MAXIMUM, description="The rule that allows the request."
    )
    urgency: Soon = Urgency.NORMAL
    clock: str = Field(
        default="",
        max_length=CLOCK_MAXIMUM,
        description="Class of the clock.",
        examples=["urgent_indirect"],
    )
    crime_area: CrimeArea = CrimeArea.OTHER
    handling_code: Handling = Handling.OFFICIAL_USE_ONLY
    to: Addresses
    info: Addresses = Field(default_factory=list)
    concerned: list[Concerned] = Field(default_factory=list, max_length=limits.CONCERNED_MAXIMUM)
    files: list[UUID] = Field(
        default_factory=list,
        max_length=limits.FILES_MAXIMUM,
        description="Ids of files that were found clean.",
    )


class RequestAsked(RequestWritten):
    """A request, and whether it goes to the desk at once."""

    submit: StrictBool = Field(
        default=False, description="Put it before the desk in the same call; needs casework:read."
    )


class Words(Said):
    """A text for the reviewer, or a note; it never leaves the house."""

    words: str = Field(max_length=limits.WORDS_MAXIMUM)


class RequestTold(Told):
    """One request in a list."""

    id: UUID
    direction: Direction
    desk: str
    our_reference: str
    their_reference: str
    partners: list[str]
    subject: str
    state: State
    result: Result | None
    urgency: Soon
    clock_state: ClockState | None
    due_at: datetime | None
    asking_unit: str
    assigned_unit: str
    handling_code: Handling
    crime_area: CrimeArea
    created_at: datetime
    is_open: bool


class RequestsTold(Told):
    """One page of a list: those whose clock ends first on top."""

    requests: list[RequestTold]
    next: str | None = Field(description="Cursor of the next page; null: this was the last.")


class AddresseeTold(Told):
    """How things stand with one desk that was asked."""

    desk: str
    role: Role
    state: AddresseeState
    their_reference: str
    result: Result | None
    answered_at: datetime | None


class LetterTold(Told):
    """One entry of the thread."""

    id: UUID
    kind: LetterKind
    direction: Direction
    desk: str
    at: datetime
    by: str
    words: str
    result: Result | None
    partial: bool
    grounds: str
    files: list[UUID]


class RequestFileTold(Told):
    """Everything about one request that this machine may see."""

    request: RequestTold
    asked: str
    facts: str
    link: str
    purpose: Why
    legal_basis: str
    to: list[str]
    info: list[str]
    files: list[UUID]
    concerned: list[Concerned]
    addressees: list[AddresseeTold]
    letters: list[LetterTold] = Field(description="The thread, oldest first.")
    case_reference: str


@operation(
    ROUTER,
    "POST",
    "/requests",
    permission=Permission.REQUEST_DRAFT,
    refuses=WRITES,
    once=Once.DEMANDED,
    status=HTTPStatus.CREATED,
    location="requests/{id}",
)
def draft_request(request: AgencyRequest, body: RequestAsked) -> Made:
    """Write a request abroad.

    It stays with the unit until it is submitted; then the bureau's desk reviews it, and a person
    there decides whether it is sent.
    """
    made = services.draft(request.auth, draft=_draft(body), now=request.now)
    if body.submit:
        services.submit(request.auth, request_id=made, now=request.now)
    return Made(id=made)


@operation(
    ROUTER,
    "PUT",
    "/requests/{uuid:request_id}",
    permission=Permission.REQUEST_DRAFT,
    refuses=WRITES,
)
def change_request(request: AgencyRequest, request_id: UUID, body: RequestWritten) -> Made:
    """Write a draft anew, also one that the desk has asked back."""
    services.change_draft(request.auth, request_id=request_id, draft=_draft(body), now=request.now)
    return Made(id=request_id)


@operation(
    ROUTER,
    "POST",
    "/requests/{uuid:request_id}/submission",
    permission=Permission.REQUEST_DRAFT,
    refuses=WRITES,
    once=Once.OFFERED,
)
def submit_request(request: AgencyRequest, request_id: UUID, body: Words) -> Made:
    """Put a complete draft before the desk."""
    services.submit(request.auth, request_id=request_id, words=body.words, now=request.now)
    return Made(id=request_id)


@operation(
    ROUTER,
    "POST",
    "/requests/{uuid:request_id}/notes",
    permission=Permission.REQUEST_READ,
    refuses=(PermissionRefused, NoSuchRequest, TextRefused),
    once=Once.DEMANDED,
)
def note_request(request: AgencyRequest, request_id: UUID, body: Words) -> Made:
    """Leave a note between unit and desk; it never leaves the house."""
    services.note(request.auth, request_id=request_id, words=body.words, now=request.now)
    return Made(id=request_id)


@operation(
    ROUTER,
    "GET",
    "/requests",
    permission=Permission.REQUEST_READ,
    refuses=(PermissionRefused, FieldRefused),
)
def list_requests(
    request: AgencyRequest,
    queue: Queue = LISTS[0],
    limit: Limit = cursors.LIMIT_USUAL,
    cursor: Cursor = "",
) -> RequestsTold:
    """List requests by their clock: those that this organisation asked or was given."""
    name = f"requests:{queue}"
    found = services.list_requests(
        request.auth,
        queue=queue,
        cursor=cursors.read(name, request.auth, cursor),
        limit=limit,
        now=request.now,
    )
    more = cursors.write(name, request.auth, found.cursor) if found.cursor else None
    return RequestsTold(requests=[_listed(one) for one in found.lines], next=more)


@operation(
    ROUTER,
    "GET",
    "/requests/find",
    permission=Permission.REQUEST_READ,
    refuses=(PermissionRefused, TextRefused),
)
def find_requests(
    request: AgencyRequest,
    reference: Annotated[str, Query(min_length=1, max_length=limits.REFERENCE_MAXIMUM)],
) -> RequestsTold:
    """Find requests by a reference, ours or theirs."""
    found = services.find_requests(request.auth, reference=reference, now=request.now)
    return RequestsTold(requests=[_listed(one) for one in found.lines], next=None)


@operation(
    ROUTER,
    "GET",
    "/requests/{uuid:request_id}",
    permission=Permission.REQUEST_READ,
    refuses=(PermissionRefused, NoSuchRequest),
)
def read_request(request: AgencyRequest, request_id: UUID) -> RequestFileTold:
    """Read one request with its thread.

    What came from abroad stands there once the desk has passed it on.
    """
    return _told(services.read_request(request.auth, request_id=request_id, now=request.now))


def _draft(body: RequestWritten) -> Draft:
    said = {name: getattr(body, name) for name in RequestWritten.model_fields}
    return Draft(
        **{
            **said,
            "to": tuple(body.to),
            "info": tuple(body.info),
            "concerned": tuple(concerned.concerned_of(one) for one in body.concerned),
            "files": tuple(str(one) for one in body.files),
        }
    )


def _listed(line: RequestLine) -> RequestTold:
    return RequestTold.model_validate(line)


def _letter(one: LetterFacts) -> LetterTold:
    said = {name: getattr(one, name) for name in LetterTold.model_fields}
    # a review keeps its decision in the same column
    result = one.result if one.result in _RESULTS else None
    return LetterTold.model_validate({**said, "result": result})


def _told(found: RequestFile) -> RequestFileTold:
    return RequestFileTold.model_validate(
        {
            "request": _listed(found.line),
            "asked": found.asked,
            "facts": found.facts,
            "link": found.link,
            "purpose": found.purpose,
            "legal_basis": found.legal_basis,
            "to": found.to,
            "info": found.info,
            "files": found.files,
            "concerned": [concerned.told(one) for one in found.concerned],
            "addressees": [AddresseeTold.model_validate(one) for one in found.addressees],
            "letters": [_letter(one) for one in found.letters],
            "case_reference": found.case_reference,
        }
    )
