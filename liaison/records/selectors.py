"""The only ways to hold a document. Every one asks who is holding it, or is asked by a room."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Q, QuerySet

from liaison.identity.types import Actor
from liaison.lib.ids.errors import IdsRefusal
from liaison.lib.ids.numbers import fold_number, normalise_number
from liaison.records import permissions
from liaison.records.errors import NoSuchRecord
from liaison.records.fields import NAMES
from liaison.records.models import Copy, TravelDocument
from liaison.records.policy import PAGE
from liaison.records.states import (
    CopyState,
    RecordState,
    DocumentType,
    Fraud,
    Held,
    WithdrawalReason,
)
from liaison.records.types import (
    CopyFacts,
    DocumentFacts,
    DocumentFields,
    DocumentFile,
    DocumentPage,
)

SEARCH_MAXIMUM = 60


def matching(number: str, issuing_state: str | None) -> list[DocumentFacts]:
    """Return every active record that may speak of this document: all of them, never the first.

    The room that asks has checked that its actor may: this selector serves a check, and a
    check is recorded by the room that makes it.

    Args:
        number: plain, as `normalise_number` returns it, or folded.
        issuing_state: ICAO code, or None for any.

    Returns:
        Records with exactly this number first, then those whose number looks alike; oldest
        first within each.

    Raises:
        IdsRefusal: the number is not in its plain form.
    """
    found = TravelDocument.objects.filter(
        number_folded=fold_number(number), state=RecordState.ACTIVE
    )
    if issuing_state is not None:
        found = found.filter(issuing_state=issuing_state)
    rows = sorted(found.order_by("id"), key=lambda row: row.number != number)
    return [facts_of(row) for row in rows]


def visible_to(actor: Actor) -> QuerySet[TravelDocument]:
    """Return the records this actor may know about: our own, and the copies held here.

    Raises:
        PermissionRefused: the chair does not carry DOCUMENT_READ.
    """
    permissions.check_can_read(actor)
    return TravelDocument.objects.all()


def own_documents(
    actor: Actor, *, text: str = "", state: RecordState | None = None, page: int = 1
) -> DocumentPage:
    """Return one page of the documents our bureau owns, newest first.

    Args:
        actor: who looks.
        text: a number in any spelling, or the beginning of a national reference; "" for all.
        state: only those in this state, or None for all.
        page: from 1; a page that does not exist gives the nearest one that does.

    Raises:
        PermissionRefused: the chair does not carry DOCUMENT_READ.
    """
    found = visible_to(actor).filter(held=Held.OWN, owner=actor.bureau)
    if text := text.strip()[:SEARCH_MAXIMUM]:
        found = found.filter(_spoken_of(text))
    if state is not None:
        found = found.filter(state=state)
    total = found.count()
    pages = max(1, -(-total // PAGE))
    page = min(max(page, 1), pages)
    rows = found.order_by("-id")[(page - 1) * PAGE : page * PAGE]
    return DocumentPage(tuple(facts_of(row) for row in rows), page, pages, total)


def get(actor: Actor, document_id: UUID) -> DocumentFacts:
    """Return one record.

    Raises:
        PermissionRefused: the chair does not carry DOCUMENT_READ.
        NoSuchRecord: for a missing record and for a hidden one alike.
    """
    return facts_of(_one(visible_to(actor), document_id))


def document_file(actor: Actor, document_id: UUID) -> DocumentFile:
    """Return one record with its distribution list and its copy register.

    Raises:
        PermissionRefused: the chair does not carry DOCUMENT_READ.
        NoSuchRecord: for a missing record and for a hidden one alike.
    """
    row = _one(visible_to(actor), document_id)
    return DocumentFile(
        document=facts_of(row),
        withdrawal_note=row.withdrawal_note,
        recipients=tuple(
            row.recipients.order_by("organisation").values_list("organisation", flat=True)
        ),
        copies=tuple(_copy_facts(copy) for copy in row.copies.order_by("organisation")),
    )


def own_for_update(owner: str, document_id: UUID) -> TravelDocument:
    """Return one of the bureau's own records, locked until the end of the transaction.

    Raises:
        NoSuchRecord: it is missing, or a copy of what another bureau owns.
    """
    own = TravelDocument.objects.select_for_update().filter(held=Held.OWN, owner=owner)
    return _one(own, document_id)


def all_own_for_update(owner: str, document_ids: Sequence[UUID]) -> list[TravelDocument]:
    """Return several of the bureau's own records, in the order of their ids, locked.

    Raises:
        NoSuchRecord: one is missing, or a copy of what another bureau owns.
    """
    own = TravelDocument.objects.select_for_update().filter(held=Held.OWN, owner=owner)
    rows = list(own.filter(pk__in=document_ids).order_by("id"))
    if missing := set(document_ids) - {row.id for row in rows}:
        raise NoSuchRecord(str(min(missing)))
    return rows


def facts_of(row: TravelDocument) -> DocumentFacts:
    """Return a row as a value."""
    return DocumentFacts(
        id=row.id,
        owner=row.owner,
        fields=fields_of(row),
        number_folded=row.number_folded,
        version=row.version,
        state=RecordState(row.state),
        held=Held(row.held),
        received_in=row.received_in,
        withdrawn_at=row.withdrawn_at,
        withdrawal_reason=(
            WithdrawalReason(row.withdrawal_reason) if row.withdrawal_reason else None
        ),
        created_at=row.created_at,
        changed_at=row.changed_at,
    )


def fields_of(row: TravelDocument) -> DocumentFields:
    """Return what a row says about its document."""
    said = {name: getattr(row, name) for name in NAMES}
    said["document_type"] = DocumentType(row.document_type)
    said["fraud"] = Fraud(row.fraud)
    return DocumentFields(**said)


def _one(found: QuerySet[TravelDocument], document_id: UUID) -> TravelDocument:
    row = found.filter(pk=document_id).first()
    if row is None:
        raise NoSuchRecord(str(document_id))
    return row


def _spoken_of(text: str) -> Q:
    reference = Q(national_reference__istartswith=text)
    try:
        return Q(number_folded=fold_number(normalise_number(text))) | reference
    except IdsRefusal:  # not a number at all: then it can only be a reference
        return reference


def _copy_facts(copy: Copy) -> CopyFacts:
    return CopyFacts(
        organisation=copy.organisation,
        version=copy.version,
        state=CopyState(copy.state),
        message=copy.message,
        queued_at=copy.queued_at,
        held_at=copy.held_at,
        recall_queued_at=copy.recall_queued_at,
        erased_at=copy.erased_at,
        statement=copy.statement,
    )
