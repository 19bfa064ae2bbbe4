"""The only ways to hold a request. Every one asks who is holding it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet

from liaison.casework import approvals, clocks, permissions
from liaison.casework.concerned import from_json
from liaison.casework.errors import NoSuchRequest
from liaison.casework.limits import FINDINGS_MAXIMUM, LETTERS_MAXIMUM
from liaison.casework.models import Addressee, Deadline, Finding, Letter, Request
from liaison.casework.states import AddresseeState, ClockState, Direction, Queue, Result, State
from liaison.casework.types import (
    AddresseeFacts,
    ApprovalShown,
    ConcernedFields,
    FindingFacts,
    LetterFacts,
    RequestFile,
    RequestLine,
)
from liaison.casework.words import (
    ApprovalStanding,
    ConcernedKind,
    CrimeArea,
    FindingKind,
    LetterKind,
    Role,
    Urgency,
)
from liaison.identity.types import Actor
from liaison.records import selectors as records
from liaison.rules.processing import HandlingCode, Purpose

# what the desk writes for itself
_DESK_ONLY = frozenset({LetterKind.EXTENSION, LetterKind.PAUSE, LetterKind.RESUMPTION})


def visible_to(actor: Actor, now: datetime) -> QuerySet[Request]:
    """Return the requests this actor may know about.

    Raises:
        PermissionRefused: the chair does not carry REQUEST_READ.
    """
    return Request.objects.filter(permissions.seen_by(actor, now))


def of_message(actor: Actor, *, message: UUID, thread: UUID, now: datetime) -> RequestLine | None:
    """Return the request that a message began, or carried a letter of, if this actor may see it.

    A unit is never led to a letter of which it was not told: to what began its request only.

    Args:
        actor: who looks.
        message: id of the message (jti).
        thread: id of its conversation; another bureau may write any id there, so it is not enough.
        now: the present moment.

    Raises:
        PermissionRefused: the chair does not carry REQUEST_READ.
    """
    carried = Q(message=message) | Q(addressees__message=message)
    if actor.at_desk:
        carried |= Q(letters__message=message)
    row = (
        visible_to(actor, now)
        .filter(Q(thread=thread) | Q(message=thread))
        .filter(carried)
        .order_by("created_at", "pk")
        .first()
    )
    return None if row is None else shown_to(actor, row)


def get_for_update(actor: Actor, request_id: UUID, now: datetime) -> Request:
    """Return one request, locked until the end of the transaction.

    A desk of this node that is asked by another one of it holds its own row of the same thread.
    What either writes goes into both rows, by hand: whoever asks is locked first, so that the two
    desks never wait for each other.

    Raises:
        PermissionRefused: the chair does not carry REQUEST_READ.
        NoSuchRequest: for a missing request and for a hidden one alike.
    """
    wanted = visible_to(actor, now).filter(pk=request_id)
    theirs = wanted.filter(direction=Direction.IN).values_list("origin", flat=True).first()
    if theirs is not None:
        # the asker's row has the id of the thread; where it lies on another node there is none
        Request.objects.select_for_update().filter(pk=theirs).first()
    found = wanted.select_for_update(of=("self",)).first()
    if found is None:
        raise NoSuchRequest(str(request_id))
    return found


def request_file(actor: Actor, request_id: UUID, now: datetime) -> RequestFile:
    """Return everything about one request. The service `read_request` records that it was read.

    Raises:
        PermissionRefused: the chair does not carry REQUEST_READ.
        NoSuchRequest: missing or hidden.
    """
    rows = visible_to(actor, now).select_related("case", "deadline")
    row = rows.prefetch_related("addressees").filter(pk=request_id).first()
    if row is None:
        raise NoSuchRequest(str(request_id))
    deadline: Deadline | None = getattr(row, "deadline", None)
    at_desk = actor.at_desk
    told = is_told(actor, row)
    letters = _letters(row, at_desk=at_desk)
    return RequestFile(
        line=shown_to(actor, row),
        asked=row.asked,
        facts=row.facts,
        link=row.link,
        purpose=Purpose(row.purpose),
        legal_basis=row.legal_basis,
        to=tuple(row.addressing),
        info=tuple(row.copies),
        files=tuple(row.files),
        concerned=concerned_of(row),
        addressees=tuple(_addressee(one, told=told) for one in _addressees(row)),
        letters=letters,
        findings=_findings(actor, row, now) if at_desk else (),
        clock=clocks.facts_of(deadline) if deadline else None,
        asking_officer=row.asking_officer,
        asking_officer_name=row.asking_officer_name,
        drafted_by=row.drafted_by,
        reviewed_by=row.reviewed_by,
        case_id=row.case_id if at_desk else None,
        case_reference=row.case.reference if at_desk and row.case else "",
        origin=row.origin,
        message=row.message,
        verbs=permissions.verbs(actor, row),
        drafted=_drafted(letters),
        approval=approval_of(row),
    )


def approval_of(row: Request) -> ApprovalStanding:
    """Return whether a request of ours may leave without an officer's approval."""
    return approvals.standing(
        approvals.DEMAND,
        purpose=row.purpose,
        handling_code=row.handling_code,
        urgency=row.urgency,
        unit=row.asking_unit or row.desk,
        waived=settings.NODE.text("requests.approval_waived"),
        demo=settings.NODE.demo,
    )


def is_told(actor: Actor, row: Request) -> bool:
    """Return whether an actor may know how a request was answered: a unit when it is passed on."""
    return actor.at_desk or row.direction == Direction.IN or row.passed_on_at is not None


def shown_to(actor: Actor, row: Request) -> RequestLine:
    """Return a row as the line that an actor may read."""
    line = line_of(row)
    return line if is_told(actor, row) else replace(line, result=None)


def line_of(row: Request) -> RequestLine:
    """Return a row as a line of a list; its addressees should come with it."""
    addressees = _addressees(row)
    theirs = row.their_reference or next(
        (one.their_reference for one in addressees if one.their_reference), ""
    )
    return RequestLine(
        id=row.id,
        direction=Direction(row.direction),
        desk=row.desk,
        our_reference=row.our_reference,
        their_reference=theirs,
        partners=_partners(row, addressees),
        subject=row.subject,
        state=State(row.state),
        result=Result(row.result) if row.result else None,
        urgency=Urgency(row.urgency),
        clock=row.clock,
        clock_state=ClockState(row.clock_state) if row.clock_state else None,
        due_at=row.due_at if row.clock_state else None,
        queue=Queue(row.queue),
        holder_organisation=row.holder_organisation,
        holder_person=row.holder_person,
        asking_unit=row.asking_unit,
        assigned_unit=row.assigned_unit,
        handling_code=HandlingCode(row.handling_code),
        crime_area=CrimeArea(row.crime_area),
        created_at=row.created_at,
        is_open=row.is_open,
    )


def concerned_of(row: Request) -> tuple[ConcernedFields, ...]:
    """Return what a request is about, in order."""
    return tuple(
        from_json(ConcernedKind(one.kind), one.fields)
        for one in row.concerned.order_by("position")
    )


def _addressees(row: Request) -> list[Addressee]:
    if row.direction == Direction.IN:
        return []
    return sorted(row.addressees.all(), key=lambda one: (one.role, one.desk))


def _partners(row: Request, addressees: list[Addressee]) -> tuple[str, ...]:
    if row.direction == Direction.IN:
        return (row.partner,)
    if addressees:
        return tuple(one.desk for one in addressees if one.role == Role.ACTION)
    return tuple(row.addressing)


def _addressee(row: Addressee, *, told: bool) -> AddresseeFacts:
    return AddresseeFacts(
        desk=row.desk,
        role=Role(row.role),
        state=AddresseeState(row.state),
        their_reference=row.their_reference,
        result=Result(row.result) if row.result and told else None,
        answered_at=row.answered_at,
        message=row.message,
    )


def _letters(row: Request, *, at_desk: bool) -> tuple[LetterFacts, ...]:
    rows = letters_shown(row.letters.order_by("at", "id"), at_desk=at_desk)
    return tuple(_letter(one) for one in rows[:LETTERS_MAXIMUM])


def _drafted(letters: tuple[LetterFacts, ...]) -> Mapping[str, LetterFacts]:
    """Return the texts that a step begins with: what was drafted and has not gone since."""
    found: dict[str, LetterFacts] = {}
    for one in letters:
        if one.kind is LetterKind.CORRECTION_DRAFT:
            found["correct"] = one
        elif one.kind is LetterKind.CORRECTION:
            found.pop("correct", None)
        elif one.kind is LetterKind.ANSWER_DRAFT:
            found["release_answer"] = one
        elif one.kind is LetterKind.ANSWER and one.direction is Direction.OUT:
            found.pop("release_answer", None)
            found["correct_answer"] = one
    return found


def letters_shown(rows: QuerySet[Letter], *, at_desk: bool) -> QuerySet[Letter]:
    """Return those of some letters that a desk, or a unit, may read."""
    if at_desk:
        return rows
    # what came from abroad waits until the desk passes it on
    ours = rows.exclude(kind__in=[kind.value for kind in _DESK_ONLY])
    return ours.exclude(
        request__direction=Direction.OUT.value, direction=Direction.IN.value, released_at=None
    )


def _letter(row: Letter) -> LetterFacts:
    return LetterFacts(
        id=row.id,
        kind=LetterKind(row.kind),
        direction=Direction(row.direction),
        desk=row.desk,
        at=row.at,
        by=row.by,
        words=row.words,
        result=row.result,
        partial=row.partial,
        grounds=row.grounds,
        files=tuple(row.files),
        checklist={
            str(point): (str(said[0]), str(said[1]))
            for point, said in row.detail.get("checklist", {}).items()
        },
        message=row.message,
        released_at=row.released_at,
        approval=_approval(row.detail.get("approval")),
    )


def _approval(kept: Mapping[str, str] | None) -> ApprovalShown | None:
    if kept is None:
        return None
    said = {name: str(kept.get(name, "")) for name in ("bureau", "officer", "role", "refused")}
    return ApprovalShown(**said)


def _findings(actor: Actor, row: Request, now: datetime) -> tuple[FindingFacts, ...]:
    """Return what the cross-check met, as far as this actor may open it where it lies.

    The comparison was made with everything held here, discreet records among it.
    """
    rows = row.findings.select_related("concerned").order_by("-score", "id")
    found = list(rows[:FINDINGS_MAXIMUM])
    met = {
        kind: [one.reference for one in found if one.kind == kind]
        for kind in (FindingKind.RECORD, FindingKind.REQUEST)
    }
    requests = visible_to(actor, now).filter(pk__in=met[FindingKind.REQUEST])
    seen = {
        *records.seen_among(actor, met[FindingKind.RECORD]),
        *requests.values_list("pk", flat=True),
    }
    discreet = records.discreet_among(met[FindingKind.RECORD])
    return tuple(
        _finding(one, discreet=one.reference in discreet) for one in found if one.reference in seen
    )


def _finding(row: Finding, *, discreet: bool) -> FindingFacts:
    return FindingFacts(
        id=row.id,
        concerned=row.concerned.position,
        kind=FindingKind(row.kind),
        reference=row.reference,
        score=row.score,
        explanation=tuple(str(line) for line in row.explanation),
        at=row.at,
        discreet=discreet,
    )
