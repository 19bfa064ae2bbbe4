"""The page of delegations: asked, validated by another, withdrawn with a reason."""

import uuid
from collections.abc import Callable

import pytest
from django.test import Client

from liaison.identity.models import Delegation, Person
from liaison.identity.states import DelegationState, Oversight, Right
from liaison.web.identity.access_words import DELEGATION_STATES, OVERSIGHTS, RIGHTS
from tests.cast import entries, sit_down, the_delegation, the_organisations

ASKED = {"sub_bureau": "beijing/macao", "oversight": "all", "rights": ["people"], "days": "365"}
Sit = Callable[..., Client]


def asked(at_desk: Sit) -> Delegation:
    """Let Emil ask for a delegation on the page."""
    the_organisations()
    answer = at_desk("Emil", role="administrator").post("/delegations/new/", ASKED)
    assert answer["Location"] == "/delegations/"
    return Delegation.objects.get()


def decide(client: Client, row: Delegation, **said: str) -> int:
    """Press a button of the page."""
    return client.post(f"/delegations/{row.pk}/", said).status_code


def test_two_persons(at_desk: Sit) -> None:
    row = asked(at_desk)
    fatma = at_desk("Fatma", role="administrator")
    page = fatma.get("/delegations/").content.decode()
    for words in ("INTERPOL Macao", "Waits for a second person", "Put it in force", "Emil"):
        assert words in page

    assert decide(fatma, row, step="validate") == 302

    page = fatma.get("/delegations/").content.decode()
    assert "In force" in page
    assert "Withdraw at once" in page


def test_whoever_asked_has_no_button_and_is_refused(at_desk: Sit) -> None:
    row = asked(at_desk)
    client = Client()
    sit_down(client, Person.objects.get(name="Emil"))
    page = client.get("/delegations/").content.decode()
    assert "Put it in force" not in page
    assert "you can only take it back" in page
    before = entries()

    assert decide(client, row, step="validate") == 403

    row.refresh_from_db()
    assert row.state == DelegationState.PROPOSED
    assert entries() == before + 1


@pytest.mark.parametrize("step", ["refuse", "withdraw"])
def test_a_no_says_why(at_desk: Sit, step: str) -> None:
    row = asked(at_desk) if step == "refuse" else Delegation.objects.get(pk=the_delegation())
    state = row.state
    client = at_desk("Fatma", role="administrator")
    decide(client, row, step=step, note=" ")
    row.refresh_from_db()
    assert row.state == state
    assert "say in a few words why" in client.get("/delegations/").content.decode()

    decide(client, row, step=step, note="Under review")

    page = client.get("/delegations/").content.decode()
    assert "Under review" in page
    assert Delegation.objects.get().rules is None


def test_what_is_missing_comes_back_as_it_was_chosen(at_desk: Sit) -> None:
    the_organisations()
    client = at_desk("Emil", role="administrator")
    answer = client.post("/delegations/new/", {**ASKED, "oversight": "everything"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Nothing was asked yet." in page
    assert 'value="beijing/macao" selected' in page
    assert not Delegation.objects.exists()


def test_readers_see_and_decide_nothing(at_desk: Sit) -> None:
    the_delegation()
    page = at_desk("Ada").get("/delegations/").content.decode()
    assert "INTERPOL Macao" in page
    assert "Withdraw at once" not in page
    assert "Ask for a delegation" not in page


def test_a_strange_step_changes_nothing(at_desk: Sit) -> None:
    row = asked(at_desk)
    client = at_desk("Fatma", role="administrator")
    decide(client, row, step="bless", note="because")
    assert Delegation.objects.get().state == DelegationState.PROPOSED
    assert (
        client.post(f"/delegations/{uuid.UUID(int=7)}/", {"step": "validate"}).status_code == 404
    )


def test_an_empty_page_says_what_that_means(at_desk: Sit) -> None:
    assert "Nothing is delegated." in at_desk("Ada").get("/delegations/").content.decode()


def test_every_state_has_words() -> None:
    assert set(DELEGATION_STATES) == set(DelegationState)
    assert set(OVERSIGHTS) == set(Oversight)
    assert set(RIGHTS) == set(Right)
