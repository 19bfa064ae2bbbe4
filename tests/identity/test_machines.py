"""A machine's access: asked by one person, validated by another, revoked at once."""

import uuid
from datetime import timedelta

import pytest

from liaison.audit.models import Payload
from liaison.core.errors import Refusal
from liaison.identity import selectors, services
from liaison.identity.errors import (
    InputRefused,
    NoSuchMachine,
    NoSuchOrganisation,
    OutsideAuthority,
    PermissionRefused,
    RoleUnknown,
    SamePersonRefused,
    TermRefused,
    TransitionRefused,
)
from liaison.identity.models import Machine
from liaison.identity.states import MachineState, Permission
from liaison.identity.types import Actor
from tests.cast import NOW, an_actor, entries, the_delegation, the_organisations, told
from tests.identity.things import OTHER_SECURITY, SECURITY, a_machine, a_plan

pytestmark = pytest.mark.django_db
MACAO = an_actor(person="Greta", organisation="beijing/macao", role="security_officer")
CHECK = frozenset({Permission.CHECK})
REFUSALS: dict[str, tuple[dict[str, object], Actor, type[Refusal]]] = {
    "a desk officer": ({}, an_actor(), PermissionRefused),
    "another bureau's organisation": ({"organisation": "seoul"}, SECURITY, OutsideAuthority),
    "a neighbour's organisation": ({}, MACAO, OutsideAuthority),
    "an organisation nobody loaded": (
        {"organisation": "beijing/moon"},
        SECURITY,
        NoSuchOrganisation,
    ),
    "a role of people": ({"role": "desk_officer"}, SECURITY, RoleUnknown),
    "a scope wider than the role": (
        {"scope": frozenset({Permission.DOCUMENT_READ})},
        SECURITY,
        InputRefused,
    ),
    "no scope": ({"scope": frozenset()}, SECURITY, InputRefused),
    "no name": ({"name": " "}, SECURITY, InputRefused),
    "no place": ({"place": ""}, SECURITY, InputRefused),
    "more than a year": ({"expires_at": NOW + timedelta(days=367)}, SECURITY, TermRefused),
    "an end that has passed": ({"expires_at": NOW}, SECURITY, TermRefused),
    "no time zone": ({"expires_at": NOW.replace(tzinfo=None)}, SECURITY, TermRefused),
}


def propose(actor: Actor = SECURITY, **facts: object) -> uuid.UUID:
    """Ask for a machine's access."""
    the_organisations()
    return services.propose_machine(actor, plan=a_plan(**facts), now=NOW)


def state(machine_id: uuid.UUID) -> str:
    """Return the state of a machine."""
    return Machine.objects.get(pk=machine_id).state


@pytest.mark.parametrize(("facts", "actor", "refusal"), REFUSALS.values(), ids=REFUSALS)
def test_asking_refuses(facts: dict[str, object], actor: Actor, refusal: type[Refusal]) -> None:
    the_delegation()
    before = entries()

    with pytest.raises(refusal):
        propose(actor, **facts)

    assert not Machine.objects.exists()
    assert entries() == before


def test_two_persons_give_access() -> None:
    found = propose(scope=CHECK)
    with pytest.raises(SamePersonRefused):
        services.validate_machine(SECURITY, machine_id=found, now=NOW)
    assert state(found) == MachineState.ASKED

    services.validate_machine(OTHER_SECURITY, machine_id=found, now=NOW)

    (facts,) = selectors.machines(SECURITY, now=NOW)
    assert facts.open
    assert facts.plan == a_plan(scope=CHECK)
    assert told(OTHER_SECURITY) == [("identity:machine:asked", str(found))]
    entry = Payload.objects.get(event="identity:machine:validated", target=str(found))
    assert entry.person == OTHER_SECURITY.person_id


def test_it_waited_too_long() -> None:
    found = propose(expires_at=NOW + timedelta(hours=1))

    with pytest.raises(TermRefused):
        services.validate_machine(OTHER_SECURITY, machine_id=found, now=NOW + timedelta(hours=1))


def test_what_was_decided_is_not_decided_again() -> None:
    refused, revoked = propose(), a_machine()
    services.refuse_machine(OTHER_SECURITY, machine_id=refused, note="Not needed", now=NOW)
    services.revoke_machine(OTHER_SECURITY, machine_id=revoked, note="Stolen", now=NOW)

    for found in (refused, revoked):
        with pytest.raises(TransitionRefused):
            services.validate_machine(OTHER_SECURITY, machine_id=found, now=NOW)
        for verb in (services.refuse_machine, services.revoke_machine):
            with pytest.raises(TransitionRefused):
                verb(OTHER_SECURITY, machine_id=found, note="Again", now=NOW)
        with pytest.raises(InputRefused):
            services.make_machine_key(
                OTHER_SECURITY, machine_id=found, overlap=timedelta(), now=NOW
            )
    assert (state(refused), state(revoked)) == (MachineState.REFUSED, MachineState.REVOKED)


def test_a_no_says_why() -> None:
    asked, given = propose(), a_machine()

    with pytest.raises(InputRefused):
        services.refuse_machine(SECURITY, machine_id=asked, note=" ", now=NOW)
    with pytest.raises(InputRefused):
        services.revoke_machine(SECURITY, machine_id=given, note="", now=NOW)

    assert (state(asked), state(given)) == (MachineState.ASKED, MachineState.ACTIVE)


def test_out_of_charge_and_missing_look_alike() -> None:
    the_delegation()
    found = a_machine()

    for actor, machine_id in ((MACAO, found), (SECURITY, uuid.UUID(int=7))):
        with pytest.raises(NoSuchMachine):
            services.revoke_machine(actor, machine_id=machine_id, note="No", now=NOW)
    assert selectors.machines(MACAO, now=NOW) == ()
    assert state(found) == MachineState.ACTIVE


def test_a_tenant_that_decides_itself_is_told_of_its_own_machines() -> None:
    the_delegation()
    found = propose(MACAO, organisation="beijing/macao")

    assert told(MACAO) == [("identity:machine:asked", str(found))]
    assert told(SECURITY) == []
    assert selectors.house_of("seoul", now=NOW) == "beijing"
