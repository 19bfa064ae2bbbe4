"""Requests abroad: written, put before the desk, listed, followed."""

from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from ninja import Query, Router

from liaison.api.agencies import concerned, cursors
from liaison.api.agencies.operations import Once, operation
from liaison.api.agencies.request import AgencyRequest
from liaison.api.agencies.request_shapes import (
    AddresseeTold,
    AnswerDrafted,
    LetterTold,
    RequestAsked,
    RequestFileTold,
    RequestsTold,
    RequestTold,
    RequestWritten,
    Words,
)
from liaison.api.agencies.shapes import Cursor, Limit, Made
from liaison.casework import limits, services
from liaison.casework.errors import (
    AddressRefused,
    FieldRefused,
    GroundsRefused,
    NoSuchRequest,
    NotYours,
    TextRefused,
    TransitionRefused,
    WrongDirection,
)
from liaison.casework.selectors import LISTS
from liaison.casework.states import Result
from liaison.casework.types import AnswerText, Draft, LetterFacts, RequestFile, RequestLine
from liaison.exchange.errors import TrustRefused
from liaison.identity.errors import PermissionRefused
from liaison.identity.types import Permission

ROUTER = Router(tags=["Requests"])
WRITES = (
    PermissionRefused,
    NoSuchRequest,
    NotYours,
    TextRefused,
    FieldRefused,
    AddressRefused,
    TransitionRefused,
    TrustRefused,
    WrongDirection,
)


Queue = Annotated[
    str,
    Query(
        max_length=limits.REFERENCE_MAXIMUM,
        description=f"A list of the desk, or of the unit: {', '.join(LISTS)}.",
    ),
]
_RESULTS = frozenset(Result)


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
    permission=Permission.REQUEST_DRAFT,
    refuses=(PermissionRefused, NoSuchRequest, NotYours, TextRefused),
    once=Once.DEMANDED,
)
def note_request(request: AgencyRequest, request_id: UUID, body: Words) -> Made:
    """Leave a note between unit and desk; it never leaves the house."""
    services.note(request.auth, request_id=request_id, words=body.words, now=request.now)
    return Made(id=request_id)


@operation(
    ROUTER,
    "POST",
    "/requests/{uuid:request_id}/cancellation",
    permission=Permission.REQUEST_DRAFT,
    refuses=WRITES,
    once=Once.OFFERED,
)
def cancel_request(request: AgencyRequest, request_id: UUID, body: Words) -> Made:
    """Take a request back before the desk has sent it."""
    services.cancel(request.auth, request_id=request_id, words=body.words, now=request.now)
    return Made(id=request_id)


@operation(
    ROUTER,
    "POST",
    "/requests/{uuid:request_id}/answers",
    permission=Permission.REQUEST_ANSWER,
    refuses=(*WRITES, GroundsRefused),
    once=Once.DEMANDED,
)
def draft_answer(request: AgencyRequest, request_id: UUID, body: AnswerDrafted) -> Made:
    """Draft the answer to a request that was assigned to this unit.

    A person at the bureau's desk reads it and releases it, or returns it.
    """
    said = AnswerText(
        result=body.result,
        words=body.words,
        partial=body.partial,
        grounds=body.grounds,
        files=tuple(str(one) for one in body.files),
    )
    made = services.draft_answer(request.auth, request_id=request_id, answer=said, now=request.now)
    return Made(id=made)


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
