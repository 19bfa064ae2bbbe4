"""Telling the people of an organisation that something happened."""

import uuid

import pytest
from django.db import transaction

from liaison.core.errors import NotInTransaction, Refusal
from liaison.identity import selectors, services
from liaison.identity.errors import InputRefused
from liaison.identity.models import Event
from liaison.identity.states import Permission
from liaison.identity.types import Actor
from tests.cast import NOW, a_person, actor_of, an_actor, the_organisations, told

pytestmark = pytest.mark.django_db
ASKED = ("casework:request:arrived", "7")
REFUSALS: dict[str, tuple[dict[str, str], type[Refusal]]] = {
    "a kind that is a sentence": ({"kind": "Ada was arrested"}, InputRefused),
    "a kind of two parts": ({"kind": "casework:arrived"}, InputRefused),
    "a kind without an end": ({"kind": "casework:request:" + "a" * 80}, InputRefused),
    "a target that says something": ({"target": "Li Na, 1990-01-01"}, InputRefused),
    "no target": ({"target": ""}, InputRefused),
    "a target without an end": ({"target": "7" * 121}, InputRefused),
    "a person who is no id": ({"person_id": "Ada"}, InputRefused),
}


def announce(**facts: object) -> None:
    """Tell Beijing's desk that request 7 arrived, with changes."""
    said = {
        "organisation": "beijing",
        "permission": Permission.REQUEST_READ,
        "kind": ASKED[0],
        "target": ASKED[1],
        "at": NOW,
    }
    services.announce(**{**said, **facts})  # type: ignore[arg-type]


@pytest.mark.parametrize(("facts", "refusal"), REFUSALS.values(), ids=REFUSALS)
def test_refuses(facts: dict[str, str], refusal: type[Refusal]) -> None:
    the_organisations()

    with pytest.raises(refusal):
        announce(**facts)

    assert not Event.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_only_inside_the_transaction_of_what_happened() -> None:
    with pytest.raises(NotInTransaction):
        announce()

    assert not Event.objects.exists()


def test_an_organisation_that_is_not_here_has_nobody_to_tell() -> None:
    the_organisations()
    announce(organisation="atlantis")

    assert not Event.objects.exists()


DEAF: dict[str, dict[str, str]] = {
    "a chair without the permission": {"role": "auditor"},
    "the same chair elsewhere": {"organisation": "beijing/macao"},
    "another bureau": {"person": "Chiara"},
}


def test_it_is_told_to_chairs_of_the_organisation_with_the_permission() -> None:
    the_organisations()
    announce()

    assert told(an_actor(person="Boris")) == [ASKED]


@pytest.mark.parametrize("reader", DEAF.values(), ids=DEAF)
def test_it_is_told_to_nobody_else(reader: dict[str, str]) -> None:
    the_organisations()
    announce()

    assert told(an_actor(**reader)) == []  # type: ignore[arg-type]


def test_what_is_for_one_person_is_told_to_nobody_else() -> None:
    ada, boris = actor_of(a_person("Ada")), actor_of(a_person("Boris"))
    announce(person_id=ada.person_id)

    assert (told(ada), told(boris)) == ([ASKED], [])
    assert selectors.events(ada)[0].personal


def test_a_machine_is_told_what_its_scope_covers() -> None:
    the_organisations()
    announce()
    announce(person_id=str(uuid.UUID(int=7)))
    scope = frozenset({Permission.REQUEST_READ})

    assert told(Actor.machine("poller", bureau="beijing", permissions=scope)) == [ASKED]


def test_an_event_is_told_once_it_has_a_number(monkeypatch: pytest.MonkeyPatch) -> None:
    """And numbers go on where they stopped, whatever a round takes at once."""
    the_organisations()
    ada = an_actor()
    monkeypatch.setattr("liaison.identity.services.events.ROUND", 2)
    for target in "123":
        announce(target=target)

    assert selectors.events(ada) == ()
    services.number_events(NOW)
    assert [event.target for event in selectors.events(ada)] == ["1", "2"]
    services.number_events(NOW)
    services.number_events(NOW)
    assert [(event.number, event.target) for event in selectors.events(ada, after=2)] == [(3, "3")]


def test_what_the_caller_takes_back_was_never_announced() -> None:
    the_organisations()

    with transaction.atomic():
        announce()
        transaction.set_rollback(True)

    assert told(an_actor()) == []
