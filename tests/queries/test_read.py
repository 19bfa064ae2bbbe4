"""Who sees which hits, in which order; and every look is recorded."""

import uuid
from typing import TYPE_CHECKING

import pytest

from liaison.identity.errors import PermissionRefused
from liaison.identity.states import Permission
from liaison.queries import jobs, selectors, services
from liaison.queries.errors import NoSuchHit
from liaison.queries.models import Hit
from liaison.queries.states import HitState, Urgency
from tests.cast import NOW, an_actor
from tests.queries.things import a_hit, ada, asked, boris, events, written
from tests.records.things import a_copy

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("outbox")]
POST = "beijing/capital-airport"


def test_a_look_is_recorded() -> None:
    """One hit, and the list."""
    hit = a_hit()
    file = services.read_hit(ada(), hit_id=hit.id, now=NOW)
    assert file.facts.id == hit.id
    assert ("queries:hit:read", "done") in events()
    services.list_hits(ada(), only_open=True, page=1, now=NOW)
    assert ("queries:hits:listed", "done") in events()


def test_hidden_and_missing_look_alike() -> None:
    """The same refusal, the same words but for the id asked for."""
    hit = a_hit()
    stranger = an_actor(organisation="beijing/macao")
    before = written()
    for actor, hit_id in ((stranger, hit.id), (ada(), uuid.UUID(int=1))):
        with pytest.raises(NoSuchHit) as refusal:
            services.read_hit(actor, hit_id=hit_id, now=NOW)
        assert str(refusal.value) == f"no hit {hit_id} is known here"
        with pytest.raises(NoSuchHit):
            selectors.standing(actor, hit_id, now=NOW)
    assert written() == before


def test_a_post_sees_its_own_and_the_bureau_sees_its_posts() -> None:
    """Down the tree, never up or across."""
    a_copy()
    officer = an_actor(organisation=POST, role="frontline_officer")
    (hit,) = asked(actor=officer).hits
    assert selectors.open_hits(officer) == selectors.open_hits(boris()) == 1
    assert selectors.open_hits(an_actor(organisation="beijing/capital")) == 0
    assert selectors.hit_file(boris(), hit.id, now=NOW).facts.organisation == POST
    asked()
    assert (selectors.open_hits(officer), selectors.open_hits(boris())) == (1, 2)


def test_the_clock_that_runs_out_first_stands_first() -> None:
    """Then the newest; what is finished only when all are wanted."""
    for place in range(5):
        a_copy(number=f"LX000000{place}")
        asked(f"LX000000{place}")
    newest, routine, urgent, other, overdue = Hit.objects.order_by("-id")
    soon, later = Urgency.URGENT, Urgency.ROUTINE
    for hit, urgency in ((routine, later), (urgent, soon), (overdue, soon)):
        services.compare(ada(), hit_id=hit.id, same_document=True, note="", now=NOW)
        services.ask_confirmation(ada(), hit_id=hit.id, urgency=urgency, note="", now=NOW)
    services.compare(ada(), hit_id=other.id, same_document=False, note="", now=NOW)
    Hit.objects.filter(pk=overdue.pk).update(due_at=NOW)
    jobs.expire(NOW)
    found = selectors.hits(ada(), only_open=True, page=1, now=NOW)
    assert [hit.id for hit in found.hits] == [overdue.id, urgent.id, routine.id, newest.id]
    assert selectors.hits(ada(), only_open=False, page=7, now=NOW).total == 5


def test_waiting_is_not_reading() -> None:
    """A page that waits asks for the state alone, and the log is not flooded."""
    hit = a_hit(HitState.CONFIRMATION_ASKED)
    before = written()
    standing = selectors.standing(ada(), hit.id, now=NOW)
    assert (standing.state, standing.answered) == (HitState.CONFIRMATION_ASKED, False)
    assert written() == before


@pytest.mark.parametrize("what", ["hit", "hits", "standing", "confirmations", "confirmation"])
def test_reading_needs_its_permission(what: str) -> None:
    """An auditor reads the log, not the hits."""
    hit = a_hit()
    auditor = an_actor(permissions=[Permission.AUDIT_READ])
    calls: dict[str, Callable[[], object]] = {
        "hit": lambda: services.read_hit(auditor, hit_id=hit.id, now=NOW),
        "hits": lambda: services.list_hits(auditor, only_open=True, page=1, now=NOW),
        "standing": lambda: selectors.standing(auditor, hit.id, now=NOW),
        "confirmations": lambda: services.list_confirmations(auditor, only_open=True, now=NOW),
        "confirmation": lambda: services.read_confirmation(
            auditor, confirmation_id=hit.id, now=NOW
        ),
    }
    before = written()
    with pytest.raises(PermissionRefused):
        calls[what]()
    assert written() == before
