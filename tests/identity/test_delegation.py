"""Delegating authority to a sub-bureau: asked by one, validated by another, withdrawn at once."""

import uuid
from datetime import timedelta

import pytest

from liaison.audit.models import Payload
from liaison.core.errors import Refusal
from liaison.identity import selectors, services
from liaison.identity.errors import (
    InputRefused,
    NoSuchDelegation,
    OutsideAuthority,
    PermissionRefused,
    SamePersonRefused,
    TermRefused,
    TransitionRefused,
)
from liaison.identity.models import Delegation
from liaison.identity.states import DelegationState, Oversight, Right
from liaison.identity.types import Actor, DelegationTerms
from tests.cast import NOW, YEAR, an_actor, entries, the_delegation, the_organisations, told

pytestmark = pytest.mark.django_db
MACAO = "beijing/macao"
EMIL = an_actor(person="Emil", role="administrator")
FATMA = an_actor(person="Fatma", role="administrator")
IN_MACAO = an_actor(person="Greta", organisation=MACAO, role="administrator")
TERMS: dict[str, object] = {
    "sub_bureau": MACAO,
    "oversight": Oversight.ALL,
    "rights": frozenset({Right.PEOPLE}),
    "valid_until": NOW + YEAR,
}
REFUSALS: dict[str, tuple[dict[str, object], Actor, type[Refusal]]] = {
    "a desk officer": ({}, an_actor(), PermissionRefused),
    "the sub-bureau itself": ({}, IN_MACAO, OutsideAuthority),
    "the bureau to itself": ({"sub_bureau": "beijing"}, EMIL, InputRefused),
    "another bureau": ({"sub_bureau": "seoul"}, EMIL, InputRefused),
    "a post": ({"sub_bureau": "beijing/shenzhen-border"}, EMIL, InputRefused),
    "nowhere": ({"sub_bureau": "beijing/moon"}, EMIL, InputRefused),
    "an end that has passed": ({"valid_until": NOW}, EMIL, TermRefused),
    "six years": ({"valid_until": NOW + 6 * YEAR}, EMIL, TermRefused),
    "no time zone": ({"valid_until": (NOW + YEAR).replace(tzinfo=None)}, EMIL, TermRefused),
}


def propose(actor: Actor = EMIL, **terms: object) -> uuid.UUID:
    """Ask for the delegation of TERMS, with changes."""
    said = DelegationTerms(**{**TERMS, **terms})  # type: ignore[arg-type]
    return services.propose_delegation(actor, terms=said, now=NOW)


def state(delegation_id: uuid.UUID) -> str:
    """Return the state of a delegation."""
    return Delegation.objects.get(pk=delegation_id).state


@pytest.mark.parametrize(("terms", "actor", "refusal"), REFUSALS.values(), ids=REFUSALS)
def test_asking_refuses(terms: dict[str, object], actor: Actor, refusal: type[Refusal]) -> None:
    the_organisations()
    before = entries()

    with pytest.raises(refusal):
        propose(actor, **terms)

    assert not Delegation.objects.exists()
    assert entries() == before


def test_two_persons_put_it_in_force_and_both_houses_are_told() -> None:
    the_organisations()
    found = propose()
    assert selectors.oversight_of(EMIL, now=NOW) == {"beijing": Oversight.ALL}

    services.validate_delegation(FATMA, delegation_id=found, now=NOW)

    assert selectors.oversight_of(EMIL, now=NOW)[MACAO] is Oversight.ALL
    entry = Payload.objects.get(event="identity:delegation:validated", target=str(found))
    assert entry.person == FATMA.person_id
    asked, ruled = "identity:delegation:proposed", "identity:delegation:validated"
    for house in (EMIL, IN_MACAO):
        assert told(house) == [(asked, str(found)), (ruled, str(found))]


def test_whoever_asked_does_not_validate() -> None:
    the_organisations()
    found = propose()
    before = entries()

    with pytest.raises(SamePersonRefused):
        services.validate_delegation(EMIL, delegation_id=found, now=NOW)

    assert state(found) == DelegationState.PROPOSED
    assert entries() == before


@pytest.mark.parametrize(
    ("actor", "refusal"), [(an_actor(), PermissionRefused), (IN_MACAO, OutsideAuthority)]
)
def test_only_the_bureau_decides(actor: Actor, refusal: type[Refusal]) -> None:
    the_organisations()
    found = propose()

    with pytest.raises(refusal):
        services.validate_delegation(actor, delegation_id=found, now=NOW)
    with pytest.raises(refusal):
        services.refuse_delegation(actor, delegation_id=found, note="No", now=NOW)
    with pytest.raises(refusal):
        services.withdraw_delegation(actor, delegation_id=found, note="No", now=NOW)

    assert state(found) == DelegationState.PROPOSED


def test_a_term_that_ran_out_while_it_waited_is_not_validated() -> None:
    the_organisations()
    found = propose(valid_until=NOW + timedelta(hours=1))

    with pytest.raises(TermRefused):
        services.validate_delegation(FATMA, delegation_id=found, now=NOW + timedelta(hours=1))


def test_a_refused_one_rests() -> None:
    the_organisations()
    found = propose()
    services.refuse_delegation(EMIL, delegation_id=found, note="Asked too early", now=NOW)

    for verb in (services.refuse_delegation, services.withdraw_delegation):
        with pytest.raises(TransitionRefused):
            verb(FATMA, delegation_id=found, note="Again", now=NOW)
    with pytest.raises(TransitionRefused):
        services.validate_delegation(FATMA, delegation_id=found, now=NOW)
    with pytest.raises(NoSuchDelegation):
        services.validate_delegation(FATMA, delegation_id=uuid.UUID(int=7), now=NOW)

    assert selectors.delegations(IN_MACAO, now=NOW)[0].note == "Asked too early"


def test_withdrawn_it_says_nothing_any_more() -> None:
    found = the_delegation(oversight=Oversight.ALL)
    assert selectors.may_speak_abroad(MACAO, now=NOW)

    services.withdraw_delegation(EMIL, delegation_id=found, note=" Under  review ", now=NOW)

    assert selectors.oversight_of(EMIL, now=NOW) == {"beijing": Oversight.ALL}
    assert not selectors.may_speak_abroad(MACAO, now=NOW)
    assert not selectors.delegated(NOW)[MACAO]
    assert selectors.delegations(EMIL, now=NOW)[0].note == "Under review"


@pytest.mark.parametrize("note", ["", "   ", "a" * 501, "turned \u202e round"])
def test_a_withdrawal_says_why(note: str) -> None:
    found = the_delegation()

    with pytest.raises(InputRefused):
        services.withdraw_delegation(EMIL, delegation_id=found, note=note, now=NOW)

    assert state(found) == DelegationState.IN_FORCE


def test_one_rules_at_a_time() -> None:
    first = the_delegation(oversight=Oversight.ALL)
    second = the_delegation(oversight=Oversight.NOTHING)

    assert (state(first), state(second)) == (DelegationState.WITHDRAWN, DelegationState.IN_FORCE)
    assert Delegation.objects.get(pk=first).note == f"replaced by {second}"
    assert selectors.oversight_of(EMIL, now=NOW) == {"beijing": Oversight.ALL}


def test_the_sub_bureau_reads_its_own_and_no_others() -> None:
    the_delegation()
    hong_kong = an_actor(organisation="beijing/hong-kong", role="administrator")

    assert [one.name for one in selectors.delegations(IN_MACAO, now=NOW)] == ["INTERPOL Macao"]
    assert selectors.delegations(hong_kong, now=NOW) == ()
    with pytest.raises(OutsideAuthority):
        selectors.sub_bureaus(IN_MACAO)
    assert [pk for pk, _name in selectors.sub_bureaus(EMIL)] == ["beijing/hong-kong", MACAO]
