"""Who is calling when a proxy stands between: believed is only what a proxy we named wrote. Pure.

A list of addresses grows to the right: each proxy adds whom it heard. Read from the right, what
our own proxies wrote is true, and the first address that is none of theirs is the caller's; what
stands to its left may have been typed by the caller (MDN "X-Forwarded-For", "Selecting an IP
address"; RFC 7239 section 8.1).
"""

import re
from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Final

from liaison.core.errors import SettingRefused

SETTING: Final = "staff.proxies"
Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
# longer lists than any row of proxies writes are not read at all
MAX_HEADER: Final = 2_000
MAX_HOPS: Final = 32
MAX_NETWORKS: Final = 32
# a network of more than this is no list of proxies: 10.0.0.0/8 is the largest private one
LEAST_PREFIX: Final = {4: 8, 6: 32}
# "for" of one element of RFC 7239 section 4; what is beside it is not looked at
FOR: Final = re.compile(r"(?:^|;)\s*for\s*=\s*(\"[^\"\\]*\"|[^\s;\",]+)\s*(?:;|$)", re.IGNORECASE)
WITH_PORT: Final = re.compile(r"\[([0-9A-Fa-f:.]+)\](?::\d{1,5})?|([0-9.]+):\d{1,5}")


def parse_networks(text: str) -> tuple[Network, ...]:
    """Read the list of proxies.

    Args:
        text: addresses and networks with commas between, such as `10.0.0.5, 2001:db8::/64`.

    Raises:
        SettingRefused: not a network, one so wide that everybody is in it, or too many.
    """
    parts = [part.strip() for part in text.split(",")] if text.strip() else []
    if len(parts) > MAX_NETWORKS:
        raise SettingRefused(SETTING, f"names more than {MAX_NETWORKS} networks")
    try:
        networks = tuple(ip_network(part) for part in parts)
    except ValueError as error:
        raise SettingRefused(SETTING, f"must be a list of networks: {error}") from error
    for network in networks:
        if network.prefixlen < LEAST_PREFIX[network.version]:
            raise SettingRefused(SETTING, f"names half the world with {network}")
    return networks


def parse_address(text: str) -> Address | None:
    """Read one address, with or without brackets and port.

    Args:
        text: as a proxy or a socket writes it.

    Returns:
        None for anything else: `unknown`, names, `_hidden`, nonsense. An IPv4 address inside an
        IPv6 one is the IPv4 address: the same caller must not be counted as two.
    """
    found = WITH_PORT.fullmatch(text)
    bare = (found[1] or found[2]) if found else text
    # a zone ("%eth0") means something on one machine only
    if "%" in bare:
        return None
    try:
        address = ip_address(bare)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def within(address: Address, networks: Sequence[Network]) -> bool:
    """Return whether an address is one of our proxies."""
    return any(address in network for network in networks)


def caller(
    peer: str, header: str, networks: Sequence[Network], *, forwarded: bool
) -> Address | None:
    """Return who is calling.

    Args:
        peer: address of the other end of the connection.
        header: what it says about whom it heard; at most 2,000 characters are looked at.
        networks: our proxies.
        forwarded: whether the header is `Forwarded` of RFC 7239, else a list of addresses.

    Returns:
        The first address from the right that is not one of our proxies. Where the list ends, is
        too long or turns into nonsense it is the last proxy that wrote sense. None: the peer has
        no address.
    """
    found = parse_address(peer)
    if found is None or len(header) > MAX_HEADER:
        return found
    hops = header.split(",") if header.strip() else []
    for hop in reversed(hops[-MAX_HOPS:]):
        if not within(found, networks):
            break
        said = _for(hop) if forwarded else hop.strip()
        heard = parse_address(said)
        if heard is None:
            break
        found = heard
    return found


def _for(element: str) -> str:
    found = FOR.search(element.strip())
    return found[1].strip('"') if found else ""
