"""From one holder to another: take, offer, accept, decline, withdraw, and the shift's hand-over.

Whoever holds a thing stays responsible until somebody has accepted it, so nothing is ever without
an owner.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from liaison.audit.types import Who
from liaison.casework import permissions, policy, selectors
from liaison.casework.desks import rules_of
from liaison.casework.errors import AlreadyOffered, FieldRefused, NotYours, UnitRefused
from liaison.casework.limits import ITEMS_MAXIMUM, UNIT_MAXIMUM, WORDS_MAXIMUM
from liaison.casework.models import Transfer
from liaison.casework.selectors.transfers import (
    HeldThing,
    held_by,
    held_for_update,
    offered_things,
    subject_for_update,
    transfer_for_update,
)
from liaison.casework.services.holding import awake, check_member, give, of_this_node
from liaison.casework.services.writing import record
from liaison.casework.states import TransferState
from liaison.casework.texts import check_line, check_text
from liaison.casework.words import Subject
from liaison.core.identifiers import uuid7
from liaison.identity import services as announcing
from liaison.identity.models import Organisation
from liaison.identity.types import Actor, Permission

LAPSE_AT_ONCE = 200


@transaction.atomic
def take(actor: Actor, *, request_id: UUID, now: datetime) -> None:
    """Take a request out of the pool of the actor's organisation, or off a colleague.

    Raises:
        PermissionRefused: this actor may not hand things over.
        NoSuchRequest: missing or hidden.
        NotYours: another organisation holds it.
    """
    permissions.check_can_transfer(actor)
    row = selectors.get_for_update(actor, request_id, now)
    if row.holder_organisation != actor.organisation:
        raise NotYours("request")
    give(row, actor.organisation, actor.person_id, now)
    _record(actor.who, "casework:request:taken", row.id, now, row.our_reference)


@transaction.atomic
def put_back(actor: Actor, *, request_id: UUID, now: datetime) -> None:
    """Put a request the actor holds back into the pool of their organisation.

    Raises:
        PermissionRefused: this actor may not hand things over.
        NoSuchRequest: missing or hidden.
        NotYours: somebody else holds it.
    """
    permissions.check_can_transfer(actor)
    row = selectors.get_for_update(actor, request_id, now)
    if (row.holder_organisation, row.holder_person) != (actor.organisation, actor.person_id):
        raise NotYours("request")
    give(row, actor.organisation, "", now)
    _record(actor.who, "casework:request:put_back", row.id, now, row.our_reference)


@transaction.atomic
def offer(  # noqa: PLR0913 - what, to whom, and why
    actor: Actor,
    *,
    subject_kind: Subject,
    subject: UUID,
    to_organisation: str,
    to_person: str = "",
    words: str,
    now: datetime,
) -> UUID:
    """Offer a request, a case or a task to another desk, unit, sub-bureau or person.

    Out of hours an urgent request offered to a unit is offered to the desk's pool instead.

    Args:
        actor: somebody of the organisation that holds it, or of the desk whose it is.
        subject_kind: request, case or task.
        subject: its id.
        to_organisation: a desk of this node, or an organisation below one.
        to_person: id of a person there; empty: anybody there.
        words: why, and what is left to do.
        now: the present moment.

    Returns:
        The id of the transfer.

    Raises:
        PermissionRefused: this actor may not hand things over.
        NoSuchRequest, NoSuchCase: missing or hidden.
        NotYours: the actor has no say in it.
        UnitRefused: no organisation of this node, or a person who has no chair there.
        AlreadyOffered: somebody has not answered yet.
        FieldRefused: it is offered to whoever holds it, or to nobody in a shift.
        TextRefused: the words are missing, too long or malformed.
    """
    permissions.check_can_transfer(actor)
    said = check_text("words", words, maximum=WORDS_MAXIMUM, needed=True)
    target = check_line("to", to_organisation, maximum=UNIT_MAXIMUM, needed=True)
    if subject_kind is Subject.SHIFT:
        raise FieldRefused("subject_kind", "shift")
    held = subject_for_update(actor, subject_kind, subject, now)
    if actor.organisation not in {held.holder_organisation, held.desk}:
        raise NotYours(subject_kind)
    if not Organisation.objects.filter(pk=target).exists() or not of_this_node(target, now):
        raise UnitRefused(target)
    if Transfer.objects.filter(pending=subject).exists():
        raise AlreadyOffered(str(subject))
    check_member(actor, to_person, target, now)
    target, person = awake(held, target, to_person, now)
    if (target, person) == (held.holder_organisation, held.holder_person):
        raise FieldRefused("to", "holder")
    made = _offer(actor, subject_kind, subject, held, (target, person), said, now)
    _tell(made, made.to_organisation, made.to_person, "casework:transfer:offered", now)
    _record_transfer(actor.who, "casework:transfer:offered", made, now)
    return made.id


@transaction.atomic
def accept_transfer(actor: Actor, *, transfer_id: UUID, now: datetime) -> None:
    """Take over what was offered: from now on the actor's organisation is responsible.

    Raises:
        PermissionRefused: this actor may not read requests.
        NoSuchTransfer: missing, or not offered to this actor.
        TransitionRefused: it was decided before, or has lapsed.
        NotYours: it is somebody else's by now, or the actor offered the shift.
    """
    held = held_for_update(offered_things(actor, transfer_id))
    row = _offered_to(actor, transfer_id, TransferState.ACCEPTED)
    if row.subject_kind == Subject.SHIFT and row.offered_by == actor.person_id:
        raise NotYours("transfer")
    # what is somebody else's by now stays with them
    mine = [one for one in held.values() if one.holder_organisation == row.from_organisation]
    if row.subject_kind != Subject.SHIFT and not mine:
        raise NotYours(row.subject_kind)
    for one in mine:
        give(one, row.to_organisation, actor.person_id, now)
    _decide(row, TransferState.ACCEPTED, actor, now)
    _tell(row, row.from_organisation, row.offered_by, "casework:transfer:accepted", now)
    _record_transfer(actor.who, "casework:transfer:accepted", row, now)


@transaction.atomic
def decline_transfer(actor: Actor, *, transfer_id: UUID, reason: str, now: datetime) -> None:
    """Decline what was offered, with the reason; the holder stays responsible.

    Raises:
        PermissionRefused: this actor may not read requests.
        NoSuchTransfer: missing, or not offered to this actor.
        TransitionRefused: it was decided before, or has lapsed.
        TextRefused: the reason is missing, too long or malformed.
    """
    said = check_text("reason", reason, maximum=WORDS_MAXIMUM, needed=True)
    row = _offered_to(actor, transfer_id, TransferState.DECLINED)
    row.reason = said
    _decide(row, TransferState.DECLINED, actor, now)
    _tell(row, row.from_organisation, row.offered_by, "casework:transfer:declined", now)
    _record_transfer(actor.who, "casework:transfer:declined", row, now)


@transaction.atomic
def withdraw_transfer(actor: Actor, *, transfer_id: UUID, now: datetime) -> None:
    """Take an offer back before it is accepted.

    Raises:
        PermissionRefused: this actor may not hand things over.
        NoSuchTransfer: missing or hidden.
        NotYours: another organisation offered it.
        TransitionRefused: it was decided before, or has lapsed.
    """
    permissions.check_can_transfer(actor)
    row = transfer_for_update(actor, transfer_id)
    if row.from_organisation != actor.organisation and row.offered_by != actor.person_id:
        raise NotYours("transfer")
    policy.check_transfer(TransferState(row.state), TransferState.WITHDRAWN)
    _decide(row, TransferState.WITHDRAWN, actor, now)
    _record_transfer(actor.who, "casework:transfer:withdrawn", row, now)


@transaction.atomic
def hand_over(
    actor: Actor,
    *,
    note: str,
    persons: Sequence[str] = (),
    to_person: str = "",
    now: datetime,
) -> UUID:
    """Hand the shift over: everything open that its people hold, with a note.

    What lies in the pool stays there: the pool has no shift.

    Args:
        actor: who hands over.
        note: what the next shift must know.
        persons: ids of the people of the shift; empty: the actor alone.
        to_person: id of who takes over; empty: anybody of the organisation but the actor.
        now: the present moment.

    Returns:
        The id of the transfer, for `accept_transfer`.

    Raises:
        PermissionRefused: this actor may not hand things over.
        TextRefused: the note is missing, too long or malformed.
        FieldRefused: more things than one hand-over takes, or it is handed to a person of the
            shift itself.
    """
    permissions.check_can_transfer(actor)
    said = check_text("note", note, maximum=WORDS_MAXIMUM, needed=True)
    shift = tuple(dict.fromkeys(persons)) or (actor.person_id,)
    for person in (*shift, to_person):
        check_member(actor, person, actor.organisation, now)
    if to_person in shift:
        raise FieldRefused("to", "holder")
    items = held_by(actor.organisation, shift)
    if len(items) > ITEMS_MAXIMUM:
        raise FieldRefused("items", "many")
    transfer_id = uuid7(now)
    made = Transfer.objects.create(
        id=transfer_id,
        subject_kind=Subject.SHIFT,
        subject=transfer_id,
        pending=transfer_id,
        from_organisation=actor.organisation,
        from_person=actor.person_id,
        to_organisation=actor.organisation,
        to_person=to_person,
        words=said,
        items=[[kind.value, str(key)] for kind, key in items],
        state=TransferState.OFFERED,
        offered_at=now,
        offered_by=actor.person_id,
        offered_by_name=actor.person_name,
        lapses_at=now + rules_of(actor.desk).offer,
    )
    _tell(made, made.to_organisation, to_person, "casework:transfer:offered", now)
    _record_transfer(actor.who, "casework:transfer:offered", made, now)
    return made.id


def lapse_offers(now: datetime) -> None:
    """Let offers lapse that nobody answered: the holder keeps the thing and is told."""
    due = Transfer.objects.filter(state=TransferState.OFFERED, lapses_at__lte=now)
    for key in list(due.order_by("lapses_at").values_list("pk", flat=True)[:LAPSE_AT_ONCE]):
        _lapse(key, now)


@transaction.atomic
def _lapse(key: UUID, now: datetime) -> None:
    rows = Transfer.objects.select_for_update().filter(pk=key, state=TransferState.OFFERED)
    row = rows.first()
    if row is None:
        return
    row.state, row.pending, row.decided_at = TransferState.LAPSED, None, now
    row.save(update_fields=["state", "pending", "decided_at"])
    _tell(row, row.from_organisation, row.offered_by, "casework:transfer:lapsed", now)
    who = Who.machine("casework", settings.NODE.organisation)
    _record_transfer(who, "casework:transfer:lapsed", row, now)


def _offered_to(actor: Actor, transfer_id: UUID, target: TransferState) -> Transfer:
    row = transfer_for_update(actor, transfer_id)
    if row.to_organisation != actor.organisation or row.to_person not in {"", actor.person_id}:
        raise NotYours("transfer")
    policy.check_transfer(TransferState(row.state), target)
    return row


def _offer(  # noqa: PLR0913, PLR0917 - what, to whom, and why
    actor: Actor,
    kind: Subject,
    subject: UUID,
    held: HeldThing,
    to: tuple[str, str],
    said: str,
    now: datetime,
) -> Transfer:
    return Transfer.objects.create(
        id=uuid7(now),
        subject_kind=kind,
        subject=subject,
        pending=subject,
        from_organisation=held.holder_organisation,
        from_person=held.holder_person,
        to_organisation=to[0],
        to_person=to[1],
        words=said,
        state=TransferState.OFFERED,
        offered_at=now,
        offered_by=actor.person_id,
        offered_by_name=actor.person_name,
        lapses_at=now + rules_of(actor.desk).offer,
    )


def _decide(row: Transfer, state: TransferState, actor: Actor, now: datetime) -> None:
    row.state, row.pending, row.decided_at = state, None, now
    row.decided_by, row.decided_by_name = actor.person_id, actor.person_name
    row.save(
        update_fields=[
            "state",
            "pending",
            "decided_at",
            "decided_by",
            "decided_by_name",
            "reason",
        ]
    )


def _tell(row: Transfer, organisation: str, person: str, kind: str, now: datetime) -> None:
    announcing.announce(
        organisation=organisation,
        permission=Permission.REQUEST_READ,
        kind=kind,
        target=str(row.id),
        at=now,
        person_id=person,
    )


def _record(who: Who, event: str, target: UUID, now: datetime, reference: str) -> None:
    record(who, event, target, now, our_reference=reference)


def _record_transfer(who: Who, event: str, row: Transfer, now: datetime) -> None:
    record(
        who,
        event,
        row.id,
        now,
        subject_kind=str(row.subject_kind),
        subject=str(row.subject),
        giver=row.from_organisation,
        taker=row.to_organisation,
        items=len(row.items),
    )
