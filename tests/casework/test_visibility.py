"""Who sees what: the unit its own, the desk its desk, a tenant nothing of its neighbour."""

from datetime import timedelta

import pytest

from liaison.audit.models import Leaf, Payload
from liaison.casework import selectors, services
from liaison.casework.errors import NoSuchRequest, NotYours
from liaison.casework.selectors import LISTS
from liaison.identity.errors import PermissionRefused
from liaison.identity.models import Delegation
from liaison.identity.states import DelegationState, Oversight
from liaison.identity.types import Actor
from tests.casework.test_transfer import ines
from tests.casework.things import (
    NOWHERE,
    a_draft,
    a_sent,
    an_arrived,
    an_assigned,
    boris,
    li,
)
from tests.cast import NOW, an_actor
from tests.records.outbox import Outbox

pytestmark = pytest.mark.django_db


def delegate(oversight: Oversight) -> None:
    """Let Beijing see so much of Macao."""
    Delegation.objects.create(
        sub_bureau_id="beijing/macao",
        rules="beijing/macao",
        oversight=oversight,
        rights=[],
        state=DelegationState.IN_FORCE,
        asked_by="a",
        asked_at=NOW,
        decided_by="b",
        decided_at=NOW,
        valid_until=NOW + timedelta(days=9),
    )


def seen(actor: Actor) -> set[object]:
    """Return what an actor finds in any list."""
    pages = [selectors.desk_page(actor, queue=name, now=NOW) for name in LISTS]
    return {line.id for page in pages for line in page.lines}


def test_a_unit_sees_what_it_asked_and_what_it_was_given(outbox: Outbox) -> None:
    """And not what lies on the desk, nor another unit's."""
    assert outbox is not None
    mine, given, other = a_sent(), an_assigned(), an_arrived()
    stranger = an_actor(person="Mo", organisation="beijing/macao", role="unit_officer")
    assert seen(li()) == {mine.id, given.id}
    assert seen(boris()) == {mine.id, given.id, other.id}
    assert seen(stranger) == set()


def test_a_draft_is_its_units_alone(outbox: Outbox) -> None:
    assert outbox is not None
    row = a_draft()
    assert seen(li()) == {row.id}
    assert seen(boris()) == set()


def test_hidden_and_missing_look_alike(outbox: Outbox) -> None:
    assert outbox is not None
    row = a_draft()
    for key in (row.id, NOWHERE):
        with pytest.raises(NoSuchRequest):
            services.read_request(boris(), request_id=key, now=NOW)


@pytest.mark.parametrize(
    ("oversight", "listed", "told", "opened"),
    [
        (Oversight.NOTHING, False, False, False),
        (Oversight.HEADLINES, True, False, False),
        (Oversight.ALL, True, True, True),
    ],
)
def test_the_bureau_sees_of_a_tenant_what_the_delegation_says(
    outbox: Outbox, oversight: Oversight, *, listed: bool, told: bool, opened: bool
) -> None:
    """Nothing; lines that do not say what it is about; or everything, to read."""
    assert outbox is not None
    delegate(oversight)
    row = an_arrived(to=("beijing/macao",))
    lines = selectors.desk_page(boris(), queue="arrived", now=NOW).lines
    assert [line.id for line in lines] == ([row.id] if listed else [])
    assert [bool(line.subject) for line in lines] == ([told] if listed else [])
    assert selectors.visible_to(boris(), NOW).exists() is opened
    assert seen(ines()) == {row.id}
    if opened:
        assert not selectors.request_file(boris(), row.id, NOW).verbs & {"review", "assign"}


def test_whoever_may_not_read_requests_sees_nothing(outbox: Outbox) -> None:
    assert outbox is not None
    dora = an_actor(person="Dora")
    with pytest.raises(PermissionRefused):
        selectors.desk_page(dora, queue="open", now=NOW)
    with pytest.raises(PermissionRefused):
        selectors.counts(dora, now=NOW)


def test_every_reading_is_recorded(outbox: Outbox) -> None:
    """Who, which, and why it is processed."""
    assert outbox is not None
    row = an_arrived()
    before = Leaf.objects.count()
    services.read_request(boris(), request_id=row.id, now=NOW)
    services.list_requests(boris(), queue="arrived", now=NOW)
    services.find_requests(boris(), reference=row.our_reference, now=NOW)
    assert Leaf.objects.count() == before + 3
    rows = Payload.objects.filter(person=boris().person_id).order_by("pk")
    assert list(rows.values_list("event", flat=True)) == [
        "casework:request:read",
        "casework:requests:listed",
        "casework:requests:searched",
    ]
    assert row.our_reference in rows[0].body


def test_oversight_reads_and_does_nothing_else(outbox: Outbox) -> None:
    assert outbox is not None
    delegate(Oversight.ALL)
    row = an_arrived(to=("beijing/macao",))
    assert selectors.request_file(boris(), row.id, NOW).verbs == frozenset()
    with pytest.raises(NotYours):
        services.note(boris(), request_id=row.id, words="Hurry.", now=NOW)
