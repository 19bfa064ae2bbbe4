"""What identity keeps, by name: passkeys, sessions, delegations, machines, accounts, links."""

from datetime import timedelta

from django.test import Client

from liaison.identity import services
from liaison.identity.models import Chair, Passkey, Session
from liaison.identity.states import Oversight, Right
from liaison.identity.types import AccountWish, Actor, DelegationTerms
from tests.cast import NOW, YEAR, sit_down, the_machine
from tests.identity.factors import a_code_app, a_passkey
from tests.identity.things import a_machine, a_plan
from tests.matrix.chairs import TENANT, TENANTS_UNIT, UNIT, Chairs


def the_access(chairs: Chairs) -> dict[str, object]:
    """Make what the pages of access are about; return name to id."""
    people, ada = chairs.people, chairs.people["ada"]
    a_passkey(ada)
    a_code_app(ada)
    sit_down(Client(), ada)
    sessions = {
        name: Session.objects.filter(person=people[name]) for name in ("ada", "jun", "jia")
    }
    seats = {name: Chair.objects.get(person=people[name]).pk for name in ("ada", "jun", "jia")}
    return {
        "passkey_ada": Passkey.objects.get().pk,
        "session_ada": sessions["ada"].latest("pk").pk,
        "session_jun": sessions["jun"].get().pk,
        "session_jia": sessions["jia"].get().pk,
        "chair_ada": seats["ada"],
        "chair_jun": seats["jun"],
        "chair_jia": seats["jia"],
        "person_jun": people["jun"].pk,
        "person_jia": people["jia"].pk,
        **_authority(chairs),
        **_accounts(chairs),
    }


def _authority(chairs: Chairs) -> dict[str, object]:
    adm, sec = chairs.actors["adm"], chairs.actors["sec"]

    def delegation(who: Actor) -> object:
        rights = frozenset({Right.PEOPLE})
        terms = DelegationTerms("beijing/hong-kong", Oversight.NOTHING, rights, NOW + YEAR)
        return services.propose_delegation(who, terms=terms, now=NOW)

    def machine(who: Actor, **facts: object) -> object:
        return services.propose_machine(who, plan=a_plan(**facts), now=NOW)

    return {
        "delegation_asked": delegation(the_machine()),
        "delegation_by_adm": delegation(adm),
        "machine_asked": machine(the_machine()),
        "machine_by_sec": machine(sec, name="Lanes of hall B"),
        "machine_macao": machine(the_machine(), name="Ferry", organisation=TENANT),
        "machine_border": a_machine(name="Lanes of hall C"),
    }


def _accounts(chairs: Chairs) -> dict[str, object]:
    def asked(who: str, organisation: str) -> object:
        wish = AccountWish(
            sign_in_name=f"new.{who}",
            name="Min",
            mail="",
            organisation=organisation,
            role="frontline_officer",
            reason="Joins the night shift",
            valid_until=NOW + timedelta(days=90),
        )
        return services.ask_account(chairs.actors[who], wish=wish, now=NOW)

    sec = chairs.actors["sec"]
    return {
        "account_asked": asked("lio", UNIT),
        "account_macao": asked("adn", TENANTS_UNIT),
        "recovery_mei": services.ask_recovery(
            sec, sign_in_name="mei", reason="Stood before me", now=NOW
        ),
        "link_pos": services.make_setup_link(sec, person_id=chairs.people["pos"].pk, now=NOW),
        "no_link": "A" * 43,
    }
