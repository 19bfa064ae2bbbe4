"""Bulk checks: a list of up to a million lines, sent in parts, asked by the worker."""

from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from ninja import Query, Router

from liaison.api.agencies.bulk_shapes import (
    BulkAnswersTold,
    BulkAnswerTold,
    BulkAsked,
    BulkChecksTold,
    BulkLinesSent,
    BulkRejectsTold,
    BulkRejectTold,
    BulkTold,
    ProofTold,
    bulk_told,
)
from liaison.api.agencies.operations import Once, operation
from liaison.api.agencies.request import AgencyRequest
from liaison.api.agencies.shapes import Made
from liaison.identity.errors import PermissionRefused
from liaison.identity.types import Permission
from liaison.queries import bulkpolicy, selectors, services
from liaison.queries.bulkfile import line_of
from liaison.queries.errors import (
    BulkLimit,
    BulkPurpose,
    NoSuchBulk,
    NoSuchLine,
    TextRefused,
    TransitionRefused,
)
from liaison.queries.types import BulkPlan

ROUTER = Router(tags=["Bulk checks"])
PART_BYTES = 1024 * 1024
After = Annotated[
    int, Query(ge=0, le=2**31 - 1, description="Line of the last row; 0: from the start.")
]
Portion = Annotated[int, Query(ge=1, le=bulkpolicy.CHUNK, description="Most lines of the answer.")]
LineNumber = Annotated[int, Query(ge=1, le=2**31 - 1, description="Number of the line.")]
MISSING = (PermissionRefused, NoSuchBulk)


@operation(
    ROUTER,
    "POST",
    "/bulk-checks",
    permission=Permission.BULK_CHECK,
    refuses=(PermissionRefused, BulkPurpose, BulkLimit, TextRefused),
    once=Once.OFFERED,
    status=HTTPStatus.CREATED,
    location="bulk-checks/{id}",
)
def open_bulk_check(request: AgencyRequest, body: BulkAsked) -> Made:
    """Begin a bulk check: what list it is, why, for which case, on what ground.

    All of it is said once, before the first line, and recorded with every thousand lines.
    """
    plan = BulkPlan(body.kind, body.purpose, body.case_reference, body.ground, body.silent)
    return Made(id=services.open_bulk(request.auth, plan=plan, now=request.now).id)


@operation(
    ROUTER,
    "POST",
    "/bulk-checks/{uuid:bulk_id}/lines",
    permission=Permission.BULK_CHECK,
    refuses=(*MISSING, BulkLimit, TransitionRefused),
    records=False,
    maximum=PART_BYTES,
)
def add_bulk_lines(request: AgencyRequest, bulk_id: UUID, body: BulkLinesSent) -> BulkTold:
    """Send the next lines, at most a thousand at once; the same part again is taken once."""
    said = [
        line_of(number, {name: text for name, text in line.model_dump().items() if text})
        for number, line in enumerate(body.lines, start=body.first)
    ]
    return bulk_told(services.add_lines(request.auth, bulk_id=bulk_id, lines=said))


@operation(
    ROUTER,
    "POST",
    "/bulk-checks/{uuid:bulk_id}/submission",
    permission=Permission.BULK_CHECK,
    refuses=(*MISSING, BulkLimit, TransitionRefused),
)
def submit_bulk_check(request: AgencyRequest, bulk_id: UUID) -> BulkTold:
    """Say that the list is complete. A large one waits for an officer of the bureau to approve."""
    return bulk_told(services.submit_bulk(request.auth, bulk_id=bulk_id, now=request.now))


@operation(
    ROUTER,
    "POST",
    "/bulk-checks/{uuid:bulk_id}/cancellation",
    permission=Permission.BULK_CHECK,
    refuses=(*MISSING, TransitionRefused),
)
def cancel_bulk_check(request: AgencyRequest, bulk_id: UUID) -> BulkTold:
    """Stop a bulk check. What was answered stays; what was not asked is erased."""
    return bulk_told(services.cancel_bulk(request.auth, bulk_id=bulk_id, now=request.now))


@operation(
    ROUTER,
    "GET",
    "/bulk-checks",
    permission=Permission.BULK_CHECK,
    refuses=(PermissionRefused,),
)
def list_bulk_checks(request: AgencyRequest) -> BulkChecksTold:
    """List the newest hundred bulk checks of this organisation and of those below it."""
    found = services.list_bulks(request.auth, now=request.now)
    return BulkChecksTold(bulk_checks=[bulk_told(one) for one in found])


@operation(
    ROUTER,
    "GET",
    "/bulk-checks/{uuid:bulk_id}",
    permission=Permission.BULK_CHECK,
    refuses=MISSING,
    records=False,
)
def read_bulk_check(request: AgencyRequest, bulk_id: UUID) -> BulkTold:
    """Say where a bulk check stands: counts, no line of it."""
    return bulk_told(selectors.bulk(request.auth, bulk_id))


@operation(
    ROUTER,
    "GET",
    "/bulk-checks/{uuid:bulk_id}/results",
    permission=Permission.BULK_CHECK,
    refuses=MISSING,
)
def list_bulk_results(
    request: AgencyRequest, bulk_id: UUID, after: After = 0, limit: Portion = bulkpolicy.CHUNK
) -> BulkAnswersTold:
    """Read answers in the order of the list, also while it runs; chunks may come out of order.

    Ask from the start again once the state is `done`, or wait for it.
    """
    found = services.read_answers(
        request.auth, bulk_id=bulk_id, after=after, limit=limit, now=request.now
    )
    return BulkAnswersTold(answers=[BulkAnswerTold.model_validate(one) for one in found])


@operation(
    ROUTER,
    "GET",
    "/bulk-checks/{uuid:bulk_id}/rejects",
    permission=Permission.BULK_CHECK,
    refuses=MISSING,
)
def list_bulk_rejects(
    request: AgencyRequest, bulk_id: UUID, after: After = 0, limit: Portion = bulkpolicy.CHUNK
) -> BulkRejectsTold:
    """Read the lines that were not asked: the field, a stable code, and what was kept."""
    found = services.read_rejects(
        request.auth, bulk_id=bulk_id, after=after, limit=limit, now=request.now
    )
    return BulkRejectsTold(rejects=[BulkRejectTold.model_validate(one) for one in found])


@operation(
    ROUTER,
    "GET",
    "/bulk-checks/{uuid:bulk_id}/proof",
    permission=Permission.BULK_CHECK,
    refuses=(*MISSING, NoSuchLine),
)
def prove_bulk_line(request: AgencyRequest, bulk_id: UUID, line: LineNumber) -> ProofTold:
    """Get what shows that one line stands in the audit log, without showing its neighbours."""
    found = services.prove_line(request.auth, bulk_id=bulk_id, line=line, now=request.now)
    return ProofTold(
        entry=found.leaf,
        root=found.root.hex(),
        index=found.index,
        size=found.size,
        salt=found.salt.hex(),
        path=[one.hex() for one in found.path],
        verdict=found.verdict,
        hits=list(found.hits),
    )
