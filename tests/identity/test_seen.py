"""The bell counts what a chair has not seen, and old events are forgotten."""

from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from liaison.identity import selectors, services
from liaison.identity.models import Event, Seen
from liaison.identity.policy import EVENTS_KEPT
from liaison.identity.states import Permission
from liaison.identity.types import Actor
from tests.cast import NOW, a_person, actor_of, an_actor, entries

pytestmark = pytest.mark.django_db


def announced(count: int, **facts: object) -> None:
    """Announce as many events to Beijing's desk, and give them numbers."""
    for target in range(count):
        said = {"organisation": "beijing", "permission": Permission.REQUEST_READ, "at": NOW}
        services.announce(
            kind="casework:request:arrived",
            target=str(target),
            **{**said, **facts},  # type: ignore[arg-type]
        )
    services.number_events(NOW)


def test_the_bell_counts_with_one_query(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    ada = actor_of(a_person("Ada"))
    announced(3)

    with django_assert_num_queries(1):
        assert selectors.unseen(ada) == 3


def test_it_does_not_count_without_end() -> None:
    ada = actor_of(a_person("Ada"))
    announced(selectors.COUNTED + 5)

    assert selectors.unseen(ada) == selectors.COUNTED + 1


def test_seen_is_seen_by_one_chair_and_never_backwards() -> None:
    ada, boris = actor_of(a_person("Ada")), actor_of(a_person("Boris"))
    announced(3)
    first, second, _third = selectors.events(ada)
    before = entries()

    services.mark_seen(ada, until=second.number, now=NOW)
    services.mark_seen(ada, until=first.number, now=NOW)

    assert (selectors.unseen(ada), selectors.unseen(boris)) == (1, 3)
    assert [event.new for event in selectors.latest_events(ada)] == [True, False, False]
    assert entries() == before


def test_older_events_are_paged() -> None:
    ada = actor_of(a_person("Ada"))
    announced(3)

    newest = selectors.latest_events(ada, limit=1)
    older = selectors.latest_events(ada, before=newest[0].number)

    assert [event.target for event in (*newest, *older)] == ["2", "1", "0"]


def test_who_sits_down_new_begins_with_what_happens_next() -> None:
    a_person("Ada")
    announced(2)

    boris = actor_of(a_person("Boris"))

    assert selectors.unseen(boris) == 0


def test_machines_and_strangers_keep_no_mark() -> None:
    a_person("Ada")
    announced(1)
    worker = Actor.machine("w", bureau="beijing", permissions=an_actor().permissions)

    services.mark_seen(worker, until=1, now=NOW)

    assert selectors.unseen(worker) == 0
    assert not Seen.objects.exists()
    assert [event.new for event in selectors.latest_events(worker)] == [True]


def test_old_events_are_forgotten_and_numbers_go_on() -> None:
    """A number given twice would hide an event from whoever polls."""
    ada = actor_of(a_person("Ada"))
    announced(3)
    later = NOW + EVENTS_KEPT + timedelta(seconds=1)

    services.forget_events(later)
    assert [event.target for event in selectors.events(ada)] == ["2"]
    announced(1, at=later)
    services.forget_events(later)

    assert [event.number for event in selectors.events(ada)] == [4]
    services.forget_events(NOW)
    assert Event.objects.count() == 1


def test_there_may_be_nothing_to_forget() -> None:
    services.forget_events(NOW)

    assert not Event.objects.exists()
