"""A tenant's hits are the tenant's: Macao works on Beijing's node, and for itself."""

from dataclasses import replace

import pytest

from liaison.identity.errors import PermissionRefused
from liaison.identity.types import Actor
from liaison.queries import selectors, services
from liaison.queries.errors import NoSuchHit
from liaison.rules.processing import Purpose
from tests.cast import NOW, an_actor
from tests.queries.people import kim, read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("outbox")]


def macao() -> Actor:
    """Return a desk officer of the sub-bureau."""
    return replace(an_actor(person="Ines", organisation="beijing/macao"), desk="beijing/macao")


ASKERS = {"of Macao": (macao(), an_actor()), "of Beijing": (an_actor(), macao())}


@pytest.mark.parametrize(("asker", "stranger"), ASKERS.values(), ids=ASKERS)
def test_hits_stay_with_their_desk(asker: Actor, stranger: Actor) -> None:
    """Neither sees the other's: not in a list, not by its id, not as a number."""
    kim()
    answer = services.check(
        asker,
        question=read("Kim Min-su")[0],
        purpose=Purpose.LOCATE,
        case_reference="1",
        now=NOW,
    )
    assert selectors.open_hits(asker) == 1
    assert selectors.open_hits(stranger) == 0
    assert selectors.hits(stranger, only_open=False, page=1, now=NOW).total == 0
    with pytest.raises(NoSuchHit):
        services.read_hit(stranger, hit_id=answer.hits[0].id, now=NOW)


def test_a_tenant_to_whom_nothing_is_delegated_asks_nobody_abroad() -> None:
    """Its bureau speaks for it, by a request."""
    with pytest.raises(PermissionRefused):
        services.check(
            macao(),
            question=read("Kim Min-su")[0],
            purpose=Purpose.LOCATE,
            case_reference="1",
            bureaus=("seoul",),
            now=NOW,
        )
