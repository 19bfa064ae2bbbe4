"""The chairs of the matrix: people of one node, seated through the real services."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.test import Client

from liaison.identity import selectors, services
from liaison.identity.models import Chair, Person, Session
from liaison.identity.states import Authentication, Permission
from liaison.identity.types import Actor
from tests.cast import NOW, PASSWORD, YEAR, an_actor, sit_down, the_delegation, the_machine

BUREAU, TENANT = "beijing", "beijing/macao"
UNIT, OTHER_UNIT = "beijing/shenzhen-border", "beijing/shenzhen-detectives"
TENANTS_UNIT = "beijing/macao/judiciary-desk"
# name to where they sit, and as what
SEATS: Final[Mapping[str, tuple[str, str]]] = {
    "ada": (BUREAU, "desk_officer"),
    "boris": (BUREAU, "desk_officer"),
    "ines": (TENANT, "desk_officer"),
    "mei": (UNIT, "unit_officer"),
    "jun": (UNIT, "unit_officer"),
    "hao": (OTHER_UNIT, "unit_officer"),
    "jia": (TENANTS_UNIT, "unit_officer"),
    "pos": (UNIT, "frontline_officer"),
    "lio": (UNIT, "liaison_officer"),
    "ste": (BUREAU, "data_steward"),
    "stm": (TENANT, "data_steward"),
    "ale": (BUREAU, "alert_officer"),
    "sec": (BUREAU, "security_officer"),
    "sem": (TENANT, "security_officer"),
    "adm": (BUREAU, "administrator"),
    "adn": (TENANT, "administrator"),
    "dora": (BUREAU, "auditor"),
    "hed": (BUREAU, "head_of_bureau"),
    "weak": (BUREAU, "desk_officer"),
    "wit": (BUREAU, "desk_officer"),
    "exp": (BUREAU, "desk_officer"),
}
NOBODY = "nob"


@dataclass(frozen=True)
class Chairs:
    """Everybody, signed in.

    Attributes:
        clients: name to a browser; `nob` is signed in nowhere.
        actors: name to who they are.
        people: name to the person.
    """

    clients: Mapping[str, Client]
    actors: Mapping[str, Actor]
    people: Mapping[str, Person]


def seated() -> Chairs:
    """Seat everybody; the sub-bureau decides about its own people and speaks for itself."""
    the_delegation()
    people = {name: _person(name, *seat) for name, seat in SEATS.items()}
    actors = {
        name: selectors.actor_for(person, chair_id=None, now=NOW)
        for name, person in people.items()
    }
    clients = {name: Client() for name in (*SEATS, NOBODY)}
    for name, person in people.items():
        sit_down(clients[name], person)
    Session.objects.filter(person=people["weak"]).update(authentication=Authentication.PASSWORD)
    services.withdraw_chair(
        an_actor(person="Tomas", role="security_officer"),
        Permission.ACCOUNT_VALIDATE,
        chair_id=Chair.objects.get(person=people["wit"]).pk,
        note="left the service",
        now=NOW,
    )
    Chair.objects.filter(person=people["exp"]).update(
        valid_from=NOW - YEAR, valid_until=NOW - timedelta(days=1)
    )
    return Chairs(clients, actors, people)


def _person(name: str, organisation: str, role: str) -> Person:
    person = services.add_person(
        the_machine(),
        sign_in_name=name,
        name=name.title(),
        password=PASSWORD,
        language="en",
        now=NOW,
    )
    # they chose their own long ago
    person.password_given = False
    person.save(update_fields=["password_given"])
    services.give_chair(
        the_machine(),
        person_id=person.pk,
        organisation=organisation,
        role=role,
        valid_from=NOW,
        valid_until=NOW + YEAR,
        now=NOW,
    )
    return person
