"""Who holds a thing, and who may be given it. In the caller's transaction."""

from datetime import datetime
from uuid import UUID

from django.conf import settings

from liaison.casework import addressing
from liaison.casework.desks import rules_of
from liaison.casework.errors import UnitRefused
from liaison.casework.limits import UNIT_MAXIMUM
from liaison.casework.models import Case, Request
from liaison.casework.selectors.transfers import HeldThing
from liaison.casework.services import attaching
from liaison.casework.services.writing import drop_offers, move
from liaison.casework.states import Direction, State
from liaison.casework.words import Urgency
from liaison.identity import selectors as identity
from liaison.identity.models import Chair, Organisation
from liaison.identity.states import DESKS
from liaison.identity.types import Actor


def give(row: HeldThing, organisation: str, person: str, now: datetime) -> None:
    """Make somebody the holder of a locked thing; an offer of it that is open lapses.

    Args:
        row: a request, a case or a task.
        organisation: who is responsible from now on.
        person: id of a person there; "": its pool.
        now: the present moment.
    """
    if isinstance(row, Request):
        _give_request(row, organisation, person, now)
        return
    row.holder_organisation, row.holder_person = organisation, person
    changed = ["holder_organisation", "holder_person"]
    if isinstance(row, Case):
        desk = identity.desk_of(organisation)
        row.lent_to = desk if desk != row.desk else ""
        changed.append("lent_to")
    row.save(update_fields=changed)
    drop_offers(row.id, now=now)


def _give_request(row: Request, organisation: str, person: str, now: datetime) -> None:
    desk, before = identity.desk_of(organisation), row.holder_organisation
    state, changes = State(row.state), dict[str, str]()
    working = {State.ACCEPTED, State.ASSIGNED}
    if row.direction == Direction.IN and organisation != desk and state in working:
        # a unit that takes an incoming request over shall be able to answer it
        state = State.ASSIGNED
        changes = {"assigned_unit": organisation, "assigned_person": person}
    move(
        row,
        state,
        now=now,
        holder_organisation=organisation,
        holder_person=person,
        **changes,
    )
    if row.direction == Direction.IN:
        if before not in {organisation, row.assigned_unit}:
            # whoever gave it away opens nothing of it any more
            attaching.close_to(row, before)
        attaching.open_to(row, [organisation], now=now)


def check_member(actor: Actor, person: str, organisation: str, now: datetime) -> None:
    """Refuse a person who has no chair there: nothing is held by somebody who never sees it.

    Args:
        actor: who names the person; themselves they may always name.
        person: id of a person; "": nobody in particular.
        organisation: where the person shall hold something.
        now: the present moment.

    Raises:
        UnitRefused: no such person there.
    """
    if person in {"", actor.person_id}:
        return
    try:
        key = UUID(person)
    except ValueError as error:
        raise UnitRefused(person[:UNIT_MAXIMUM]) from error
    chairs = Chair.objects.filter(person=key, organisation=organisation)
    if not chairs.filter(valid_from__lte=now, valid_until__gt=now).exists():
        raise UnitRefused(person)


def awake(held: HeldThing, target: str, person: str, now: datetime) -> tuple[str, str]:
    """Return whom a thing is offered to: out of hours, for what is urgent, the desk's pool."""
    desk = identity.desk_of(target)
    urgent = isinstance(held, Request) and held.urgency == Urgency.URGENT
    if urgent and target != desk and not rules_of(desk).units_work(now):
        return desk, ""
    return target, person


def of_this_node(organisation: str, now: datetime) -> bool:
    """Return whether an organisation is a desk of this node, or below one.

    Attack: a sub-bureau that has a node of its own is known here by name; what was given to its
    desk would lie here where nobody of it ever looks.

    Args:
        organisation: id of one.
        now: the present moment: the directory of the day says who lives where.
    """
    desk = identity.desk_of(organisation)
    own: str = settings.NODE.organisation
    if organisation != own and not organisation.startswith(f"{own}/"):
        return False
    if addressing.lives_elsewhere(desk, now):
        return False
    return Organisation.objects.filter(pk=desk, kind__in=DESKS).exists()
