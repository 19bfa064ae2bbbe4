"""Write the test vectors of wire profile 1, for implementations that share no code with ours.

Keys are invented and randomness is replaced by a counter, so that the same vectors come out on
every machine. `--check` compares with the files instead of writing them.
"""

import base64
import hashlib
import itertools
import json
import sys
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest import mock

from joserfc.jwk import OKPKey

from liaison.lib.wire import canonical, delivery, directory, envelope, receipt, statement, tokens
from liaison.lib.wire.envelope import RecipientKey, unseal
from liaison.lib.wire.errors import KeyRefused, WireRefusal
from liaison.lib.wire.keys import CURVES, KeyPair, KeyRing, Use
from liaison.lib.wire.manifest import Addressee, Manifest
from liaison.lib.wire.receipt import State

TARGET = Path(__file__).resolve().parents[1] / "tests" / "contract" / "wire"
NOW = 1_780_000_000
JTI = uuid.UUID("0197f000-0000-7000-8000-000000000001")
Vector = dict[str, Any]


def key_pair(seed: str, use: Use) -> KeyPair:
    """Return the key pair whose private bytes are SHA-256 of the seed."""
    private = OKPKey.binding.from_private_bytes(
        CURVES[use],  # type: ignore[arg-type]  # str, not the literals
        hashlib.sha256(seed.encode()).digest(),
    )
    key = OKPKey.import_key(private)
    return KeyPair(kid=key.thumbprint(), use=use, key=key)


BUREAUS = ("beijing", "seoul", "tokyo")
SIG = {name: key_pair(f"{name} sig", "sig") for name in BUREAUS}
ENC = {name: key_pair(f"{name} enc", "enc") for name in BUREAUS}
ROOT = key_pair("root sig", "sig")
BODY: dict[str, Any] = {"reference": "BJ-2026/17", "words": "失窃 passport, 서울", "count": 3}
MANIFEST = Manifest(
    iss="beijing",
    aud=(Addressee("seoul", "action"), Addressee("tokyo", "info")),
    jti=JTI,
    iat=NOW,
    exp=NOW + 3600,
    thread=JTI,
    in_reply_to=None,
    kind="queries.confirmation_asked",
    form="1",
    urgency="urgent",
    purpose="confirm a hit",
    legal_basis="",
    handling=("police-only",),
    dir_ver=4,
    content_commitment="",
)


@contextmanager
def counted_randomness() -> Iterator[None]:
    """Give joserfc content keys, vectors and ephemeral keys from a counter. Never in service."""
    counter = itertools.count()

    def stream(size: int) -> bytes:
        return hashlib.shake_256(f"wire vectors {next(counter)}".encode()).digest(size)

    def private(curve: Any) -> Any:  # noqa: ANN401  # joserfc's own literals
        return OKPKey.binding.from_private_bytes(curve, stream(32))

    with (
        mock.patch("secrets.token_bytes", stream),
        mock.patch.object(OKPKey.binding, "generate_private_key", private),
    ):
        yield


def resolve(issuer: str, kid: str) -> OKPKey:
    """Return a bureau's signing key."""
    if issuer not in SIG or SIG[issuer].kid != kid:
        raise KeyRefused(kid)
    return SIG[issuer].key


def reading(vector: Vector, read: Callable[[], canonical.JsonObject]) -> Vector:
    """Complete a vector with what reading it gives: facts, or the code of the refusal."""
    try:
        return {**vector, "expected": read()}
    except WireRefusal as refusal:
        return {**vector, "refused": refusal.code}


def envelope_vector(name: str, data: bytes, reader: str) -> Vector:
    """Return one envelope with what its reader finds."""

    def read() -> canonical.JsonObject:
        found = unseal(data, own=reader, keys=KeyRing((ENC[reader],)), resolve=resolve)
        return {
            "manifest": found.manifest.claims(),
            "body": found.body,
            "salt": found.salt.hex(),
            "jws": found.jws,
            "kid": found.kid,
            "digest": found.digest,
        }

    return reading({"name": name, "reader": reader, "sealed": data.decode()}, read)


def envelopes() -> list[Vector]:
    """Return envelopes, true ones and spoilt ones."""
    salt = bytes(range(32))
    readers = [
        RecipientKey(ENC[name].kid, ENC[name].key) for name in ("seoul", "tokyo", "beijing")
    ]
    true = envelope.seal(MANIFEST, BODY, salt=salt, by=SIG["beijing"], recipients=readers)
    impostor = envelope.seal(MANIFEST, BODY, salt=salt, by=SIG["tokyo"], recipients=readers)
    only_seoul = replace(MANIFEST, aud=MANIFEST.aud[:1])
    passed_on = envelope.seal(only_seoul, BODY, salt=salt, by=SIG["beijing"], recipients=readers)
    value = json.loads(true.data)

    def spoilt(**changes: canonical.JsonValue) -> bytes:
        return canonical.encode({**value, **changes})

    header = value["recipients"][0]["header"]
    return [
        envelope_vector("an addressee opens", true.data, "seoul"),
        envelope_vector("a bureau to be informed opens", true.data, "tokyo"),
        envelope_vector("the sender opens its archive", true.data, "beijing"),
        envelope_vector("sealed to a bureau that is not addressed", passed_on.data, "tokyo"),
        envelope_vector("signed by another bureau", impostor.data, "seoul"),
        envelope_vector("tag altered", spoilt(tag="A" * 22), "seoul"),
        envelope_vector("iv altered", spoilt(iv="A" * 16), "seoul"),
        envelope_vector("no recipient entry", spoilt(recipients=value["recipients"][1:]), "seoul"),
        envelope_vector("unprotected header", spoilt(unprotected={}), "seoul"),
        envelope_vector(
            "key agreement without wrapping",
            spoilt(recipients=[{"encrypted_key": "", "header": {**header, "alg": "ECDH-ES"}}]),
            "seoul",
        ),
    ]


def token_vector(name: str, kind: str, issuer: str, token: str) -> Vector:
    """Return one signed token with what verifying it gives."""
    module = {"delivery": delivery, "receipt": receipt, "statement": statement}[kind]

    def read() -> canonical.JsonObject:
        module.verify(token, issuer=issuer, resolve=lambda kid: resolve(issuer, kid))
        return tokens.verify(token, typ=module.TYP, resolve=lambda _: SIG[issuer].key).claims

    return reading({"name": name, "kind": kind, "issuer": issuer, "token": token}, read)


def signed_tokens() -> list[Vector]:
    """Return delivery headers, receipts and statements, true ones and confused ones."""
    digest, zeros = "ab" * 32, "0" * 64
    header = delivery.sign(
        delivery.DeliveryHeader("beijing", "seoul", JTI, digest, 1, zeros, "", NOW),
        by=SIG["beijing"],
    )
    stored = receipt.sign(
        receipt.Receipt("seoul", "beijing", NOW, JTI, digest, State.STORED, "", 12, ""),
        by=SIG["seoul"],
    )
    stated = statement.Statement("seoul", NOW, "records.erasure", {"copies": 1})
    erased = statement.sign(stated, by=SIG["seoul"])
    return [
        token_vector("delivery header", "delivery", "beijing", header),
        token_vector("receipt", "receipt", "seoul", stored),
        token_vector("statement", "statement", "seoul", erased),
        token_vector("a receipt offered as a statement", "statement", "seoul", stored),
        token_vector("a delivery header offered as a receipt", "receipt", "beijing", header),
        token_vector("a receipt expected from another", "receipt", "tokyo", stored),
        token_vector(
            "a statement in another bureau's name",
            "statement",
            "tokyo",
            statement.sign(stated, by=SIG["tokyo"]),
        ),
        token_vector("signature altered", "receipt", "seoul", stored[:-86] + "A" * 86),
        token_vector("claims altered", "receipt", "seoul", stored.replace(".", ".IA", 1)),
    ]


def directory_claims() -> dict[str, Any]:
    """Return the claims of a directory of the three bureaus."""

    def published(pair: KeyPair) -> dict[str, Any]:
        return {**pair.public_jwk(), "nbf": NOW, "exp": NOW + 86400 * 90, "revoked_at": None}

    entries = [
        {
            "id": name,
            "name": f"Bureau of {name}",
            "parent": "",
            "endpoint": f"https://{name}.example:8443",
            "certificates": [base64.b64encode(f"certificate of {name}".encode()).decode()],
            "keys": [published(SIG[name]), published(ENC[name])],
            "log_key": key_pair(f"{name} log", "sig").public_jwk()["x"],
        }
        for name in BUREAUS
    ]
    return {"version": 4, "issued_at": NOW, "expires_at": NOW + 86400, "organisations": entries}


def directories() -> list[Vector]:
    """Return directories as a node meets them that trusted version 4, and trusts one root."""

    def vector(name: str, claims: dict[str, Any], by: KeyPair) -> Vector:
        token = directory.sign(claims, by=by)

        def read() -> canonical.JsonObject:
            found = directory.verify(token, roots={ROOT.kid: ROOT.key}, trusted_version=4, now=NOW)
            pins = {name: list(entry.tls_pins) for name, entry in found.entries.items()}
            return {"version": found.version, "tls_pins": pins}

        given = {"root": ROOT.public_jwk(), "trusted_version": 4, "now": NOW}
        return reading({"name": name, **given, "token": token}, read)

    claims = directory_claims()
    return [
        vector("the directory", claims, ROOT),
        vector("rollback", {**claims, "version": 3}, ROOT),
        vector("signed by a bureau", claims, SIG["beijing"]),
        vector("issued in the future", {**claims, "issued_at": NOW + 301}, ROOT),
    ]


def canonical_vectors() -> list[Vector]:
    """Return JSON texts that must be read, and texts that must be refused."""
    texts = {
        "canonical": '{"a":1,"b":[true,null,"é"]}',
        "names out of order": '{"b":1,"a":1}',
        "a space": '{"a": 1}',
        "a name twice": '{"a":1,"a":1}',
        "an integer too large": '{"a":9007199254740992}',
        "NaN": '{"a":NaN}',
        "half a surrogate pair": '{"a":"\\ud800"}',
        "a NUL": '{"a":"\\u0000"}',
        "too deep": '{"a":' + "[" * 24 + "]" * 24 + "}",
    }
    return [
        reading(
            {"name": name, "text": text},
            lambda text=text: canonical.canonical_object(text.encode(), limit=4096),  # type: ignore[misc]
        )
        for name, text in texts.items()
    ]


def documents() -> dict[str, Any]:
    """Return every file of vectors by its name."""
    with counted_randomness():
        return {
            "keys.json": {
                "private": {
                    name: [
                        {**pair.public_jwk(), "d": pair.key.as_dict(private=True)["d"]}
                        for pair in (SIG[name], ENC[name])
                    ]
                    for name in BUREAUS
                }
            },
            "envelopes.json": envelopes(),
            "tokens.json": signed_tokens(),
            "directories.json": directories(),
            "canonical.json": canonical_vectors(),
        }


def main() -> int:
    """Write the files, or with `--check` compare them."""
    stale = 0
    for name, value in documents().items():
        text = json.dumps(value, ensure_ascii=False, indent=1) + "\n"
        if "--check" not in sys.argv:
            (TARGET / name).write_text(text, encoding="utf-8")
        elif (TARGET / name).read_text(encoding="utf-8") != text:
            print(f"{name} is not what tools/wire_vectors.py writes")
            stale = 1
    return stale


if __name__ == "__main__":
    sys.exit(main())
