"""The only ways to hold a record. Every one asks who is holding it, or is asked by a room."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from liaison.identity.types import Actor, Permission
from liaison.lib.ids.numbers import fold_number
from liaison.lib.ids.vehicles import fold_serial
from liaison.records import permissions
from liaison.records.errors import NoSuchRecord
from liaison.records.kinds.register import fold_name
from liaison.records.models import (
    Copy,
    DistributionRule,
    Record,
    RecordExclusion,
    RecordKey,
    RecordRecipient,
)
from liaison.records.policy import PAGE
from liaison.records.reading import document_facts, record_facts
from liaison.records.states import CopyState, Held, RecordKind, RecordState, Scheme
from liaison.records.types import (
    CopyFacts,
    DocumentFacts,
    DocumentFile,
    DocumentPage,
    RecordFacts,
)

SEARCH_MAXIMUM = 60
NO_RECORD = UUID(int=0)  # no record ever has it: a list that is never empty
KEYS_MAXIMUM = 500  # of one question; a batch of a hundred persons with five numbers each


def matching(
    number: str, issuing_state: str | None, *, discreet: bool = False
) -> list[DocumentFacts]:
    """Return every active record that may speak of this document: all of them, never the first.

    The room that asks has checked that its actor may: this selector serves a check, and a
    check is recorded by the room that makes it.

    Args:
        number: plain, as `normalise_number` returns it, or folded.
        issuing_state: ICAO code, or None for any.
        discreet: whether those whose match is told to their owner only are wanted too.

    Returns:
        Records with exactly this number first, then those whose number looks alike; oldest
        first within each.

    Raises:
        IdsRefusal: the number is not in its plain form.
    """
    found = Record.objects.filter(
        keys__value=fold_number(number),
        keys__scheme=Scheme.DOCUMENT,
        kind=RecordKind.TRAVEL_DOCUMENT,
        state=RecordState.ACTIVE,
    )
    if not discreet:
        found = found.filter(discreet=False)
    said = [document_facts(row) for row in found.order_by("id")]
    if issuing_state is not None:
        said = [one for one in said if one.fields.issuing_state == issuing_state]
    return sorted(said, key=lambda one: one.fields.number != number)


def by_keys(
    keys: Collection[tuple[str, str]], *, kinds: Collection[RecordKind] = ()
) -> tuple[RecordFacts, ...]:
    """Return the active records with one of these numbers, ours and copies; discreet ones too.

    The room that asks has checked that its actor may, and treats discreet ones apart.

    Args:
        keys: pairs of a `states.Scheme` and a folded value (`fold_number` of documents,
            `lib.ids.vehicles.fold_serial` of the rest); at most `KEYS_MAXIMUM`.
        kinds: only these, or () for all.

    Returns:
        Oldest first.
    """
    wanted = list(keys)[:KEYS_MAXIMUM]
    values: dict[str, set[str]] = {}
    for scheme, value in wanted:
        values.setdefault(scheme, set()).add(value)
    if not values:
        return ()
    asked = Q()
    for scheme, folded in sorted(values.items()):
        asked |= Q(scheme=scheme, value__in=folded)
    found = Record.objects.filter(
        pk__in=RecordKey.objects.filter(asked).values("record_id"), state=RecordState.ACTIVE
    )
    if kinds:
        found = found.filter(kind__in=kinds)
    return tuple(record_facts(row) for row in found.order_by("id"))


def keyed(
    keys: Collection[tuple[str, str]],
) -> tuple[tuple[tuple[str, str], RecordFacts], ...]:
    """Return the active records with one of these numbers, each beside the key that found it.

    As `by_keys`, for a room that asks for hundreds of numbers at once; discreet ones too.

    Args:
        keys: pairs of a `states.Scheme` and a folded value; at most `KEYS_MAXIMUM`.

    Returns:
        Oldest record first; a record with two of the numbers stands there twice.
    """
    wanted = list(keys)[:KEYS_MAXIMUM]
    values: dict[str, set[str]] = {}
    for scheme, value in wanted:
        values.setdefault(scheme, set()).add(value)
    asked = Q(pk__in=())
    for scheme, folded in sorted(values.items()):
        asked |= Q(scheme=scheme, value__in=folded)
    # whether a record is active, and in which order they stand, is looked at here: asked for it,
    # SQLite walks through all active records instead of the keys
    pairs = RecordKey.objects.filter(asked).select_related("record")
    active = [row for row in pairs if row.record.state == RecordState.ACTIVE]
    active.sort(key=lambda row: (row.record_id, row.pk))
    return tuple(((row.scheme, row.value), record_facts(row.record)) for row in active)


def facts_of(references: Collection[UUID]) -> tuple[RecordFacts, ...]:
    """Return the active records of these ids, in the order of the ids; others are passed over.

    Asked by a room that found them by `by_keys` or through search, discreet ones included. One
    statement, also when there are none: a discreet record that was met must not cost one more.
    """
    found = Record.objects.filter(pk__in=references or (NO_RECORD,), state=RecordState.ACTIVE)
    return tuple(record_facts(row) for row in found.order_by("id"))


def held_for(bureau: str, references: Collection[UUID], now: datetime) -> tuple[RecordFacts, ...]:
    """Return what may be shown to another bureau that asks us while its officer waits.

    Only records of our own that are active and within their retention; on whose distribution
    list it stands, or whose kind is open to it by a rule; never one that excludes it. Discreet
    ones are among them: `RecordFacts.discreet` says that they are answered apart.

    Args:
        bureau: id of the bureau that asks.
        references: ids found by `by_keys` or through search.
        now: the present moment.
    """
    excluded = RecordExclusion.objects.filter(record=OuterRef("pk"), organisation=bureau)
    listed = RecordRecipient.objects.filter(record=OuterRef("pk"), organisation=bureau)
    open_kinds = DistributionRule.objects.filter(organisation=bureau).values("kind")
    found = Record.objects.filter(
        Q(Exists(listed)) | Q(kind__in=open_kinds),
        ~Exists(excluded),
        pk__in=references,
        held=Held.OWN,
        state=RecordState.ACTIVE,
        retention_until__gte=now.date(),
    )
    return tuple(record_facts(row) for row in found.order_by("id"))


def visible_to(actor: Actor) -> QuerySet[Record]:
    """Return the records this actor may know about: our own, and the copies held here.

    Discreet ones are for those who enter records or receive their alerts.

    Raises:
        PermissionRefused: the chair does not carry DOCUMENT_READ.
    """
    permissions.check_can_read(actor)
    found = Record.objects.all()
    if permissions.may_see_discreet(actor):
        return found
    return found.filter(discreet=False)


def seen_among(actor: Actor, references: Collection[UUID]) -> frozenset[UUID]:
    """Return those of some records that this actor may open; none when they read no records."""
    if not actor.may(Permission.DOCUMENT_READ):
        return frozenset()
    return frozenset(visible_to(actor).filter(pk__in=references).values_list("pk", flat=True))


def discreet_among(references: Collection[UUID]) -> frozenset[UUID]:
    """Return those of some records whose match is told to their owner only.

    Asked by a room itself, about what it must not count in the log.
    """
    found = Record.objects.filter(pk__in=references, discreet=True)
    return frozenset(found.values_list("pk", flat=True))


def hidden_from(actor: Actor) -> QuerySet[Record]:
    """Return the records that this actor must not know of, for a room that points to records."""
    if permissions.may_see_discreet(actor):
        return Record.objects.none()
    return Record.objects.filter(discreet=True)


def own_documents(
    actor: Actor, *, text: str = "", state: RecordState | None = None, page: int = 1
) -> DocumentPage:
    """Return one page of the travel documents our bureau owns, newest first.

    Args:
        actor: who looks.
        text: a number in any spelling, or the beginning of a national reference; "" for all.
        state: only those in this state, or None for all.
        page: from 1; a page that does not exist gives the nearest one that does.

    Raises:
        PermissionRefused: the chair does not carry DOCUMENT_READ.
    """
    found = listed(actor, kind=RecordKind.TRAVEL_DOCUMENT, text=text, state=state)
    total, page, pages, rows = cut(found, page)
    return DocumentPage(tuple(document_facts(row) for row in rows), page, pages, total)


def listed(
    actor: Actor,
    *,
    kind: RecordKind | None,
    text: str = "",
    state: RecordState | None = None,
    held: Held = Held.OWN,
) -> QuerySet[Record]:
    """Return the records that fit, newest first.

    Raises:
        PermissionRefused: the chair does not carry DOCUMENT_READ.
    """
    found = visible_to(actor).filter(held=held)
    if held is Held.OWN:
        found = found.filter(owner=actor.bureau)
    if kind is not None:
        found = found.filter(kind=kind)
    if text := text.strip()[:SEARCH_MAXIMUM]:
        found = found.filter(_spoken_of(text))
    if state is not None:
        found = found.filter(state=state)
    return found.order_by("-id")


def cut(found: QuerySet[Record], page: int) -> tuple[int, int, int, list[Record]]:
    """Return the total, the number of the page, how many there are, and the rows of the page."""
    total = found.count()
    pages = max(1, -(-total // PAGE))
    page = min(max(page, 1), pages)
    return total, page, pages, list(found[(page - 1) * PAGE : page * PAGE])


def get(actor: Actor, document_id: UUID) -> DocumentFacts:
    """Return one travel document.

    Raises:
        PermissionRefused: the chair does not carry DOCUMENT_READ.
        NoSuchRecord: for a missing record and for a hidden one alike.
    """
    return document_facts(_document(actor, document_id))


def document_file(actor: Actor, document_id: UUID) -> DocumentFile:
    """Return one travel document with its distribution list and its copy register.

    Raises:
        PermissionRefused: the chair does not carry DOCUMENT_READ.
        NoSuchRecord: for a missing record and for a hidden one alike.
    """
    row = _document(actor, document_id)
    return DocumentFile(
        document=document_facts(row),
        withdrawal_note=row.withdrawal_note,
        recipients=recipients_of(row),
        copies=copies_of(row),
    )


def recipients_of(row: Record) -> tuple[str, ...]:
    """Return the distribution list in alphabetical order."""
    return tuple(row.recipients.order_by("organisation").values_list("organisation", flat=True))


def exclusions_of(row: Record) -> tuple[str, ...]:
    """Return the bureaus that must never receive it, in alphabetical order."""
    return tuple(row.exclusions.order_by("organisation").values_list("organisation", flat=True))


def copies_of(row: Record) -> tuple[CopyFacts, ...]:
    """Return the copy register in alphabetical order of bureaus."""
    return tuple(_copy_facts(copy) for copy in row.copies.order_by("organisation"))


def own_for_update(owner: str, record_id: UUID) -> Record:
    """Return one of the bureau's own records, locked until the end of the transaction.

    Raises:
        NoSuchRecord: it is missing, or a copy of what another bureau owns.
    """
    own = Record.objects.select_for_update().filter(held=Held.OWN, owner=owner)
    return one(own, record_id)


def all_own_for_update(owner: str, record_ids: Sequence[UUID]) -> list[Record]:
    """Return several of the bureau's own records, in the order of their ids, locked.

    Raises:
        NoSuchRecord: one is missing, or a copy of what another bureau owns.
    """
    own = Record.objects.select_for_update().filter(held=Held.OWN, owner=owner)
    rows = list(own.filter(pk__in=record_ids).order_by("id"))
    if missing := set(record_ids) - {row.id for row in rows}:
        raise NoSuchRecord(str(min(missing)))
    return rows


def one(found: QuerySet[Record], record_id: UUID) -> Record:
    """Return the one record of this id.

    Raises:
        NoSuchRecord: it is not among them.
    """
    row = found.filter(pk=record_id).first()
    if row is None:
        raise NoSuchRecord(str(record_id))
    return row


def _document(actor: Actor, document_id: UUID) -> Record:
    return one(visible_to(actor).filter(kind=RecordKind.TRAVEL_DOCUMENT), document_id)


def _spoken_of(text: str) -> Q:
    """By the beginning of a reference, by any number in any spelling, by the start of a name."""
    plain = "".join(char for char in text.upper() if char.isalnum())
    numbers = RecordKey.objects.filter(value=fold_serial(plain)).exclude(scheme=Scheme.NAME)
    names = RecordKey.objects.filter(scheme=Scheme.NAME, value__startswith=fold_name(text))
    spoken = Q(national_reference__istartswith=text) | Q(pk__in=names.values("record_id"))
    return spoken | Q(pk__in=numbers.values("record_id")) if plain else spoken


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
