"""A trust directory of three bureaus and a sub-bureau, as claims that a test may spoil."""

import base64
from typing import Any

from liaison.lib.wire import delegation, directory
from liaison.lib.wire.directory import Directory
from liaison.lib.wire.keys import KeyPair
from tests.lib.wire.bureaus import BEIJING, NOW, SEOUL, Bureau, bureau, key_pair

ROOT = key_pair("root", "sig")
ROOTS = {ROOT.kid: ROOT.key}
YEAR = 365 * 24 * 3600
INCHEON = bureau("seoul/incheon-airport")


def key(pair: KeyPair, *, nbf: int = NOW - 10, exp: int = NOW + YEAR) -> dict[str, Any]:
    """Return a key as the directory publishes it."""
    return {**pair.public_jwk(), "nbf": nbf, "exp": exp, "revoked_at": None}


def delegated(subject: Bureau, *, by: Bureau, **changes: Any) -> str:  # noqa: ANN401
    """Return a parent's word for its sub-bureau; other names change it."""
    said: dict[str, Any] = {"scope": ["all"], "nbf": NOW - 10, "exp": NOW + YEAR, "at": NOW - 10}
    return delegation.give(parent=by.id, subject=subject.id, by=by.sig, **said | changes)


def entry(found: Bureau, *, parent: str = "", **changes: object) -> dict[str, Any]:
    """Return the entry of a bureau; other names change or add fields."""
    return {
        "id": found.id,
        "name": f"Bureau of {found.id}",
        "parent": parent,
        "endpoint": "https://liaison.example:8443",
        "certificates": [base64.b64encode(f"certificate of {found.id}".encode()).decode()],
        "keys": [key(found.sig), key(found.enc)],
        "log_key": key_pair(f"{found.id} log", "sig").public_jwk()["x"],
        **changes,
    }


def claims(**changes: object) -> dict[str, Any]:
    """Return the claims of a directory, new each time."""
    made = {
        "version": 4,
        "issued_at": NOW,
        "expires_at": NOW + 24 * 3600,
        "organisations": [
            entry(BEIJING),
            entry(SEOUL),
            entry(INCHEON, parent=SEOUL.id, delegation=delegated(INCHEON, by=SEOUL)),
        ],
    }
    return {**made, **changes}


def verify(token: str, *, trusted_version: int = 0, now: int = NOW) -> Directory:
    """Verify a directory against the one root."""
    return directory.verify(token, roots=ROOTS, trusted_version=trusted_version, now=now)
