"""The ways to see usage: one's own organisation and below, and tenants as far as they are seen."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db.models import Sum

from liaison.identity.models import Machine, Organisation, Usage
from liaison.identity.selectors.delegations import below, oversight_of, own_unit_of
from liaison.identity.states import LEVELS, Kind, Permission, Use
from liaison.identity.types import Actor, UsageRow


def usage(actor: Actor, *, since: date, now: datetime) -> tuple[UsageRow, ...]:
    """Return who used the system how often, in the order of the organisations.

    Args:
        actor: who looks.
        since: the first day that counts.
        now: the present moment.

    Raises:
        PermissionRefused: the chair does not carry USAGE_READ.
    """
    actor.require(Permission.USAGE_READ)
    reach = own_unit_of(actor, "pk", now=now)
    for desk in oversight_of(actor, now=now):
        if desk != actor.desk:
            reach |= below("pk", desk)
    known = {row.pk: row for row in Organisation.objects.filter(reach)}
    sums = (
        Usage.objects.filter(organisation__in=list(known), day__gte=since)
        .values_list("organisation", "source", "use")
        .annotate(total=Sum("count"))
    )
    counts: dict[tuple[str, str], dict[Use, int]] = {}
    for organisation, source, use, total in sums:
        counts.setdefault((organisation, source), {})[Use(use)] = total
    machines = {
        str(one.pk): one
        for one in Machine.objects.filter(pk__in=[source for _, source in counts if source])
    }
    order = {pk: place for place, pk in enumerate(sorted(known, key=lambda pk: _key(known[pk])))}
    rows = [
        _row(known[organisation], machines.get(source), found)
        for (organisation, source), found in counts.items()
    ]
    return tuple(sorted(rows, key=lambda row: (order[row.organisation], row.machine, row.place)))


def _key(row: Organisation) -> tuple[int, str]:
    return row.position, row.pk


def _row(
    organisation: Organisation, machine: Machine | None, counts: Mapping[Use, int]
) -> UsageRow:
    return UsageRow(
        organisation=organisation.pk,
        name=organisation.name,
        level=LEVELS[Kind(organisation.kind)],
        place=organisation.name if machine is None else machine.place,
        machine="" if machine is None else machine.name,
        counts=counts,
    )
