"""Usage is counted from the log, once, and shown as far as one's reach goes."""

from collections.abc import Mapping
from datetime import timedelta

import pytest

from liaison.audit import services as audit
from liaison.audit import sockets
from liaison.audit.models import Payload
from liaison.audit.types import Who
from liaison.identity import policy, selectors, services
from liaison.identity.errors import PermissionRefused
from liaison.identity.models import Usage, UsageMark
from liaison.identity.services import usage as counting
from liaison.identity.states import LEVELS, Kind, Level, Oversight, Permission, Use
from liaison.identity.types import Actor
from tests.cast import NOW, a_person, an_actor, the_delegation, the_organisations
from tests.identity.things import a_machine

pytestmark = pytest.mark.django_db
POST, MACAO = "beijing/shenzhen-border", "beijing/macao"
CHECK, SENT, OPENED = "queries:check:made", "casework:request:submitted", "identity:session:opened"
DAY = timedelta(days=1)


def log(event: str, organisation: str = "beijing", **said: object) -> None:
    """Write one entry into the log."""
    facts = {"hits": said["hits"]} if "hits" in said else {}
    who = Who(
        person=str(said.get("person", "somebody")),
        chair=f"{said.get('role', 'desk_officer')}@{organisation}",
        organisation=organisation,
    )
    audit.record(who, event=event, target="7", at=said.get("at", NOW), facts=facts)  # type: ignore[arg-type]


def count() -> None:
    """Sequence the log, then count it."""
    while audit.integrate(now=NOW):
        pass
    services.count_uses(NOW)


def figures(actor: Actor, days: int = 1) -> dict[str, Mapping[Use, int]]:
    """Return place to figures, as an actor sees them."""
    since = (NOW - (days - 1) * DAY).date()
    return {row.place: row.counts for row in selectors.usage(actor, since=since, now=NOW)}


def head(organisation: str = "beijing") -> Actor:
    """Return somebody who sees usage."""
    return an_actor(organisation=organisation, permissions=[Permission.USAGE_READ])


def test_each_entry_counts_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "CHUNK", 2)
    the_organisations()
    for hits in (0, 2, 0):
        log(CHECK, POST, hits=hits)
    log(SENT)
    log("records:document:read")
    count()
    count()
    log(CHECK, POST, hits=0)
    count()

    assert figures(head()) == {
        "INTERPOL Beijing": {Use.REQUEST: 1},
        "Shenzhen border post": {Use.CHECK: 4, Use.HIT: 2},
    }
    assert UsageMark.objects.count() == 1


def test_a_sign_in_counts_where_the_person_sits() -> None:
    """The door's own entries know only the node."""
    kim = a_person("Kim", organisation=POST, role="frontline_officer")
    log(OPENED, "beijing", person=kim.pk)
    log(OPENED, "beijing", person="nobody")
    count()
    assert figures(head()) == {
        "INTERPOL Beijing": {Use.SIGN_IN: 1},
        "Shenzhen border post": {Use.SIGN_IN: 1},
    }


def test_a_machine_counts_for_itself_at_its_place() -> None:
    found = a_machine()
    log(CHECK, POST, hits=1, person=found, role="border_system")
    log("queries:hit:read", POST, person=found, role="border_system")
    count()
    assert figures(head()) == {"Shenzhen Bay, hall A": {Use.CHECK: 1, Use.HIT: 1, Use.API: 2}}


def test_the_first_day_asked_for_is_the_first_that_counts() -> None:
    the_organisations()
    log(SENT, at=NOW - DAY)
    log(SENT)
    count()
    assert figures(head(), days=1) == {"INTERPOL Beijing": {Use.REQUEST: 1}}
    assert figures(head(), days=2) == {"INTERPOL Beijing": {Use.REQUEST: 2}}


@pytest.mark.parametrize("level", Oversight)
def test_reach(level: Oversight) -> None:
    the_delegation(oversight=level)
    for place in ("beijing", POST, MACAO):
        log(SENT, place)
    count()
    here, there, macao = "INTERPOL Beijing", "Shenzhen border post", "INTERPOL Macao"
    seen = {here, there} | ({macao} if level is not Oversight.NOTHING else set())
    assert set(figures(head())) == seen
    assert set(figures(head(POST))) == {there}
    assert set(figures(Actor(**{**vars(head(MACAO)), "desk": MACAO}))) == {macao}
    with pytest.raises(PermissionRefused):
        figures(an_actor())


def test_words_that_were_erased_count_nothing() -> None:
    the_organisations()
    log(SENT)
    audit.integrate(now=NOW)
    Payload.objects.filter(event=SENT).delete()
    count()
    assert figures(head()) == {}


def test_old_figures_go() -> None:
    the_organisations()
    log(SENT)
    count()
    services.count_uses(NOW + policy.USAGE_KEPT + DAY)
    assert not Usage.objects.exists()


def test_what_counts_is_something_that_is_written() -> None:
    assert set(policy.USES) <= set(sockets.PRESENTERS)
    assert set(LEVELS) == set(Kind)
    assert set(LEVELS.values()) == set(Level)
