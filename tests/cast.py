"""The fixed cast: Ada drafts, Boris reviews, Chiara is a stranger from Seoul, Dora protects data.

All of them are invented. Ada, Boris and Dora sit in Beijing, the bureau of the test node.
"""

import uuid
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.test import Client

from liaison.audit.models import Leaf
from liaison.identity import selectors, services
from liaison.identity.models import Organisation, Person, Session
from liaison.identity.roles import ROLES
from liaison.identity.states import Authentication, Oversight, Permission, Right
from liaison.identity.types import Actor, DelegationTerms

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
YEAR = timedelta(days=365)
PASSWORD = "nine herons cross the strait"
CAST: Mapping[str, tuple[str, str]] = {
    "Ada": ("beijing", "desk_officer"),
    "Boris": ("beijing", "desk_officer"),
    "Chiara": ("seoul", "desk_officer"),
    "Dora": ("beijing", "auditor"),
}
FILES = Path(__file__).parents[1] / "resources" / "organisations"


def an_actor(
    *,
    person: str = "Ada",
    organisation: str | None = None,
    role: str | None = None,
    permissions: Iterable[Permission] | None = None,
    authentication: Authentication = Authentication.PASSWORD,
) -> Actor:
    """Return one of the cast as an actor, without touching the database.

    Args:
        person: name in the cast; somebody else is a desk officer in Beijing.
        organisation: another one than the cast says.
        role: another one than the cast says.
        permissions: others than the role carries.
        authentication: how they came in.
    """
    place, work = CAST.get(person, ("beijing", "desk_officer"))
    place, work = organisation or place, role or work
    carried = ROLES[work].permissions if permissions is None else frozenset(permissions)
    return Actor(
        person_id=str(uuid.uuid5(uuid.NAMESPACE_DNS, person)),
        person_name=person,
        chair_id=str(uuid.uuid5(uuid.NAMESPACE_DNS, f"{person}@{place}")),
        role=work,
        organisation=place,
        bureau=place.split("/")[0],
        permissions=carried,
        authentication=authentication,
    )


def the_machine() -> Actor:
    """Return whoever installs the node: the command line, with the right to administer."""
    rights = frozenset(
        {
            Permission.PERSON_MANAGE,
            Permission.ORGANISATION_READ,
            Permission.DELEGATION_MANAGE,
            Permission.MACHINE_MANAGE,
        }
    )
    return Actor.command_line("installer", bureau="beijing", permissions=rights)


def the_organisations() -> None:
    """Load Beijing's and Seoul's organisations, once per test."""
    if Organisation.objects.exists():
        return
    for name in ("beijing.toml", "seoul.toml"):
        services.load_organisations(the_machine(), file=FILES / name, now=NOW)


def a_person(
    name: str = "Ada", *, organisation: str | None = None, role: str | None = None
) -> Person:
    """Add one of the cast through the real services, in a chair for a year, and return them.

    Chiara has no chair on Beijing's node and cannot be had here: see `an_actor`.

    Args:
        name: name in the cast; somebody else is a desk officer in Beijing.
        organisation: another one than the cast says, below `beijing`.
        role: another one than the cast says; empty: no chair at all.
    """
    the_organisations()
    place, work = CAST.get(name, ("beijing", "desk_officer"))
    person = services.add_person(
        the_machine(),
        sign_in_name=name.lower(),
        name=name,
        password=PASSWORD,
        language="en",
        now=NOW,
    )
    # the cast chose their own long ago
    person.password_given = False
    person.save(update_fields=["password_given"])
    if role != "":
        services.give_chair(
            the_machine(),
            person_id=person.pk,
            organisation=organisation or place,
            role=role or work,
            valid_from=NOW,
            valid_until=NOW + YEAR,
            now=NOW,
        )
    return person


def sit_down(client: Client, person: Person) -> None:
    """Sign a person in in a browser, with a passkey as far as the house knows."""
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    Session.objects.filter(person=person).update(authentication=Authentication.PASSKEY)


def the_delegation(
    *,
    sub_bureau: str = "beijing/macao",
    oversight: Oversight = Oversight.HEADLINES,
    rights: Iterable[Right] = Right,
    valid_until: datetime = NOW + YEAR,
) -> uuid.UUID:
    """Delegate to a sub-bureau of Beijing through the real services, and return the id."""
    the_organisations()
    terms = DelegationTerms(sub_bureau, oversight, frozenset(rights), valid_until)
    found = services.propose_delegation(the_machine(), terms=terms, now=NOW)
    services.validate_delegation(the_machine(), delegation_id=found, now=NOW)
    return found


def actor_of(person: Person, *, now: datetime = NOW) -> Actor:
    """Return the actor a person is when they sign in at `now`."""
    return selectors.actor_for(person, chair_id=None, now=now)


def entries() -> int:
    """Return how many entries the audit log has."""
    return Leaf.objects.count()


def told(actor: Actor) -> list[tuple[str, str]]:
    """Return kind and target of every event this actor is told, oldest first."""
    services.number_events(NOW)
    return [(event.kind, event.target) for event in selectors.events(actor)]
