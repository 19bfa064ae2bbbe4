"""One chunk of an import: sorted into new, changed and known, stored, sent."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from liaison.audit.types import Who
from liaison.core.identifiers import uuid7
from liaison.exchange import services as exchange
from liaison.lib.ids.numbers import fold_number
from liaison.records import bulk, policy
from liaison.records.batches import batches
from liaison.records.errors import DocumentRefused
from liaison.records.fields import NAMES, cleaned
from liaison.records.models import Copy, DocumentRecipient, TravelDocument
from liaison.records.selectors import fields_of
from liaison.records.states import CopyState, DocumentState, Held
from liaison.records.types import DocumentFields, Key, ParsedRow, Reject, WireDocument

DISTRIBUTE = "records.distribute"
# what a new version overwrites; id, owner and creation stay
VERSIONED = (*NAMES, "number_folded", "version", "received_in", "changed_at")
_CREATED = (
    *("id", "owner", "state", "held", "created_at"),
    *("withdrawal_reason", "withdrawal_note", *VERSIONED),
)
_LISTED = ("document", "organisation")
_COPIED = ("document", "organisation", "version", "state", "message", "queued_at", "statement")
_COPIED_AGAIN = ("version", "state", "message", "queued_at", "held_at")

Addressed = tuple[tuple[str, ...], TravelDocument]


@dataclass
class Sorted:
    """The documents of a chunk by what has to be done with them.

    Attributes:
        created: rows to insert.
        changed: rows known before, carrying their new version.
        unchanged: how many lines said nothing new.
        rejects: lines that are not taken.
    """

    created: list[TravelDocument] = field(default_factory=list)
    changed: list[TravelDocument] = field(default_factory=list)
    unchanged: int = 0
    rejects: list[Reject] = field(default_factory=list)

    @property
    def digest(self) -> str:
        """SHA-256 over the ids of the records written, sorted, in hexadecimal."""
        ids = sorted(str(row.id) for row in (*self.created, *self.changed))
        return hashlib.sha256("\n".join(ids).encode()).hexdigest()


def sort(owner: str, rows: Sequence[ParsedRow], now: datetime) -> Sorted:
    """Compare the lines with what is known, in one query; the known rows are locked.

    Args:
        owner: our own bureau.
        rows: lines with different keys.
        now: the present moment.
    """
    known = _known(owner, rows)
    found = Sorted()
    for row in rows:
        before = known.get(row.fields.key)
        if before is None:
            found.created.append(_new(owner, row.fields, now))
        elif before.state == DocumentState.WITHDRAWN:
            _take_again(found, row, before, now)
        else:
            _compare(found, row.fields, before, now)
    return found


def store(found: Sorted) -> None:
    """Write the rows of a chunk."""
    bulk.insert(TravelDocument, _CREATED, (_values(row, _CREATED) for row in found.created))
    bulk.update(
        TravelDocument, VERSIONED, (_values(row, (*VERSIONED, "id")) for row in found.changed)
    )


def send_new(who: Who, rows: Sequence[TravelDocument], to: Sequence[str], now: datetime) -> int:
    """Put bureaus on the distribution list of documents they do not have, and send them.

    Args:
        who: somebody who decided it.
        rows: documents that none of the bureaus holds.
        to: ids of the bureaus, in alphabetical order.
        now: the present moment.

    Returns:
        How many messages were queued.
    """
    return send_missing(who, [(tuple(to), row) for row in rows], now)


def send_missing(who: Who, addressed: Sequence[Addressed], now: datetime) -> int:
    """The same, each document with the bureaus that miss it."""
    pairs = [(row, organisation) for to, row in addressed for organisation in to]
    messages = _queue(who, addressed, now)
    bulk.insert(DocumentRecipient, _LISTED, ((row.id, one) for row, one in pairs))
    bulk.insert(
        Copy,
        _COPIED,
        (
            (row.id, one, row.version, CopyState.QUEUED.value, messages[row.id], now, "")
            for row, one in pairs
        ),
    )
    return len(set(messages.values()))


def send_again(who: Who, rows: Sequence[TravelDocument], now: datetime) -> int:
    """Send new versions to the bureaus of the copy register, and to nobody else.

    Returns:
        How many messages were queued.
    """
    by_id = {row.id: row for row in rows}
    copies = list(
        Copy.objects.select_for_update()
        .filter(document_id__in=by_id)
        .exclude(state=CopyState.ERASED)
        .order_by("document_id", "organisation")
    )
    holders: dict[UUID, list[str]] = {}
    for copy in copies:
        holders.setdefault(copy.document_id, []).append(copy.organisation)
    messages = _queue(who, [(tuple(to), by_id[held]) for held, to in holders.items()], now)
    for copy in copies:
        policy.check_copy_transition(CopyState(copy.state), CopyState.QUEUED)
    bulk.update(
        Copy,
        _COPIED_AGAIN,
        (
            (
                *(by_id[copy.document_id].version, CopyState.QUEUED.value),
                *(messages[copy.document_id], now, None, copy.pk),
            )
            for copy in copies
        ),
    )
    return len(set(messages.values()))


def assign(row: TravelDocument, fields: DocumentFields) -> None:
    """Write what is said about a document into its row; nothing is saved."""
    for name in NAMES:
        setattr(row, name, getattr(fields, name))
    row.number_folded = fold_number(fields.number)


def _values(row: TravelDocument, columns: tuple[str, ...]) -> list[object]:
    return [getattr(row, column) for column in columns]


def _queue(who: Who, addressed: Iterable[Addressed], now: datetime) -> dict[UUID, UUID]:
    messages: dict[UUID, UUID] = {}
    for batch in batches((to, _wire(row)) for to, row in addressed):
        message = exchange.queue(
            who,
            to=batch.to,
            kind=DISTRIBUTE,
            body={"documents": list(batch.objects)},
            at=now,
            purpose=policy.PURPOSE,
        )
        messages.update((document.record_id, message) for document in batch.documents)
    return messages


def _wire(row: TravelDocument) -> WireDocument:
    return WireDocument(row.id, row.owner, row.version, fields_of(row))


def _known(owner: str, rows: Sequence[ParsedRow]) -> dict[Key, TravelDocument]:
    folded = {fold_number(row.fields.number) for row in rows}
    # by the folded number because that one has an index; the key decides. Active last: of a
    # document that was withdrawn and taken again, the last record is the one that counts
    there = (
        TravelDocument.objects.select_for_update()
        .filter(held=Held.OWN, owner=owner, number_folded__in=folded)
        .order_by("-state", "withdrawn_at", "id")
    )
    return {(row.issuing_state, row.document_type, row.number): row for row in there}


def _new(owner: str, fields: DocumentFields, now: datetime) -> TravelDocument:
    row = TravelDocument(
        id=uuid7(now),
        owner=owner,
        version=1,
        state=DocumentState.ACTIVE,
        held=Held.OWN,
        created_at=now,
        changed_at=now,
    )
    assign(row, replace(fields, review_on=fields.review_on or policy.default_review(now.date())))
    return row


def _take_again(found: Sorted, row: ParsedRow, before: TravelDocument, now: datetime) -> None:
    if before.withdrawn_at is not None:
        try:
            policy.check_return(row.fields, withdrawn_at=before.withdrawn_at)
        except DocumentRefused as refusal:
            value = cleaned(refusal.value)
            found.rejects.append(Reject(row.line, refusal.field, value, refusal.reason))
            return
    found.created.append(_new(before.owner, row.fields, now))


def _compare(found: Sorted, fields: DocumentFields, before: TravelDocument, now: datetime) -> None:
    # a line without a review date leaves the one that was set when the document was new
    said = replace(fields, review_on=fields.review_on or before.review_on)
    if said == fields_of(before):
        found.unchanged += 1
        return
    assign(before, said)
    before.version += 1
    before.changed_at = now
    found.changed.append(before)
