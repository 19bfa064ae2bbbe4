"""Every address of the staff site stands in the table of who may enter, and no other does."""

from django.urls import get_resolver

from liaison.identity.states import Permission
from tests.architecture.entrances import ENTRANCES, routes

# what the command line does and no page does yet
NO_PAGE = {Permission.PERSON_MANAGE, Permission.TRUST_MANAGE}
# asked inside a page that another permission opens
INSIDE = {
    Permission.BULK_APPROVE,
    Permission.CHECK_ABROAD,
    Permission.HIT_DECIDE,
    Permission.REQUEST_ANSWER,
}
# carried by roles already; each leaves this set with the page it opens
COMING: set[Permission] = set()


def test_the_table_is_complete() -> None:
    """A page that nobody thought about is a hole."""
    assert sorted(routes()) == sorted(ENTRANCES)


def test_every_permission_opens_something() -> None:
    """A permission that opens nothing, and is not known to, is a mistake in a role."""
    used = {asked for asked in ENTRANCES.values() if isinstance(asked, Permission)}
    assert used | NO_PAGE | INSIDE | COMING == set(Permission)
    assert not used & (NO_PAGE | INSIDE | COMING)


def test_those_who_watch_find_two_addresses() -> None:
    """One says a word to everybody, the other asks for the token of the node's home."""
    assert list(routes(get_resolver("liaison.api.watching.urls"))) == ["healthz", "metrics"]


def test_other_bureaus_find_four_addresses_and_nothing_of_the_staff() -> None:
    """The federation door is a listener of its own."""
    resolver = get_resolver("liaison.config.federation_urls")
    assert list(routes(resolver)) == [
        "federation/v1/ask",
        "federation/v1/batch",
        "federation/v1/pull",
        "healthz",
    ]
