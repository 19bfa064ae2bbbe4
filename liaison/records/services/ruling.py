"""Which bureaus may be shown records of a kind when they ask, without holding copies of them."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from liaison.audit import services as audit
from liaison.identity.types import Actor
from liaison.records import permissions, policy
from liaison.records.models import DistributionRule
from liaison.records.states import RecordKind


@transaction.atomic
def open_kind(actor: Actor, *, kind: RecordKind, bureaus: Sequence[str], now: datetime) -> None:
    """Set which bureaus may be shown our records of a kind; restrictions of a record are stronger.

    Args:
        actor: who decides.
        kind: what the records are about.
        bureaus: all of them; who is not named is shown nothing by rule any more.
        now: the present moment.

    Raises:
        PermissionRefused: this actor may not.
        RecipientsRefused: the list cannot be one.
    """
    permissions.check_can_import(actor)
    wanted = policy.check_recipients(bureaus, own=actor.bureau)
    there = DistributionRule.objects.select_for_update().filter(kind=kind)
    before = set(there.values_list("organisation", flat=True))
    there.filter(organisation__in=before - set(wanted)).delete()
    DistributionRule.objects.bulk_create(
        DistributionRule(kind=kind.value, organisation=one, since=now)
        for one in wanted
        if one not in before
    )
    audit.record(
        actor.who,
        event="records:rule:changed",
        target=kind.value,
        at=now,
        facts={"kind": kind.value, "bureaus": ", ".join(wanted)},
    )
