"""The verbs of organisations: loaded from a file, founded where there is none."""

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from liaison.audit.services import record
from liaison.identity import organisation_file, permissions, policy
from liaison.identity.errors import InputRefused
from liaison.identity.models import Organisation
from liaison.identity.states import Kind, Permission
from liaison.identity.types import Actor, OrganisationFacts

COUNTRY_LETTERS = 3


@transaction.atomic
def load_organisations(actor: Actor, *, file: Path, now: datetime) -> int:
    """Add and update the organisations of a file. Doing it twice changes nothing the second time.

    Organisations the file does not name stay as they are: a chair or a record may speak of them.

    Args:
        actor: who loads them.
        file: see `organisation_file`.
        now: the present moment.

    Returns:
        How many organisations were added or changed.

    Raises:
        PermissionRefused: the actor does not administer the whole bureau.
        OutsideAuthority: the actor administers only a part of it.
        FileRefused: the file cannot be understood, or its tree is none.
    """
    permissions.check_whole_bureau(actor, Permission.PERSON_MANAGE)
    found = organisation_file.read(file)
    known = {row.pk: row for row in Organisation.objects.select_for_update()}
    policy.check_tree(found, known={row.pk: row.parent_id for row in known.values()})
    changed = sum(_store(known.get(facts.id), facts, place) for place, facts in enumerate(found))
    record(
        actor.who,
        event="identity:organisations:loaded",
        target=file.name,
        at=now,
        facts={"file": file.name, "organisations": len(found), "changed": changed},
    )
    return changed


@transaction.atomic
def found_bureau(actor: Actor, *, name: str, country: str, now: datetime) -> None:
    """Enter this node's own bureau where no file of organisations was given.

    Args:
        actor: who founds it.
        name: the bureau's name.
        country: ISO 3166 alpha-3 code, or empty.
        now: the present moment.

    Raises:
        PermissionRefused: the actor does not administer the bureau.
        InputRefused: the name or the code is not acceptable.
    """
    permissions.check_whole_bureau(actor, Permission.PERSON_MANAGE)
    if country and not (
        len(country) == COUNTRY_LETTERS and country.isascii() and country.isupper()
    ):
        raise InputRefused("country", "must be an ISO 3166 alpha-3 code")
    row = Organisation(
        pk=settings.NODE.organisation,
        kind=Kind.NCB,
        name=policy.parse_name(name),
        country=country,
        source="entered when the bureau was set up",
    )
    row.save(force_insert=True)
    record(actor.who, event="identity:bureau:founded", target=row.pk, at=now)


def _store(row: Organisation | None, facts: OrganisationFacts, place: int) -> bool:
    """Add or update one organisation; return whether anything changed."""
    said: dict[str, object] = {
        "parent_id": facts.parent,
        "kind": facts.kind,
        "name": facts.name,
        "local_name": facts.local_name,
        "address": facts.address,
        "country": facts.country,
        "facts": [list(pair) for pair in facts.facts],
        "source": facts.source,
        "position": place,
    }
    if row is None:
        Organisation(pk=facts.id, **said).save(force_insert=True)
        return True
    changed = [column for column, value in said.items() if getattr(row, column) != value]
    for column in changed:
        setattr(row, column, said[column])
    if changed:
        row.save(update_fields=changed)
    return bool(changed)
