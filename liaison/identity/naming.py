"""What organisations and people of this node are called, many at a time.

Names of colleagues are no secret to colleagues: whoever may see an id of their own desk may see
the name behind it. Nothing here says more than a name and a place.
"""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Q

from liaison.core.once import once, once_each
from liaison.identity.models import Chair, Organisation, Person
from liaison.identity.roles import ROLES
from liaison.identity.states import DESKS, Permission
from liaison.identity.types import Actor

MOST: Final = 1_000  # units of a large country, people of a large desk


@dataclass(frozen=True)
class Label:
    """What one organisation is called.

    Attributes:
        id: path of ids.
        name: in English.
        address: for messages, such as `IP BEIJING`, or empty.
        country: ISO 3166 alpha-3 code, or empty.
        kind: see `states.Kind`.
    """

    id: str
    name: str
    address: str
    country: str
    kind: str


@dataclass(frozen=True)
class Colleague:
    """One person in a chair, for those who hand them work.

    Attributes:
        person_id: UUID text.
        name: as colleagues know them.
        organisation: where the chair stands.
        title: what the role is called.
    """

    person_id: str
    name: str
    organisation: str
    title: str


def labels(ids: Iterable[str]) -> Mapping[str, Label]:
    """Return what these organisations are called; who is not known here is left out."""
    return once_each("identity.labels", ids, _read_labels)


def desk_names() -> Mapping[str, str]:
    """Return id to name of every bureau and sub-bureau known here, in one query."""
    rows = Organisation.objects.filter(kind__in=DESKS)
    return once("identity.desk_names", lambda: dict(rows.values_list("pk", "name")))


def names_of(person_ids: Iterable[str]) -> Mapping[str, str]:
    """Return what these people are called, by id; machines and strangers are left out."""
    ids = {str(found) for text in set(person_ids) if (found := _uuid_or_none(text))}
    return once_each("identity.names", ids, _read_names)


def units_below(desk: str) -> tuple[Label, ...]:
    """Return the organisations below a desk that have no desk of their own, by name.

    Args:
        desk: id of the desk.
    """
    below = Organisation.objects.filter(pk__startswith=f"{desk}/").order_by("name", "pk")
    rows = once(f"identity.units_below:{desk}", lambda: tuple(below[:MOST]))
    others = tuple(f"{row.pk}/" for row in rows if row.kind in DESKS)
    return tuple(_label(row) for row in rows if not f"{row.pk}/".startswith(others))


def colleagues(
    actor: Actor, *, organisations: Iterable[str], permission: Permission, now: datetime
) -> tuple[Colleague, ...]:
    """Return who sits in these organisations with a right, by name; only at or below our desk.

    Args:
        actor: who looks.
        organisations: where.
        permission: what their role must carry.
        now: the present moment.
    """
    roles = [name for name, role in ROLES.items() if permission in role.permissions]
    ours = Q(organisation=actor.desk) | Q(organisation__id__startswith=f"{actor.desk}/")
    rows = (
        Chair.objects.filter(ours, organisation__in=sorted(set(organisations)), role__in=roles)
        .filter(valid_from__lte=now, valid_until__gt=now, person__is_active=True)
        .select_related("person")
        .order_by("person__name", "pk")[:MOST]
    )
    return tuple(
        Colleague(str(row.person_id), row.person.name, row.organisation_id, ROLES[row.role].title)
        for row in rows
    )


def _read_labels(ids: list[str]) -> dict[str, Label]:
    return {row.pk: _label(row) for row in Organisation.objects.filter(pk__in=ids)}


def _read_names(ids: list[str]) -> dict[str, str]:
    rows = Person.objects.filter(pk__in=ids).values_list("pk", "name")
    return {str(pk): name for pk, name in rows}


def _label(row: Organisation) -> Label:
    return Label(row.pk, row.name, row.address, row.country, row.kind)


def _uuid_or_none(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
