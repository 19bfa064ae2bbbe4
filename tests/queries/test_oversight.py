"""What the bureau sees of a tenant's hits: all with `all`, none with less, and never more."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from liaison.audit.models import Payload
from liaison.identity import services as identity
from liaison.identity.errors import PermissionRefused
from liaison.identity.roles import ROLES
from liaison.identity.states import Authentication, Oversight
from liaison.identity.types import Actor, Permission
from liaison.queries import selectors, services
from liaison.queries.errors import NoSuchHit
from liaison.queries.models import Hit
from liaison.queries.states import Action, Outcome, Urgency
from liaison.rules.processing import Purpose
from tests.cast import NOW, YEAR, an_actor, the_delegation, the_machine, the_organisations
from tests.queries.people import kim, read
from tests.queries.things import facts_of, written

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("outbox")]
READERS = [name for name, role in ROLES.items() if Permission.HIT_READ in role.permissions]


def at_macao(organisation: str = "beijing/macao") -> Actor:
    """Return a desk officer of the tenant."""
    return replace(an_actor(person="Ines", organisation=organisation), desk="beijing/macao")


def met_in_macao() -> Hit:
    """Return a hit of the tenant's own desk."""
    the_organisations()
    kim()
    answer = services.check(
        at_macao(),
        question=read("Kim Min-su")[0],
        purpose=Purpose.LOCATE,
        case_reference="MC-1",
        now=NOW,
    )
    return Hit.objects.get(pk=answer.hits[0].id)


def reads(who: Actor, hit: Hit, *, now: datetime = NOW) -> set[str]:
    """Return the ways by which somebody learns of a hit."""
    found = set()
    if services.list_hits(who, only_open=True, page=1, now=now).total:
        found.add("list")
    for name, way in (
        ("page", lambda: services.read_hit(who, hit_id=hit.id, now=now)),
        ("watch", lambda: selectors.standing(who, hit.id, now=now)),
    ):
        try:
            way()
        except NoSuchHit:
            continue
        found.add(name)
    return found


EVERY_WAY = {"list", "page", "watch"}
LEVELS: dict[str, tuple[Oversight | None, set[str]]] = {
    "no delegation": (None, set()),
    "nothing": (Oversight.NOTHING, set()),
    "headlines": (Oversight.HEADLINES, set()),
    "all": (Oversight.ALL, EVERY_WAY),
}


@pytest.mark.parametrize("role", READERS)
@pytest.mark.parametrize(("level", "seen"), LEVELS.values(), ids=LEVELS)
def test_chairs_of_the_bureau(level: Oversight | None, seen: set[str], role: str) -> None:
    """Every chair of the bureau itself that reads hits; the number of open hits stays its own."""
    hit = met_in_macao()
    if level is not None:
        the_delegation(oversight=level)
    who = an_actor(person="Boris", role=role)
    assert reads(who, hit) == seen
    assert selectors.open_hits(who) == selectors.waiting(who).get("hits", 0) == 0


STRANGERS: dict[str, Actor] = {
    "a unit below the bureau": an_actor(organisation="beijing/shenzhen-detectives"),
    "another tenant": replace(
        an_actor(organisation="beijing/hong-kong"), desk="beijing/hong-kong"
    ),
    "another bureau": an_actor(person="Chiara"),
    "a machine of the bureau": an_actor(
        role="border_system",
        permissions={Permission.HIT_READ},
        authentication=Authentication.MACHINE_KEY,
    ),
}


@pytest.mark.parametrize("who", STRANGERS.values(), ids=STRANGERS)
def test_nobody_else(who: Actor) -> None:
    """Oversight is of people at the bureau itself, whatever it says."""
    hit = met_in_macao()
    the_delegation(oversight=Oversight.ALL)
    assert reads(who, hit) == set()
    assert services.list_hits_before(who, only_open=False, before=None, limit=9, now=NOW) == ()


def test_the_tenant_keeps_its_own() -> None:
    """And never sees the bureau's: delegation shows downwards only."""
    hit = met_in_macao()
    the_delegation(oversight=Oversight.ALL)
    assert reads(at_macao(), hit) == EVERY_WAY
    Hit.objects.update(desk="", organisation="beijing")
    assert reads(at_macao(), hit) == set()


def test_it_ends_with_the_delegation() -> None:
    """By its term, and at once by withdrawal."""
    hit = met_in_macao()
    given = the_delegation(oversight=Oversight.ALL)
    boris = an_actor(person="Boris")
    assert reads(boris, hit, now=NOW + YEAR - timedelta(seconds=1)) == EVERY_WAY
    assert reads(boris, hit, now=NOW + YEAR) == set()
    identity.withdraw_delegation(the_machine(), delegation_id=given, note="over", now=NOW)
    assert reads(boris, hit) == set()


VERBS: dict[str, Callable[[Actor, Hit], object]] = {
    "compare": lambda who, hit: services.compare(
        who, hit_id=hit.id, same_document=True, note="", now=NOW
    ),
    "ask": lambda who, hit: services.ask_confirmation(
        who, hit_id=hit.id, urgency=Urgency.URGENT, note="", now=NOW
    ),
    "act": lambda who, hit: services.take_action(who, hit_id=hit.id, action=Action.NONE, now=NOW),
    "close": lambda who, hit: services.record_outcome(
        who, hit_id=hit.id, outcome=Outcome.NO_ACTION, note="", now=NOW
    ),
    "fetch": lambda who, hit: services.fetch_record(who, hit_id=hit.id, now=NOW),
}


@pytest.mark.parametrize("verb", VERBS.values(), ids=VERBS)
def test_oversight_only_reads(verb: Callable[[Actor, Hit], object]) -> None:
    """The page offers nothing, and what is sent by hand is refused as if there were no hit."""
    hit = met_in_macao()
    the_delegation(oversight=Oversight.ALL)
    boris = an_actor(person="Boris")
    file = services.read_hit(boris, hit_id=hit.id, now=NOW)
    assert (file.options, file.actions, file.emergencies) == ((), (), ())
    before = written()
    with pytest.raises(NoSuchHit):
        verb(boris, hit)
    assert written() == before


def test_reading_is_recorded_with_the_desk() -> None:
    """The tenant's work was looked at: the log says whose it was."""
    hit = met_in_macao()
    the_delegation(oversight=Oversight.ALL)
    services.read_hit(an_actor(person="Boris"), hit_id=hit.id, now=NOW)
    entry = Payload.objects.get(event="queries:hit:read")
    facts = facts_of(entry)["facts"]
    assert (facts, entry.organisation) == (
        {"desk": "beijing/macao", "state": "possible"},
        "beijing",
    )


def test_without_the_permission_not_even_with_all() -> None:
    """A delegation gives no chair a permission it does not carry."""
    hit = met_in_macao()
    the_delegation(oversight=Oversight.ALL)
    with pytest.raises(PermissionRefused):
        reads(an_actor(person="Dora"), hit)
