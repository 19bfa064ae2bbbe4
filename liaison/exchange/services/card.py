"""A bureau's card: what it asks the signer of the trust directory to list about it."""

import ssl
from base64 import b64encode, urlsafe_b64encode
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

from liaison.audit.keys import log_key
from liaison.exchange import keys
from liaison.exchange.keymaking import TLS_CERTIFICATE
from liaison.lib.wire import directory
from liaison.lib.wire.canonical import JsonObject, JsonValue
from liaison.lib.wire.errors import ShapeRefused
from liaison.lib.wire.keys import KeyPair

# signatures must be verifiable for longer than anybody should be able to read back
SIGNING_LIFE = timedelta(days=365)
ENCRYPTION_LIFE = timedelta(days=90)
CLOCK_SKEW = timedelta(minutes=5)
DIRECTORY_LIFE = timedelta(days=30)


def card(*, name: str, parent: str, now: datetime) -> JsonObject:
    """Return this bureau's card: id, address, certificate and public keys; nothing secret.

    Args:
        name: the bureau's name in English.
        parent: id of the bureau that vouches for it, or empty.
        now: the keys are good from five minutes before.

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
    }
    directory.parse_entry(made)
    return made


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
        "organisations": list(cards),
    }
    for entry in directory.parse(claims).entries.values():
        for der in entry.certificates:
            _check_certificate(entry.id, der)
    return claims


def certificate_text(der: bytes) -> str:
    """Return a certificate as the directory writes it."""
    return b64encode(der).decode()


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
