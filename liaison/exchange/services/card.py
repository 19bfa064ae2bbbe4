"""A bureau's card: what it asks the signer of the trust directory to list about it."""

import re
import ssl
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

from liaison.audit.keys import log_key
from liaison.exchange import keys
from liaison.exchange.keymaking import TLS_CERTIFICATE
from liaison.identity import selectors as identity
from liaison.identity.states import DESKS
from liaison.identity.types import Actor, OrganisationFacts
from liaison.lib.wire import directory
from liaison.lib.wire.canonical import JsonObject, JsonValue
from liaison.lib.wire.delegation import withdrawn_subject
from liaison.lib.wire.entry import Desk, parse_entry
from liaison.lib.wire.errors import ShapeRefused, WireRefusal
from liaison.lib.wire.keys import KeyPair

# signatures must be verifiable for longer than anybody should be able to read back
SIGNING_LIFE = timedelta(days=365)
ENCRYPTION_LIFE = timedelta(days=90)
# the label of the fact that names an organisation's region
REGION = "Region"
CLOCK_SKEW = timedelta(minutes=5)
DIRECTORY_LIFE = timedelta(days=30)


def card(  # noqa: PLR0913 - the fields of an entry
    *,
    name: str,
    parent: str,
    now: datetime,
    desks: Sequence[Desk] = (),
    delegation: str = "",
    withdrawals: Sequence[str] = (),
) -> JsonObject:
    """Return this bureau's card: id, address, certificate and public keys; nothing secret.

    Args:
        name: the bureau's name in English.
        parent: id of the bureau that vouches for it, or empty.
        now: the keys are good from five minutes before.
        desks: the desks this node serves; else the bureau's own without an address.
        delegation: the parent's signed word, where there is a parent and it has been given.
        withdrawals: our signed words that delegations we gave are over.

    Raises:
        ShapeRefused: a setting makes a card that nobody would accept.
    """
    pem = (settings.NODE.keys_folder / TLS_CERTIFICATE).read_text()
    log = log_key().public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    pairs = [*keys.signing().pairs, *keys.encryption().pairs]
    made: JsonObject = {
        "id": settings.NODE.organisation,
        "name": name,
        "parent": parent,
        "endpoint": settings.NODE.text("federation.address"),
        "certificates": [certificate_text(ssl.PEM_cert_to_DER_cert(pem))],
        "keys": [_published(pair, now) for pair in pairs],
        "log_key": urlsafe_b64encode(log).rstrip(b"=").decode(),
        "relay": settings.NODE.text("federation.relay"),
        "relay_always": settings.NODE.text("federation.inbound") == "no",
        "delegation": delegation,
        "withdrawals": list(withdrawals),
    }
    if desks:
        made = {**made, "desks": [asdict(desk) for desk in desks]}
    parse_entry(made)
    return made


def with_withdrawals(cards: list[JsonObject], tokens: Sequence[str]) -> list[JsonObject]:
    """Put each withdrawal of a delegation into the card of the bureau that signed it.

    Raises:
        ShapeRefused: none of the cards is of the bureau that signed one of them.
    """
    found = list(cards)
    for token in tokens:
        place = next((n for n, card in enumerate(found) if _signed(token, card)), None)
        if place is None:
            raise ShapeRefused("withdrawals", "must be signed by a bureau whose card is here")
        card = found[place]
        said = card.get("withdrawals", [])
        before = list(said) if isinstance(said, list) else []
        found[place] = {**card, "withdrawals": [*before, token]}
    return found


def _signed(token: str, card: JsonObject) -> bool:
    try:
        withdrawn_subject(token, parent=parse_entry(card))
    except WireRefusal:
        return False
    return True


def directory_claims(cards: list[JsonObject], *, version: int, now: datetime) -> JsonObject:
    """Return the claims of a new directory that lists these cards.

    Args:
        cards: one for each bureau.
        version: must be higher than the last one; seconds since 1970 do.
        now: the directory is good for thirty days from now.

    Raises:
        ShapeRefused: a card is malformed, or two claim the same id or key.
    """
    claims: JsonObject = {
        "version": version,
        "issued_at": int(now.timestamp()),
        "expires_at": int((now + DIRECTORY_LIFE).timestamp()),
        "organisations": _each_desk_once(cards),
    }
    for entry in directory.parse(claims).entries.values():
        for der in entry.certificates:
            _check_certificate(entry.id, der)
    return claims


def certificate_text(der: bytes) -> str:
    """Return a certificate as the directory writes it."""
    return b64encode(der).decode()


def own_desks(actor: Actor) -> tuple[Desk, ...]:
    """Return the desks this node can serve: the bureau's own, and those below it.

    A sub-bureau that runs a node of its own is among them here; the directory gives its desk to
    its own node (see `directory_claims`).

    Raises:
        PermissionRefused: the actor does not read organisations.
    """
    own = settings.NODE.organisation
    known = identity.organisations(actor)
    served = [
        one
        for one in known
        if one.id == own or (one.kind in DESKS and one.id.startswith(own + "/"))
    ]
    bureau = next((one for one in served if one.id == own), None)
    region = _region(bureau) if bureau else ""
    return tuple(
        Desk(one.id, one.address, one.name, _region(one) or region, one.country) for one in served
    )


def _region(organisation: OrganisationFacts) -> str:
    """Return the region an organisation's facts name, as a slug: `asia-south-pacific`."""
    said = next((text for label, text in organisation.facts if label == REGION), "")
    return "-".join(re.findall("[a-z]+", said.lower()))


def _each_desk_once(cards: list[JsonObject]) -> list[JsonValue]:
    """Give the desk of a sub-bureau with a node of its own to that node, not to its parent's."""
    nodes = {card.get("id") for card in cards}
    found: list[JsonValue] = []
    for card in cards:
        desks = card.get("desks")
        if isinstance(desks, list):
            kept = [
                desk
                for desk in desks
                if not isinstance(desk, dict)
                or desk.get("id") == card.get("id")
                or desk.get("id") not in nodes
            ]
            found.append({**card, "desks": kept})
        else:
            found.append(card)
    return found


def _check_certificate(organisation: str, der: bytes) -> None:
    """Refuse what no TLS library reads: listed, it would only keep its bureau out."""
    try:
        x509.load_der_x509_certificate(der)
    except ValueError:
        raise ShapeRefused("certificates", f"of {organisation} must be X.509") from None


def _published(pair: KeyPair, now: datetime) -> JsonValue:
    life = SIGNING_LIFE if pair.use == "sig" else ENCRYPTION_LIFE
    return {
        **pair.public_jwk(),
        "nbf": int((now - CLOCK_SKEW).timestamp()),
        "exp": int((now + life).timestamp()),
        "revoked_at": None,
    }
