"""Receipts as they come in: ours to take, in another's name through a relay, or to be kept."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings

from liaison.exchange.services import ending, keeping, taking
from liaison.lib.wire import carriage
from liaison.lib.wire import tokens as wire
from liaison.lib.wire.directory import Directory
from liaison.lib.wire.entry import Entry


def signer(token: str, *, peer: Entry, trusted: Directory) -> Entry:
    """Return whose key a token must be verified with.

    The one who calls, unless the one who calls is the relay of us or of the one it says it is
    from: what a relay brings is signed by its true author.

    Args:
        token: unverified.
        peer: the bureau at the other end of the line.
        trusted: the directory that rules.
    """
    said = str(wire.said(token).get("iss", ""))
    author = trusted.entries.get(said)
    if author is None or author.id in {peer.id, settings.NODE.organisation}:
        return peer
    for relay in (trusted.relay_of(settings.NODE.organisation), trusted.relay_of(said)):
        if relay is not None and relay.id == peer.id:
            return author
    return peer


def take_receipts(
    offered: Sequence[str], *, peer: Entry, trusted: Directory, now: datetime
) -> list[str]:
    """Take receipts of a batch.

    Returns:
        For each, in their order, empty or the code of its refusal.
    """
    groups: dict[tuple[bool, bool, str], list[int]] = {}
    for place, token in enumerate(offered):
        author = signer(token, peer=peer, trusted=trusted)
        of_a_part = carriage.is_of_a_part(token)
        kept = not of_a_part and _to_be_kept(token, author, peer, trusted)
        groups.setdefault((kept, of_a_part, author.id), []).append(place)
    codes = [""] * len(offered)
    for (kept, of_a_part, author_id), places in groups.items():
        chosen = [offered[place] for place in places]
        author = trusted.entries.get(author_id, peer)
        if kept:
            found = keeping.keep_receipts(chosen, peer=peer, trusted=trusted, now=now)
        elif of_a_part:
            found = ending.take(chosen, peer=author, now=now)
        else:
            found = taking.take([taking.Offered(one) for one in chosen], peer=author, now=now)
        for place, code in zip(places, found, strict=True):
            codes[place] = code
    return codes


def _to_be_kept(token: str, author: Entry, peer: Entry, trusted: Directory) -> bool:
    """Return whether a receipt is for somebody else, and we are in between."""
    addressee = str(wire.said(token).get("aud", ""))
    if author.id != peer.id or addressee == settings.NODE.organisation:
        return False
    return addressee in trusted.entries and (
        keeping.is_ours_to_keep(trusted, addressee) or keeping.is_ours_to_keep(trusted, peer.id)
    )
