"""What the frame says beside the rooms: as many as the lists themselves, in one query."""

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from liaison.identity.roles import ROLES
from liaison.identity.types import Permission
from liaison.queries import selectors
from tests.cast import an_actor
from tests.queries.things import a_hit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("outbox")]


@pytest.mark.parametrize("role", ROLES)
def test_it_counts_what_the_lists_show(
    role: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    a_hit()
    actor = an_actor(role=role)
    with django_assert_max_num_queries(1):
        found = selectors.waiting(actor)
    lists = {
        "hits": (Permission.HIT_READ, selectors.open_hits),
        "alerts": (Permission.ALERT_READ, selectors.new_alerts),
        "confirmations": (Permission.CONFIRMATION_ANSWER, selectors.open_confirmations),
    }
    allowed = {name: of for name, (permission, of) in lists.items() if actor.may(permission)}
    counted = {name: number(actor) for name, number in allowed.items()}
    assert {name: found.get(name, 0) for name in counted} == counted
    assert found.keys() <= counted.keys()
