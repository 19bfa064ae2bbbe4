"""Signed tokens: one algorithm, three header fields, and nothing to confuse."""

import hashlib
import hmac
from base64 import b64encode
from collections.abc import Callable

import pytest

from liaison.lib.wire import canonical, limits, tokens
from liaison.lib.wire.errors import (
    HeaderRefused,
    KeyRefused,
    NotJson,
    SignatureRefused,
    TooLarge,
    WireRefusal,
)
from tests.lib.wire.bureaus import BEIJING, SEOUL
from tests.lib.wire.forgery import b64, compact, sign, unb64

TYP = "liaison-statement+jws"
HEADER = {"alg": "Ed25519", "kid": BEIJING.sig.kid, "typ": TYP}
CLAIMS: canonical.JsonObject = {"a": 1}
PAYLOAD = canonical.encode(CLAIMS)
TOKEN = tokens.sign(CLAIMS, typ=TYP, by=BEIJING.sig)


def forged(**changes: object) -> str:
    """Return a token with a changed header, truly signed over it."""
    return sign(PAYLOAD, header={**HEADER, **changes}, by=BEIJING.sig)


def with_hmac() -> str:
    """Return a token "signed" with the public key as shared secret (algorithm confusion)."""
    signed = f"{b64(compact({**HEADER, 'alg': 'HS256'}))}.{b64(PAYLOAD)}"
    secret = unb64(str(BEIJING.sig.key.as_dict(private=False)["x"]))
    return f"{signed}.{b64(hmac.digest(secret, signed.encode(), hashlib.sha256))}"


def part(number: int, text: str) -> str:
    """Return the true token with one of its three parts replaced."""
    parts = TOKEN.split(".")
    parts[number] = text
    return ".".join(parts)


ATTACKS: dict[str, tuple[Callable[[], str], type[WireRefusal]]] = {
    "alg none": (
        lambda: f"{b64(compact({**HEADER, 'alg': 'none'}))}.{b64(PAYLOAD)}.",
        HeaderRefused,
    ),
    "alg none with a signature": (lambda: forged(alg="none"), HeaderRefused),
    "alg NonE": (lambda: forged(alg="NonE"), HeaderRefused),
    "HS256 with the public key": (with_hmac, HeaderRefused),
    "the older name EdDSA": (lambda: forged(alg="EdDSA"), HeaderRefused),
    "RS256": (lambda: forged(alg="RS256"), HeaderRefused),
    "alg that is a list": (lambda: forged(alg=["Ed25519"]), HeaderRefused),
    "unknown crit": (lambda: forged(crit=["exp"]), HeaderRefused),
    "empty crit": (lambda: forged(crit=[]), HeaderRefused),
    "payload not encoded": (lambda: forged(b64=False, crit=["b64"]), HeaderRefused),
    "embedded jwk": (lambda: forged(jwk=SEOUL.sig.public_jwk()), HeaderRefused),
    "address of a key": (lambda: forged(jku="https://seoul.example/keys"), HeaderRefused),
    "certificate chain": (lambda: forged(x5c=["QQ=="]), HeaderRefused),
    "another typ": (lambda: forged(typ="liaison-receipt+jws"), HeaderRefused),
    "typ in capitals": (lambda: forged(typ=TYP.upper()), HeaderRefused),
    "kid that is a number": (lambda: forged(kid=1), HeaderRefused),
    "kid nobody knows": (lambda: forged(kid="x" * 43), KeyRefused),
    "kid of another bureau": (lambda: forged(kid=SEOUL.sig.kid), KeyRefused),
    "no kid": (
        lambda: sign(PAYLOAD, header={"alg": "Ed25519", "typ": TYP}, by=BEIJING.sig),
        HeaderRefused,
    ),
    "alg named twice": (
        lambda: part(0, b64(b'{"alg":"none",' + compact(HEADER)[1:])),
        NotJson,
    ),
    "header that is a list": (lambda: sign(PAYLOAD, header=[], by=BEIJING.sig), NotJson),
    "header that is no JSON": (lambda: part(0, b64(b"\xff")), NotJson),
    "header in base64 with padding": (
        lambda: part(0, b64encode(compact(HEADER) + b" ").decode()),
        HeaderRefused,
    ),
    "header over its limit": (lambda: forged(kid="x" * 512), HeaderRefused),
    "token over its limit": (lambda: part(1, "A" * limits.TOKEN_CHARACTERS), TooLarge),
    "another bureau's signature": (
        lambda: sign(PAYLOAD, header=HEADER, by=SEOUL.sig),
        SignatureRefused,
    ),
    "payload exchanged": (lambda: part(1, b64(b'{"a":2}')), SignatureRefused),
    "no signature": (lambda: part(2, ""), SignatureRefused),
    "signature cut": (lambda: TOKEN[:-2], SignatureRefused),
    "two parts": (lambda: TOKEN.rpartition(".")[0], SignatureRefused),
    "four parts": (lambda: TOKEN + ".QQ", SignatureRefused),
    "a line after it": (lambda: TOKEN + "\n", SignatureRefused),
    "not ASCII": (lambda: TOKEN + "é", SignatureRefused),
    "half a surrogate pair": (lambda: TOKEN + "\ud800", SignatureRefused),
    "nothing": (lambda: "", WireRefusal),
    "claims that are not canonical": (
        lambda: sign(b'{"a": 1}', header=HEADER, by=BEIJING.sig),
        NotJson,
    ),
    "claims with a name twice": (
        lambda: sign(b'{"a":1,"a":1}', header=HEADER, by=BEIJING.sig),
        NotJson,
    ),
}


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_meets_its_refusal(name: str) -> None:
    build, refusal = ATTACKS[name]
    with pytest.raises(refusal):
        tokens.verify(build(), typ=TYP, resolve=BEIJING.resolve)


def test_a_token_is_read_as_it_was_signed() -> None:
    found = tokens.verify(TOKEN, typ=TYP, resolve=BEIJING.resolve)

    assert found == tokens.Token(BEIJING.sig.kid, CLAIMS, PAYLOAD)
    assert sign(PAYLOAD, header=HEADER, by=BEIJING.sig) == TOKEN


def test_a_changed_bit_of_the_signature_is_seen() -> None:
    raw = unb64(TOKEN.rpartition(".")[2])
    for position in range(len(raw)):
        changed = bytearray(raw)
        changed[position] ^= 1
        with pytest.raises(SignatureRefused):
            tokens.verify(part(2, b64(bytes(changed))), typ=TYP, resolve=BEIJING.resolve)


def test_an_encryption_key_does_not_verify() -> None:
    with pytest.raises(SignatureRefused):
        tokens.verify(TOKEN, typ=TYP, resolve=lambda _kid: BEIJING.enc.key)


def test_nothing_is_signed_that_nobody_would_read() -> None:
    with pytest.raises(TooLarge):
        tokens.sign({"a": "x" * limits.TOKEN_CHARACTERS}, typ=TYP, by=BEIJING.sig)
