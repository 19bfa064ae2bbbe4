"""The life of an account: asked, validated, due, asked again, withdrawn, expired."""

import uuid
from datetime import timedelta

import pytest

from liaison.audit.models import Payload
from liaison.core.errors import Refusal
from liaison.identity import policy, selectors, services
from liaison.identity.errors import (
    InputRefused,
    NameTaken,
    NoChair,
    NoSuchChair,
    NoSuchOrganisation,
    NoSuchRequest,
    OutsideAuthority,
    PermissionRefused,
    RoleNotAskable,
    RoleUnknown,
    SamePersonRefused,
    SelfGrantRefused,
    TermRefused,
    TransitionRefused,
)
from liaison.identity.models import AccountRequest, Chair, Person
from liaison.identity.states import ACCOUNT_TRANSITIONS, AccountState, Permission
from liaison.identity.types import AccountWish, Actor
from tests.cast import NOW, a_person, actor_of, an_actor, entries, the_delegation, told
from tests.cast import the_organisations as organisations
from tests.identity.things import OTHER_SECURITY, SECURITY

pytestmark = pytest.mark.django_db
POST = "beijing/shenzhen-border"
ASK, VALIDATE = Permission.ACCOUNT_ASK, Permission.ACCOUNT_VALIDATE
LI = an_actor(person="Li", organisation=POST, role="liaison_officer")
DAY = timedelta(days=1)
WISH: dict[str, object] = {
    "sign_in_name": "min",
    "name": "Min",
    "mail": "min@example.org",
    "organisation": POST,
    "role": "frontline_officer",
    "reason": "Joins the night shift",
    "valid_until": NOW + 90 * DAY,
}
REFUSALS: dict[str, tuple[dict[str, object], Actor, type[Refusal]]] = {
    "an officer": ({}, an_actor(role="unit_officer", organisation=POST), PermissionRefused),
    "a neighbour's unit": ({"organisation": "beijing/macao"}, LI, OutsideAuthority),
    "the bureau above": ({"organisation": "beijing"}, LI, OutsideAuthority),
    "a tenant, asked from the bureau": (
        {"organisation": "beijing/macao"},
        an_actor(role="administrator"),
        OutsideAuthority,
    ),
    "an organisation nobody loaded": ({"organisation": f"{POST}/moon"}, LI, NoSuchOrganisation),
    "a role nobody wrote down": ({"role": "king"}, LI, RoleUnknown),
    "a role with more than the unit needs": ({"role": "desk_officer"}, LI, RoleNotAskable),
    "one's own role": ({"role": "liaison_officer"}, LI, RoleNotAskable),
    "no reason": ({"reason": " "}, LI, InputRefused),
    "a name turned round": ({"name": "a\u202eb"}, LI, InputRefused),
    "a sign-in name with blanks": ({"sign_in_name": "m in"}, LI, InputRefused),
    "a mail address with a line break": ({"mail": "a@b.c\nBcc: x@y.z"}, LI, InputRefused),
    "more than a year": ({"valid_until": NOW + 367 * DAY}, LI, TermRefused),
    "an end that has passed": ({"valid_until": NOW}, LI, TermRefused),
}


def ask(actor: Actor = LI, **facts: object) -> uuid.UUID:
    """Ask for WISH, with changes."""
    organisations()
    wish = AccountWish(**{**WISH, **facts})  # type: ignore[arg-type]
    return services.ask_account(actor, wish=wish, now=NOW)


def granted() -> AccountRequest:
    """Ask and validate."""
    services.grant_account(SECURITY, request_id=ask(), now=NOW)
    return AccountRequest.objects.get()


def state() -> str:
    """Return how far the only request has come."""
    return AccountRequest.objects.get().state


@pytest.mark.parametrize(("facts", "actor", "refusal"), REFUSALS.values(), ids=REFUSALS)
def test_asking_refuses(facts: dict[str, object], actor: Actor, refusal: type[Refusal]) -> None:
    organisations()
    before = entries()

    with pytest.raises(refusal):
        ask(actor, **facts)

    assert not AccountRequest.objects.exists()
    assert entries() == before


def test_a_unit_asks_for_its_own_people_only() -> None:
    a_person("Ada")
    with pytest.raises(NameTaken):
        ask(sign_in_name="ada")

    a_person("Kim", organisation=POST, role="frontline_officer")
    found = ask(sign_in_name="kim", role="unit_officer")
    assert services.grant_account(SECURITY, request_id=found, now=NOW) == ""
    assert Chair.objects.filter(person__sign_in_name="kim").count() == 2


def test_asked_validated_and_everybody_is_told() -> None:
    found = ask()
    assert told(SECURITY) == [("identity:account:asked", str(found))]

    token = services.grant_account(SECURITY, request_id=found, now=NOW)

    assert token
    person = Person.objects.get(sign_in_name="min")
    assert not person.has_usable_password()
    assert (person.mail, person.home_id) == ("min@example.org", POST)
    actor = actor_of(person)
    assert (actor.role, actor.organisation) == ("frontline_officer", POST)
    assert told(LI) == [("identity:account:granted", str(found))]
    assert Payload.objects.get(event="identity:account:granted").person == SECURITY.person_id
    (facts,) = selectors.account_requests(LI, ASK, now=NOW)
    assert (facts.own, facts.known, facts.ends_at) == (True, True, NOW + 90 * DAY)


def test_nobody_validates_what_they_asked_for() -> None:
    both = an_actor(person="Li", permissions=[ASK, VALIDATE], role="liaison_officer")
    found = ask(both)
    before = entries()

    with pytest.raises(SamePersonRefused):
        services.grant_account(both, request_id=found, now=NOW)

    assert state() == AccountState.ASKED
    assert entries() == before
    assert not Person.objects.filter(sign_in_name="min").exists()


def test_nobody_validates_themselves() -> None:
    sara = actor_of(a_person("Sara", role="security_officer"))
    boss = an_actor(person="Emil", role="administrator")
    found = ask(
        boss, sign_in_name="sara", name="Sara", organisation="beijing", role="unit_officer"
    )

    with pytest.raises(SelfGrantRefused):
        services.grant_account(sara, request_id=found, now=NOW)


def test_out_of_charge_and_missing_look_alike() -> None:
    the_delegation()
    found = ask()
    macao = an_actor(person="Greta", organisation="beijing/macao", role="security_officer")

    for actor, request_id in ((macao, found), (SECURITY, uuid.UUID(int=7))):
        with pytest.raises(NoSuchRequest):
            services.grant_account(actor, request_id=request_id, now=NOW)
        with pytest.raises(NoSuchRequest):
            services.refuse_account(actor, request_id=request_id, note="No", now=NOW)
    with pytest.raises(PermissionRefused):
        services.grant_account(LI, request_id=found, now=NOW)
    assert state() == AccountState.ASKED


def test_a_refusal_says_why_and_rests() -> None:
    found = ask()
    with pytest.raises(InputRefused):
        services.refuse_account(SECURITY, request_id=found, note="", now=NOW)
    services.refuse_account(SECURITY, request_id=found, note="Not yet sworn in", now=NOW)

    assert selectors.account_requests(LI, ASK, now=NOW)[0].note == "Not yet sworn in"
    with pytest.raises(TransitionRefused):
        services.grant_account(SECURITY, request_id=found, now=NOW)
    assert not Person.objects.filter(sign_in_name="min").exists()


def test_it_comes_due_is_asked_again_and_goes_on() -> None:
    row = granted()
    due = NOW + 60 * DAY
    services.look_again(due - DAY)
    assert state() == AccountState.GRANTED
    services.look_again(due)
    services.look_again(due)
    assert state() == AccountState.DUE
    assert told(LI)[-1] == told(SECURITY)[-1] == ("identity:account:due", str(row.pk))
    assert selectors.waiting_requests(SECURITY, now=due) == 1

    until = due + 300 * DAY
    services.ask_again(LI, request_id=row.pk, reason="Still here", valid_until=until, now=due)
    services.grant_account(OTHER_SECURITY, request_id=row.pk, now=due)

    assert Chair.objects.get(person__sign_in_name="min").valid_until == until
    services.look_again(due)
    assert state() == AccountState.GRANTED


def test_the_security_officer_may_let_it_go_on_or_not() -> None:
    row = granted()
    due = NOW + 60 * DAY
    services.look_again(due)
    services.ask_again(
        LI, request_id=row.pk, reason="Still here", valid_until=due + DAY * 300, now=due
    )
    services.refuse_account(SECURITY, request_id=row.pk, note="Leaves in May", now=due)
    assert state() == AccountState.DUE
    assert Chair.objects.get(person__sign_in_name="min").valid_until == NOW + 90 * DAY

    services.grant_account(
        SECURITY, request_id=row.pk, valid_until=due + policy.ACCOUNT_MAX, now=due
    )
    assert Chair.objects.get(person__sign_in_name="min").valid_until == due + policy.ACCOUNT_MAX


def test_what_nobody_looks_at_expires() -> None:
    row = granted()
    end = NOW + 90 * DAY
    services.look_again(end - DAY)
    services.look_again(end)

    assert state() == AccountState.EXPIRED
    with pytest.raises(NoChair):
        actor_of(Person.objects.get(sign_in_name="min"), now=end)
    with pytest.raises(TransitionRefused):
        services.ask_again(LI, request_id=row.pk, reason="Late", valid_until=end + DAY, now=end)
    services.look_again(end + DAY)
    assert [kind for kind, _ in told(SECURITY)].count("identity:account:expired") == 1


@pytest.mark.parametrize(("actor", "permission"), [(SECURITY, VALIDATE), (LI, ASK)])
def test_withdrawn_at_once(actor: Actor, permission: Permission) -> None:
    row = granted()
    assert row.chair_id is not None
    later = NOW + DAY
    services.withdraw_chair(actor, permission, chair_id=row.chair_id, note="Left", now=later)

    assert state() == AccountState.WITHDRAWN
    with pytest.raises(NoChair):
        actor_of(Person.objects.get(sign_in_name="min"), now=later)
    with pytest.raises(NoSuchChair):
        services.withdraw_chair(actor, permission, chair_id=row.chair_id, note="Left", now=later)


def test_a_unit_withdraws_nobody_elses_people() -> None:
    ada = Chair.objects.get(person=a_person("Ada"))

    with pytest.raises(NoSuchChair):
        services.withdraw_chair(LI, ASK, chair_id=ada.pk, note="Mine", now=NOW)
    with pytest.raises(PermissionRefused):
        services.withdraw_chair(LI, VALIDATE, chair_id=ada.pk, note="Mine", now=NOW)

    assert Chair.objects.filter(pk=ada.pk, valid_until__gt=NOW).exists()


def test_lists_stop_where_the_reach_stops() -> None:
    the_delegation()
    a_person("Ada")
    a_person("Kim", organisation=POST, role="frontline_officer")
    a_person("Greta", organisation="beijing/macao")

    def names(actor: Actor, permission: Permission) -> list[str]:
        return [one.name for one in selectors.accounts(actor, permission, now=NOW)]

    assert names(LI, ASK) == ["Kim"]
    assert names(SECURITY, VALIDATE) == ["Ada", "Kim"]
    assert [pk for pk, _ in selectors.organisations_of_unit(LI, now=NOW)] == [POST]
    assert selectors.askable_roles(LI) == ("frontline_officer", "unit_officer")
    assert selectors.waiting_requests(LI, now=NOW) == 0


def test_every_state_has_its_steps() -> None:
    assert set(ACCOUNT_TRANSITIONS) == set(AccountState)
