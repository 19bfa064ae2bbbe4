"""Who can be given work: units below the desk, people in them, other desks of this node."""

from datetime import datetime

from django.utils.translation import gettext as _

from liaison.exchange import selectors as exchange
from liaison.exchange.errors import TrustRefused
from liaison.identity import naming
from liaison.identity.types import Actor, Permission

PERSON = "person:"


def units_to_choose(
    actor: Actor, now: datetime
) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Return units below the actor's desk, and people who answer there.

    Args:
        actor: who assigns.
        now: the present moment.
    """
    units = naming.units_below(actor.desk)
    names = {unit.id: unit.name for unit in units}
    people = naming.colleagues(
        actor, organisations=names, permission=Permission.REQUEST_ANSWER, now=now
    )
    return (
        list(names.items()),
        [(one.person_id, f"{one.name}, {names[one.organisation]}") for one in people],
    )


def takers_to_choose(actor: Actor, now: datetime) -> list[tuple[str, str]]:
    """Return who a request or a case can be offered to: colleagues, units, desks of this node.

    The values are `person:ID@ORGANISATION` or the id of an organisation.

    Args:
        actor: who offers.
        now: the present moment.
    """
    units = {unit.id: unit.name for unit in naming.units_below(actor.desk)}
    people = naming.colleagues(
        actor, organisations=[actor.desk, *units], permission=Permission.REQUEST_READ, now=now
    )
    found = [
        (f"{PERSON}{one.person_id}@{one.organisation}", f"{one.name}, {one.title}")
        for one in people
        if one.person_id != actor.person_id
    ]
    found += [(actor.desk, _("the desk's pool"))] if not actor.at_desk else []
    return found + list(units.items()) + _desks_beside(actor, now)


def _desks_beside(actor: Actor, now: datetime) -> list[tuple[str, str]]:
    """Return the other desks of this node; without a directory nobody says which they are."""
    try:
        known = exchange.desks(now)
    except TrustRefused:
        return []
    beside = [one for one in known if one.own and one.id != actor.desk]
    return [(one.id, _("the desk of %(name)s") % {"name": one.name}) for one in beside]


def taker_of(text: str) -> tuple[str, str]:
    """Return organisation and person that a value of `takers_to_choose` names."""
    if not text.startswith(PERSON):
        return text, ""
    person, _at, organisation = text[len(PERSON) :].partition("@")
    return organisation, person


def people_of_the_shift(actor: Actor, now: datetime) -> list[tuple[str, str]]:
    """Return who sits at the actor's own place, the actor among them.

    Args:
        actor: who hands over.
        now: the present moment.
    """
    people = naming.colleagues(
        actor, organisations=[actor.organisation], permission=Permission.TRANSFER, now=now
    )
    return [(one.person_id, f"{one.name}, {one.title}") for one in people]
