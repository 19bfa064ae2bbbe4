"""What leaves a desk: by message to other nodes, by hand to a desk of this one.

In the caller's transaction, with the request locked.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from liaison.casework import addressing
from liaison.casework.models import Addressee, Letter, Request
from liaison.casework.selectors.requests import concerned_of
from liaison.casework.services import arriving, attaching
from liaison.casework.services.approving import Approval
from liaison.casework.states import AddresseeState, Direction, Result
from liaison.casework.types import Asked, Said
from liaison.casework.wireform import KINDS, REQUEST, write_asked, write_said
from liaison.casework.words import CrimeArea, LetterKind, Outcome, Role, Urgency
from liaison.exchange import services as exchange
from liaison.identity.types import Actor
from liaison.rules.processing import HandlingCode, Purpose


def send_request(  # noqa: PLR0913 - the letter and its addressees
    actor: Actor,
    request: Request,
    letter: Letter,
    *,
    to: Sequence[str],
    info: Sequence[str],
    approval: Approval | None = None,
    now: datetime,
) -> None:
    """Send a reviewed request to every desk addressed.

    Args:
        actor: who releases it.
        request: the row.
        letter: the first of its thread.
        to: desks that shall act.
        info: desks that get a copy.
        approval: of an officer, or None.
        now: the present moment.
    """
    asked = asked_of(request, letter.id, to=to, info=info)
    if approval is not None:
        asked = replace(asked, approval=approval.said)
    enclosed = attaching.sendable(request.files)
    here, abroad = _split((*to, *info), now)
    message = None
    if abroad:
        addressing.check_may_speak(request.desk, now)
        acting = [desk for desk in to if desk in abroad]
        copies = [desk for desk in info if desk in abroad]
        message = exchange.queue(
            actor.who,
            to=acting or copies,
            info=copies if acting else [],
            kind=REQUEST,
            body=write_asked(asked),
            at=now,
            purpose=request.purpose,
            legal_basis=request.legal_basis,
            urgency=request.urgency,
            files=enclosed,
        )
    Addressee.objects.bulk_create(
        Addressee(
            request=request,
            desk=desk,
            role=role,
            state=AddresseeState.SENT,
            message=message if desk in abroad else None,
        )
        for role, desks in ((Role.ACTION, to), (Role.INFO, info))
        for desk in desks
    )
    _remember(request, letter, message)
    for desk in here:
        arriving.take_request(
            asked,
            desk=desk,
            message=None,
            thread=None,
            issued_at=now,
            files=enclosed,
            who=actor.who,
            approval=None if approval is None else approval.detail,
            now=now,
        )


def asked_of(request: Request, letter: UUID, *, to: Sequence[str], info: Sequence[str]) -> Asked:
    """Return what a request asks, as it travels, without an approval."""
    return Asked(
        request=request.id,
        letter=letter,
        sender=request.desk,
        to=tuple(to),
        info=tuple(info),
        reference=request.our_reference,
        unit=request.asking_unit,
        officer=request.asking_officer_name,
        subject=request.subject,
        asked=request.asked,
        facts=request.facts,
        link=request.link,
        crime_area=CrimeArea(request.crime_area),
        clock=request.clock,
        handling_code=HandlingCode(request.handling_code),
        concerned=concerned_of(request),
        purpose=Purpose(request.purpose),
        legal_basis=request.legal_basis,
        urgency=Urgency(request.urgency),
    )


def send_letter(  # noqa: PLR0913 - the letter and its addressees
    actor: Actor,
    request: Request,
    letter: Letter,
    *,
    to: Sequence[str],
    in_reply_to: UUID | None = None,
    now: datetime,
) -> None:
    """Send a letter of a thread to desks that have the request.

    Args:
        actor: who says it.
        request: the row.
        letter: what is said.
        to: the desks it is for.
        in_reply_to: a message of theirs that this answers.
        now: the present moment.
    """
    said = Said(
        kind=LetterKind(letter.kind),
        request=request.origin,
        letter=letter.id,
        sender=request.desk,
        to=tuple(to),
        reference=request.our_reference,
        your_reference=_theirs(request, to),
        words=letter.words,
        result=Result(letter.result) if letter.kind == LetterKind.ANSWER else None,
        partial=letter.partial,
        grounds=letter.grounds,
        outcome=Outcome(letter.result) if letter.kind == LetterKind.CLOSING else None,
    )
    enclosed = attaching.sendable(letter.files)
    here, abroad = _split(to, now)
    message = None
    if abroad:
        addressing.check_may_speak(request.desk, now)
        message = exchange.queue(
            actor.who,
            to=abroad,
            kind=KINDS[said.kind],
            body=write_said(said),
            at=now,
            purpose=request.purpose,
            legal_basis=request.legal_basis,
            urgency=request.urgency,
            thread=request.thread,
            in_reply_to=in_reply_to,
            files=enclosed,
        )
    _remember(request, letter, message)
    for desk in here:
        arriving.take_letter(said, desk=desk, message=None, files=enclosed, who=actor.who, now=now)


def action_desks(request: Request) -> list[str]:
    """Return the desks that were asked to act."""
    rows = request.addressees.filter(role=Role.ACTION).order_by("desk")
    return list(rows.values_list("desk", flat=True))


def all_desks(request: Request) -> list[str]:
    """Return every desk that has the request, copies included."""
    return list(request.addressees.order_by("desk").values_list("desk", flat=True))


def _remember(request: Request, letter: Letter, message: UUID | None) -> None:
    if message is None:
        return
    letter.message = message
    letter.save(update_fields=["message"])
    if request.thread is None:
        request.message = request.thread = message
        request.save(update_fields=["message", "thread"])


def _theirs(request: Request, to: Sequence[str]) -> str:
    if request.direction == Direction.IN:
        return request.their_reference
    rows = request.addressees.filter(desk__in=list(to)[:2]).values_list(
        "their_reference", flat=True
    )
    return rows[0] if len(to) == 1 and rows else ""


def _split(desks: Sequence[str], now: datetime) -> tuple[list[str], list[str]]:
    """Return the desks of this node, and the others."""
    here = [desk for desk in desks if addressing.is_desk_here(desk, now)]
    return here, [desk for desk in desks if desk not in here]
