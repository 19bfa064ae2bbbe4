"""What the bureau's desk sees of a tenant's work: what the delegation says, and nothing else."""

from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from liaison.identity import selectors
from liaison.identity.states import Oversight, Right
from liaison.identity.types import Actor
from tests.cast import NOW, an_actor, the_delegation, the_organisations

pytestmark = pytest.mark.django_db
MACAO = "beijing/macao"


def macao() -> Actor:
    """Return a desk officer of Macao."""
    actor = an_actor(person="Greta", organisation=MACAO)
    return Actor(**{**vars(actor), "desk": MACAO})


@pytest.mark.parametrize("level", Oversight)
def test_the_desk_of_the_bureau_sees_what_the_delegation_says(level: Oversight) -> None:
    the_delegation(oversight=level)
    seen = selectors.oversight_of(an_actor(), now=NOW)

    assert seen["beijing"] is Oversight.ALL
    assert seen.get(MACAO, Oversight.NOTHING) is level
    wanted = {Oversight.NOTHING: set(), Oversight.HEADLINES: {MACAO}, Oversight.ALL: {MACAO}}
    assert selectors.desks_seen_by(an_actor(), now=NOW) == {"beijing"} | wanted[level]
    opened = selectors.desks_seen_by(an_actor(), now=NOW, least=Oversight.ALL)
    assert opened == {"beijing"} | (wanted[level] if level is Oversight.ALL else set())


def test_without_a_delegation_nothing_is_seen() -> None:
    the_organisations()

    assert selectors.desks_seen_by(an_actor(), now=NOW) == {"beijing"}


def test_a_term_ends_it_without_anybody_doing_anything() -> None:
    the_delegation(oversight=Oversight.ALL, valid_until=NOW + timedelta(days=1))

    assert MACAO in selectors.desks_seen_by(an_actor(), now=NOW)
    later = NOW + timedelta(days=1)
    assert MACAO not in selectors.desks_seen_by(an_actor(), now=later)
    assert not selectors.may_speak_abroad(MACAO, now=later)


def test_a_unit_below_the_bureau_sees_no_tenant() -> None:
    the_delegation(oversight=Oversight.ALL)
    unit = an_actor(organisation="beijing/shenzhen-border", role="unit_officer")

    assert selectors.desks_seen_by(unit, now=NOW) == {"beijing"}


def test_a_tenant_sees_itself_and_never_the_bureau(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    the_delegation(oversight=Oversight.ALL)

    with django_assert_num_queries(0):
        assert selectors.desks_seen_by(macao(), now=NOW) == {MACAO}


def test_who_speaks_abroad() -> None:
    the_organisations()
    assert selectors.may_speak_abroad("beijing", now=NOW)
    assert not selectors.may_speak_abroad(MACAO, now=NOW)
    the_delegation(rights=[Right.PEOPLE])
    assert not selectors.may_speak_abroad(MACAO, now=NOW)
    the_delegation(rights=[Right.ABROAD])
    assert selectors.may_speak_abroad(MACAO, now=NOW)
