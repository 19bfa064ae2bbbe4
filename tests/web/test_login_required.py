"""Every address of the staff site demands a signed-in person, but for a named list."""

import uuid
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

# open to everybody, and why
OPEN = {
    "sign-in/": "one must be able to come in",
    "welcome/seven/": "whoever holds the link has no password yet",
    "sign-in/second/": "only the password was right so far",
    "sign-in/question/": "a passkey must be asked something",
    "sign-in/passkey/": "a passkey opens by itself",
    "language/": "one reads the page that lets one in",
}
# what they say to whoever comes without anything: no page of the inside
ANSWERS = {
    # nobody was ever given this link
    "welcome/seven/": {"get": (404, ""), "post": (404, "")},
    "sign-in/second/": {"get": (302, "/sign-in/"), "post": (302, "/sign-in/")},
    "sign-in/question/": {"get": (405, ""), "post": (200, "")},
    "sign-in/passkey/": {"get": (405, ""), "post": (302, "/sign-in/")},
    "language/": {"get": (405, ""), "post": (400, "")},
}
EXAMPLES = {"uuid": str(uuid.UUID(int=7)), "int": "7", "slug": "seven", "str": "seven"}


def addresses(resolver: URLResolver, before: str = "") -> Iterator[str]:
    """Walk all addresses, with examples in the places of their arguments."""
    for entry in resolver.url_patterns:
        route = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from addresses(entry, route)
        elif isinstance(entry, URLPattern):
            yield fill(route)


def fill(route: str) -> str:
    """Put an example into each `<converter:name>`."""
    for kind, example in EXAMPLES.items():
        while f"<{kind}:" in route:
            start = route.index(f"<{kind}:")
            route = route[:start] + example + route[route.index(">", start) + 1 :]
    return route


ALL = sorted(set(addresses(get_resolver("liaison.web.urls"))))


@pytest.mark.django_db
@pytest.mark.parametrize("address", ALL)
@pytest.mark.parametrize("method", ["get", "post"])
def test_strangers_are_sent_to_the_door(client: Client, address: str, method: str) -> None:
    """Whatever the method: no page, no effect."""
    assert "<" not in address, "teach EXAMPLES this converter"
    answer = getattr(client, method)(f"/{address}")
    if address in OPEN:
        said = answer.status_code, answer.headers.get("Location", "")
        assert said == ANSWERS.get(address, {}).get(method, (200, ""))
    else:
        assert answer.status_code == 302
        assert answer["Location"].startswith("/sign-in/?next=/")


def test_the_named_list_names_only_what_exists() -> None:
    """An exemption that nobody needs is a hole for the next address of that name."""
    assert set(OPEN) <= set(ALL)
