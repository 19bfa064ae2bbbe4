"""Who is calling behind a proxy: what our proxies wrote is believed, what callers type is not."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison.core.errors import SettingRefused
from liaison.core.proxies import MAX_HEADER, MAX_NETWORKS, caller, parse_networks, within

OURS = parse_networks("10.0.0.5, 10.1.0.0/24, 2001:db8:aa::/64")
PROXY = "10.0.0.5"
# peer, header, who is calling
LISTS: Mapping[str, tuple[str, str, str]] = {
    "one proxy": (PROXY, "203.0.113.7", "203.0.113.7"),
    "two of our proxies": (PROXY, "203.0.113.7, 10.1.0.9", "203.0.113.7"),
    "an IPv6 caller": (PROXY, "2001:db8:1::7", "2001:db8:1::7"),
    "an IPv6 proxy": ("2001:db8:aa::1", "203.0.113.7", "203.0.113.7"),
    "a proxy as a dual socket sees it": ("::ffff:10.0.0.5", "203.0.113.7", "203.0.113.7"),
    "a caller as a dual socket sees it": (PROXY, "::ffff:203.0.113.7", "203.0.113.7"),
    "with a port": (PROXY, "203.0.113.7:4711", "203.0.113.7"),
    "IPv6 with a port": (PROXY, "[2001:db8:1::7]:4711", "2001:db8:1::7"),
    "attack: a header from somebody who is no proxy": (
        "198.51.100.1",
        "203.0.113.7",
        "198.51.100.1",
    ),
    "attack: an address typed to the left": (PROXY, "192.0.2.1, 203.0.113.7", "203.0.113.7"),
    "attack: one of our proxies typed to the left": (
        PROXY,
        "192.0.2.1, 10.1.0.9, 203.0.113.7",
        "203.0.113.7",
    ),
    "attack: this machine typed to the left": (PROXY, "127.0.0.1,203.0.113.7", "203.0.113.7"),
    "attack: nonsense typed to the left": (PROXY, "'; drop, 203.0.113.7", "203.0.113.7"),
    "attack: more hops than anybody has": (PROXY, "1.1.1.1," * 150 + "203.0.113.7", "203.0.113.7"),
    "attack: a list without end": (PROXY, "1.1.1.1," * MAX_HEADER + "203.0.113.7", PROXY),
    "nonsense": (PROXY, "not an address", PROXY),
    "nonsense in the middle": (PROXY, "203.0.113.7, unknown, 10.1.0.9", "10.1.0.9"),
    "an empty element": (PROXY, "203.0.113.7,", PROXY),
    "nothing": (PROXY, "", PROXY),
    "a zone of another machine": (PROXY, "fe80::1%eth0", PROXY),
    "a number": (PROXY, "3405803783", PROXY),
    "octal": (PROXY, "203.0.113.007", PROXY),
    "a port that is none": (PROXY, "203.0.113.7:http", PROXY),
    "everybody is a proxy": (PROXY, "10.1.0.8, 10.1.0.9", "10.1.0.8"),
}
FORWARDED: Mapping[str, tuple[str, str, str]] = {
    "one proxy": (PROXY, "for=203.0.113.7", "203.0.113.7"),
    "as in RFC 7239": (PROXY, 'For="[2001:db8:cafe::17]:4711"', "2001:db8:cafe::17"),
    "with more beside it": (
        PROXY,
        "proto=https;for=203.0.113.7;by=10.0.0.5;host=desk.example",
        "203.0.113.7",
    ),
    "two": (PROXY, "for=203.0.113.7, for=10.1.0.9", "203.0.113.7"),
    "attack: typed to the left": (PROXY, "for=192.0.2.1, for=203.0.113.7", "203.0.113.7"),
    "attack: an element left open": (PROXY, 'for="192.0.2.1, for=203.0.113.7', "203.0.113.7"),
    "attack: for inside another value": (PROXY, 'host="x;for=192.0.2.1"', PROXY),
    "attack: from somebody who is no proxy": ("198.51.100.1", "for=192.0.2.1", "198.51.100.1"),
    "hidden": (PROXY, "for=_hidden", PROXY),
    "unknown": (PROXY, "for=unknown", PROXY),
    "a list of the other kind": (PROXY, "203.0.113.7", PROXY),
}
WRONG: Mapping[str, str] = {
    "everybody": "0.0.0.0/0",
    "everybody of IPv6": "::/0",
    "half of everybody": "128.0.0.0/1",
    "a name": "proxy.example",
    "an address inside a network": "10.0.0.5/8",
    "nothing between commas": "10.0.0.5,,10.0.0.6",
    "too many": ",".join(["10.0.0.5"] * (MAX_NETWORKS + 1)),
}


@pytest.mark.parametrize(("peer", "header", "expected"), LISTS.values(), ids=LISTS)
def test_the_first_from_the_right_that_is_not_ours(peer: str, header: str, expected: str) -> None:
    assert str(caller(peer, header, OURS, forwarded=False)) == expected


@pytest.mark.parametrize(("peer", "header", "expected"), FORWARDED.values(), ids=FORWARDED)
def test_the_same_in_the_form_of_rfc_7239(peer: str, header: str, expected: str) -> None:
    assert str(caller(peer, header, OURS, forwarded=True)) == expected


@given(st.text(max_size=200), st.booleans())
def test_whoever_is_no_proxy_changes_nothing_by_any_header(header: str, forwarded: bool) -> None:  # noqa: FBT001
    assert str(caller("198.51.100.1", header, OURS, forwarded=forwarded)) == "198.51.100.1"


@given(st.text(max_size=200), st.ip_addresses())
def test_what_stands_to_the_left_changes_nothing(typed: str, address: object) -> None:
    """Whatever a caller types, the proxy writes whom it heard to the right of it."""
    said = caller(PROXY, f"{typed},{address}", OURS, forwarded=False)
    alone = caller(PROXY, str(address), OURS, forwarded=False)
    assert said == alone or (alone is not None and within(alone, OURS))


@pytest.mark.parametrize("text", WRONG.values(), ids=WRONG)
def test_lists_of_proxies_that_are_refused(text: str) -> None:
    with pytest.raises(SettingRefused):
        parse_networks(text)


def test_no_proxies() -> None:
    assert parse_networks(" ") == ()
