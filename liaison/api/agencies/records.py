"""Records: entered, changed, listed and read by the systems of those who keep registers."""

import hashlib
from http import HTTPStatus
from uuid import UUID

from ninja import Router

from liaison.api.agencies import cursors
from liaison.api.agencies.operations import Once, operation
from liaison.api.agencies.record_shapes import (
    CopyTold,
    ImportTold,
    RecordChanged,
    RecordEntered,
    RecordFileTold,
    RecordsImported,
    RecordsTold,
    RecordTold,
    RejectTold,
    VersionTold,
)
from liaison.api.agencies.request import AgencyRequest
from liaison.api.agencies.shapes import Cursor, Limit, Made
from liaison.identity.errors import PermissionRefused
from liaison.identity.types import Permission
from liaison.records import services
from liaison.records.drafting import draft_of_object
from liaison.records.errors import (
    ChangedMeanwhile,
    CorrectionRefused,
    FieldRefused,
    NoSuchRecord,
    RecipientsRefused,
    RecordTaken,
    TextRefused,
    TransitionRefused,
)
from liaison.records.states import Held, RecordKind
from liaison.records.types import ParsedRecord, RecordFacts, Reject

ROUTER = Router(tags=["Records"])
IMPORT_BYTES = 1024 * 1024


@operation(
    ROUTER,
    "POST",
    "/records",
    permission=Permission.DOCUMENT_IMPORT,
    refuses=(PermissionRefused, FieldRefused, RecipientsRefused, RecordTaken),
    once=Once.DEMANDED,
    status=HTTPStatus.CREATED,
    location="records/{id}",
)
def enter_record(request: AgencyRequest, body: RecordEntered) -> Made:
    """Enter a record of the bureau's own.

    It goes at once to the bureaus of its distribution list, and never to those excluded.
    """
    draft = draft_of_object(body.kind, body.fields, today=request.now.date())
    made = services.enter(
        request.auth,
        draft=draft,
        recipients=body.recipients,
        excluded=body.excluded,
        now=request.now,
    )
    return Made(id=made)


@operation(
    ROUTER,
    "PUT",
    "/records/{uuid:record_id}",
    permission=Permission.DOCUMENT_IMPORT,
    refuses=(
        PermissionRefused,
        NoSuchRecord,
        FieldRefused,
        TransitionRefused,
        ChangedMeanwhile,
        RecordTaken,
        CorrectionRefused,
        TextRefused,
    ),
)
def change_record(request: AgencyRequest, record_id: UUID, body: RecordChanged) -> VersionTold:
    """Change what one of our records says; the new version goes to all copies.

    `version` is the one that was read: who changed it meanwhile is not overwritten.
    """
    version = services.change(
        request.auth,
        record_id=record_id,
        read=body.version,
        draft=draft_of_object(body.kind, body.fields, today=request.now.date()),
        reason=body.reason,
        now=request.now,
    )
    return VersionTold(id=record_id, version=version)


@operation(
    ROUTER,
    "POST",
    "/records/import",
    permission=Permission.DOCUMENT_IMPORT,
    refuses=(PermissionRefused, RecipientsRefused),
    once=Once.DEMANDED,
    maximum=IMPORT_BYTES,
)
def import_records(request: AgencyRequest, body: RecordsImported) -> ImportTold:
    """Bring up to five hundred records of one kind; repeatable.

    The same row again changes nothing; one that says something else about a known record makes a
    new version. Rows that cannot be taken come back with the reason; the others are taken.
    """
    report = services.import_records(
        request.auth,
        kind=body.kind,
        rows=[_row(request, body, number) for number in range(len(body.rows))],
        source_digest=_digest(request),
        recipients=body.recipients,
        excluded=body.excluded,
        now=request.now,
    )
    return ImportTold(
        created=report.created,
        changed=report.changed,
        unchanged=report.unchanged,
        messages=report.messages,
        rejects=[
            RejectTold(row=one.line, field=one.column, reason=one.reason) for one in report.rejects
        ],
    )


@operation(
    ROUTER,
    "GET",
    "/records",
    permission=Permission.DOCUMENT_READ,
    refuses=(PermissionRefused,),
)
def list_records(
    request: AgencyRequest,
    kind: RecordKind | None = None,
    held: Held = Held.OWN,
    limit: Limit = cursors.LIMIT_USUAL,
    cursor: Cursor = "",
) -> RecordsTold:
    """List records, newest first: the bureau's own, or the copies of others.

    To find out whether somebody or something is on record, make a check: it has a purpose.
    """
    name = f"records:{kind}:{held}"
    last = cursors.read(name, request.auth, cursor)
    found = services.list_records_before(
        request.auth,
        kind=kind,
        held=held,
        before=UUID(last) if last else None,
        limit=limit,
        now=request.now,
    )
    more = cursors.write(name, request.auth, str(found[-1].id)) if len(found) == limit else None
    return RecordsTold(records=[_told(one) for one in found], next=more)


@operation(
    ROUTER,
    "GET",
    "/records/{uuid:record_id}",
    permission=Permission.DOCUMENT_READ,
    refuses=(PermissionRefused, NoSuchRecord),
)
def read_record(request: AgencyRequest, record_id: UUID) -> RecordFileTold:
    """Read one record with its distribution list and its copies."""
    found = services.read_record(request.auth, record_id=record_id, now=request.now)
    return RecordFileTold(
        record=_told(found.record),
        recipients=list(found.recipients),
        excluded=list(found.excluded),
        copies=[CopyTold.model_validate(one) for one in found.copies],
        review_due=found.review_due,
    )


def _told(record: RecordFacts) -> RecordTold:
    said = {name: getattr(record, name) for name in RecordTold.model_fields if name != "fields"}
    return RecordTold(**said, fields=dict(record.fields))


def _row(request: AgencyRequest, body: RecordsImported, number: int) -> ParsedRecord | Reject:
    try:
        draft = draft_of_object(body.kind, body.rows[number], today=request.now.date())
    except FieldRefused as refusal:
        return Reject(number, refusal.field, "", refusal.reason)
    return ParsedRecord(number, draft)


def _digest(request: AgencyRequest) -> str:
    return hashlib.sha256(request.body).hexdigest()
