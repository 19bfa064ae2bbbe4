"""A unit writes a request: draft, change, submit; and reads it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from liaison.casework import addressing, clocks, permissions, policy, selectors
from liaison.casework.concerned import from_json
from liaison.casework.limits import WORDS_MAXIMUM
from liaison.casework.models import Request
from liaison.casework.selectors.desk import EVERYTHING
from liaison.casework.services import attaching
from liaison.casework.services.arriving import announce_desk, announce_unit
from liaison.casework.services.references import REQUEST, allocate
from liaison.casework.services.writing import move, record, write_concerned, write_letter
from liaison.casework.states import Direction, State
from liaison.casework.texts import check_text
from liaison.casework.types import DeskPage, Draft, Only, RequestFile
from liaison.casework.words import ConcernedKind, CrimeArea, LetterKind, Urgency
from liaison.core.identifiers import uuid7
from liaison.identity.types import Actor
from liaison.rules.processing import HandlingCode, Purpose

_CLOCKS = frozenset(clocks.CLASSES)


@transaction.atomic
def draft(actor: Actor, *, draft: Draft, now: datetime) -> UUID:
    """Begin a request abroad. It stays with the unit that writes it until it is submitted.

    Args:
        actor: the officer who asks, in a unit or at the desk itself.
        draft: what is written so far; only the subject must be there.
        now: the present moment.

    Returns:
        The id of the request.

    Raises:
        PermissionRefused: this actor may not write requests.
        TextRefused: a text is too long or malformed, or the subject is missing.
        FieldRefused: a thing concerned or a clock cannot be.
        AddressRefused: too many addresses.
    """
    permissions.check_can_draft(actor)
    plain = policy.check_draft(draft, clocks=_CLOCKS, complete=False)
    request_id = uuid7(now)
    row = Request.objects.create(
        id=request_id,
        direction=Direction.OUT,
        desk=actor.desk,
        origin=request_id,
        our_reference=allocate(actor.desk, kind=REQUEST, now=now),
        asking_unit=actor.organisation,
        asking_officer=actor.person_id,
        asking_officer_name=actor.person_name,
        holder_organisation=actor.organisation,
        holder_person=actor.person_id,
        state=State.DRAFT,
        queue=policy.queue_of(Direction.OUT, State.DRAFT),
        is_open=True,
        due_at=clocks.ends_at(plain.clock, desk=actor.desk, start=now),
        drafted_by=actor.person_id,
        created_at=now,
        changed_at=now,
        **_columns(plain),
    )
    write_concerned(row, plain.concerned)
    attaching.claim(actor, row, plain.files, now=now)
    record(actor.who, "casework:request:drafted", row.id, now, our_reference=row.our_reference)
    return row.id


@transaction.atomic
def change_draft(actor: Actor, *, request_id: UUID, draft: Draft, now: datetime) -> None:
    """Write a draft anew, also one that the desk has asked back.

    Raises:
        PermissionRefused: this actor may not write requests.
        NoSuchRequest: missing or hidden.
        NotYours: another unit's.
        TransitionRefused: it was submitted.
        TextRefused, FieldRefused, AddressRefused: as in `draft`.
    """
    plain = policy.check_draft(draft, clocks=_CLOCKS, complete=False)
    row = selectors.get_for_update(actor, request_id, now)
    permissions.check_can_write(actor, row)
    policy.check_transition(Direction(row.direction), State(row.state), State.SUBMITTED)
    attaching.let_go(row, [one for one in row.files if one not in plain.files])
    move(row, State(row.state), now=now, drafted_by=actor.person_id, **_columns(plain))
    write_concerned(row, plain.concerned)
    attaching.claim(actor, row, plain.files, now=now)
    record(actor.who, "casework:request:changed", row.id, now, our_reference=row.our_reference)


@transaction.atomic
def submit(actor: Actor, *, request_id: UUID, words: str = "", now: datetime) -> None:
    """Put a complete draft before the desk; from here on the desk's pool holds it.

    Args:
        actor: the unit's officer.
        request_id: a draft, or one that was asked back.
        words: to the reviewer; may be empty.
        now: the present moment.

    Raises:
        PermissionRefused: this actor may not write requests.
        NoSuchRequest: missing or hidden.
        NotYours: another unit's.
        TransitionRefused: it was submitted before.
        TextRefused, FieldRefused: something needed is missing.
        AddressRefused: nobody is asked, or somebody nobody knows.
        TrustRefused: no trust directory rules here, so nobody's address is known.
    """
    row = selectors.get_for_update(actor, request_id, now)
    permissions.check_can_write(actor, row)
    policy.check_direction(Direction(row.direction), Direction.OUT)
    plain = policy.check_draft(draft_of(row), clocks=_CLOCKS, complete=True)
    if not addressing.resolve(plain.to, own=row.desk, now=now):
        policy.check_addresses("to", (), needed=True)
    move(
        row,
        State.SUBMITTED,
        now=now,
        submitted_at=now,
        holder_organisation=row.desk,
        holder_person="",
        due_at=clocks.ends_at(row.clock, desk=row.desk, start=now),
    )
    attaching.submit(row, now=now)
    if said := check_text("words", words, maximum=WORDS_MAXIMUM):
        write_letter(
            row, LetterKind.NOTE, direction=Direction.INTERNAL, actor=actor, now=now, words=said
        )
    announce_desk(row, "casework:request:submitted", now)
    record(
        actor.who,
        "casework:request:submitted",
        row.id,
        now,
        purpose=row.purpose,
        legal_basis=row.legal_basis,
        our_reference=row.our_reference,
        to=list(plain.to),
    )


@transaction.atomic
def note(actor: Actor, *, request_id: UUID, words: str, now: datetime) -> None:
    """Leave a note between unit and desk; it never leaves the house.

    Raises:
        PermissionRefused: the chair only reads requests.
        NoSuchRequest: missing or hidden.
        NotYours: the actor only looks on.
        TextRefused: missing, too long or malformed.
    """
    said = check_text("words", words, maximum=WORDS_MAXIMUM, needed=True)
    row = selectors.get_for_update(actor, request_id, now)
    permissions.check_takes_part(actor, row)
    write_letter(
        row, LetterKind.NOTE, direction=Direction.INTERNAL, actor=actor, now=now, words=said
    )
    kind = "casework:request:noted"
    if not actor.at_desk:
        announce_desk(row, kind, now)
    elif unit := row.assigned_unit or (row.asking_unit if row.drafted_by else ""):
        announce_unit(row, unit, kind, now, row.assigned_person or row.asking_officer)
    record(actor.who, kind, row.id, now, our_reference=row.our_reference)


@transaction.atomic
def read_request(actor: Actor, *, request_id: UUID, now: datetime) -> RequestFile:
    """Show one request, and record that it was read.

    Raises:
        PermissionRefused: this actor may not read requests.
        NoSuchRequest: for a missing request and for a hidden one alike.
    """
    found = selectors.request_file(actor, request_id, now)
    record(
        actor.who,
        "casework:request:read",
        request_id,
        now,
        purpose=found.purpose.value,
        our_reference=found.line.our_reference,
        state=found.line.state.value,
        # whoever reads the log need not know of discreet records
        findings=sum(not one.discreet for one in found.findings),
    )
    return found


@transaction.atomic
def list_requests(  # noqa: PLR0913 - which list, narrowed to what, from where on
    actor: Actor,
    *,
    queue: str,
    only: Only = EVERYTHING,
    cursor: str = "",
    limit: int = 50,
    now: datetime,
) -> DeskPage:
    """Show one page of a list, and record how much was shown.

    Raises:
        PermissionRefused: this actor may not read requests.
        FieldRefused: no such list, or no cursor of ours.
    """
    found = selectors.desk_page(actor, queue=queue, only=only, cursor=cursor, limit=limit, now=now)
    record(
        actor.who,
        "casework:requests:listed",
        actor.organisation,
        now,
        queue=queue,
        unit=only.unit,
        urgency=only.urgency or "",
        shown=len(found.lines),
    )
    return found


@transaction.atomic
def find_requests(actor: Actor, *, reference: str, now: datetime) -> DeskPage:
    """Show requests by a reference, and record what was looked for.

    Raises:
        PermissionRefused: this actor may not read requests.
    """
    text = check_text("reference", reference, maximum=60)
    found = selectors.find(actor, reference=text, now=now)
    record(
        actor.who,
        "casework:requests:searched",
        actor.organisation,
        now,
        reference=text,
        shown=len(found.lines),
    )
    return found


def draft_of(row: Request) -> Draft:
    """Return what is written so far; its things concerned come with it."""
    return Draft(
        subject=row.subject,
        asked=row.asked,
        facts=row.facts,
        link=row.link,
        purpose=Purpose(row.purpose),
        legal_basis=row.legal_basis,
        urgency=Urgency(row.urgency),
        clock=row.clock,
        crime_area=CrimeArea(row.crime_area),
        handling_code=HandlingCode(row.handling_code),
        to=tuple(row.addressing),
        info=tuple(row.copies),
        concerned=tuple(
            from_json(ConcernedKind(one.kind), one.fields)
            for one in row.concerned.order_by("position")
        ),
        files=tuple(row.files),
    )


def _columns(plain: Draft) -> dict[str, object]:
    return {
        "subject": plain.subject,
        "asked": plain.asked,
        "facts": plain.facts,
        "link": plain.link,
        "purpose": plain.purpose,
        "legal_basis": plain.legal_basis,
        "urgency": plain.urgency,
        "clock": plain.clock,
        "crime_area": plain.crime_area,
        "handling_code": plain.handling_code,
        "addressing": list(plain.to),
        "copies": list(plain.info),
        "files": list(plain.files),
    }
