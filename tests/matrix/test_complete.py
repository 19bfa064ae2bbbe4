"""Every address and every operation stands in the tables, and nothing that is not there."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from liaison.api.agencies.routes import DECLARED
from liaison.web.step_up_policy import STEP_UP
from tests.matrix.chairs import NOBODY, SEATS
from tests.matrix.test_agencies import KEYS
from tools import who_may


def names(resolver: URLResolver) -> Iterator[str]:
    """Yield the names of all addresses below a resolver."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from names(entry)
        elif isinstance(entry, URLPattern):
            yield str(entry.name)


def written(door: str) -> set[str]:
    """Return the names in a table."""
    return {row.name for row in who_may.read(door).rows}


def test_every_page() -> None:
    assert written(who_may.STAFF) == set(names(get_resolver("liaison.web.urls")))


def test_every_operation() -> None:
    assert written(who_may.AGENCIES) == set(DECLARED)


def test_every_address_of_the_federation() -> None:
    federation = get_resolver("liaison.config.federation_urls")
    assert written(who_may.FEDERATION) == set(names(federation))


def test_every_chair() -> None:
    assert list(who_may.read(who_may.STAFF).chairs) == [*SEATS, NOBODY]
    assert set(KEYS) < set(who_may.read(who_may.AGENCIES).chairs)


def test_every_thing_is_asked_for() -> None:
    """A thing that no row names would stand in the page and mean nothing."""
    for door in (who_may.STAFF, who_may.AGENCIES):
        table = who_may.read(door)
        assert set(table.things) == {row.about for row in table.rows if row.about}


def test_every_step_that_needs_a_fresh_proof() -> None:
    """Somebody stands in the table who is asked for one, and at no other page."""
    proved = {row.name for row in who_may.read(who_may.STAFF).rows if "c" in row.answers.values()}
    assert proved == set(STEP_UP.pages)
