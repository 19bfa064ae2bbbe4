"""The published vectors are what the code reads and refuses, and what the tool writes."""

import json
import runpy
from pathlib import Path
from typing import Any

import pytest
from joserfc.jwk import OKPKey

from liaison.lib.wire import canonical, delivery, directory, receipt, statement
from liaison.lib.wire.canonical import JsonObject
from liaison.lib.wire.envelope import unseal
from liaison.lib.wire.errors import KeyRefused, WireRefusal
from liaison.lib.wire.keys import KeyRing, load_private, public_key

ROOT = Path(__file__).resolve().parents[3]
FOLDER = ROOT / "tests" / "contract" / "wire"
Vector = dict[str, Any]


def vectors(name: str) -> dict[str, Vector]:
    """Return the vectors of a file by name."""
    found: list[Vector] = json.loads((FOLDER / name).read_text(encoding="utf-8"))
    return {vector["name"]: vector for vector in found}


KEYS: dict[str, list[Vector]] = json.loads((FOLDER / "keys.json").read_text())["private"]
RINGS = {
    (bureau, key["use"]): load_private(json.dumps({"keys": [key]}).encode())
    for bureau, keys in KEYS.items()
    for key in keys
}


def ring(bureau: str, use: str) -> KeyRing:
    """Return a bureau's keys for a use."""
    return RINGS[bureau, use]


def resolve(issuer: str, kid: str) -> OKPKey:
    """Return a bureau's signing key."""
    found = ring(issuer, "sig").find(kid)
    if found is None:
        raise KeyRefused(kid)
    return found.key


def open_envelope(vector: Vector) -> JsonObject:
    """Read an envelope vector."""
    reader = vector["reader"]
    found = unseal(
        vector["sealed"].encode(), own=reader, keys=ring(reader, "enc"), resolve=resolve
    )
    return {
        "manifest": found.manifest.claims(),
        "body": found.body,
        "salt": found.salt.hex(),
        "jws": found.jws,
        "kid": found.kid,
        "digest": found.digest,
    }


def read_token(vector: Vector) -> JsonObject:
    """Read a token vector; what it says is compared through the fields it was parsed into."""
    module: Any = {"delivery": delivery, "receipt": receipt, "statement": statement}[
        vector["kind"]
    ]
    issuer = vector["issuer"]
    found = module.verify(vector["token"], issuer=issuer, resolve=lambda kid: resolve(issuer, kid))
    return {
        name: value if isinstance(value, int | dict) else str(value)
        for name, value in vars(found).items()
    }


def read_directory(vector: Vector) -> JsonObject:
    """Read a directory vector."""
    root = vector["root"]
    found = directory.verify(
        vector["token"],
        roots={root["kid"]: public_key(root, use="sig")},
        trusted_version=vector["trusted_version"],
        now=vector["now"],
    )
    pins = {name: list(entry.tls_pins) for name, entry in found.entries.items()}
    return {"version": found.version, "tls_pins": pins}


def read_canonical(vector: Vector) -> JsonObject:
    """Read a text as canonical JSON."""
    return canonical.canonical_object(vector["text"].encode(), limit=4096)


READERS = {
    "envelopes.json": open_envelope,
    "tokens.json": read_token,
    "directories.json": read_directory,
    "canonical.json": read_canonical,
}
CASES = [(file, name) for file in READERS for name in vectors(file)]


@pytest.mark.parametrize(("file", "name"), CASES)
def test_a_vector_gives_what_it_says(file: str, name: str) -> None:
    vector = vectors(file)[name]
    if "refused" in vector:
        with pytest.raises(WireRefusal) as caught:
            READERS[file](vector)
        assert caught.value.code == vector["refused"]
        return
    assert READERS[file](vector) == vector["expected"]


def test_the_tool_writes_the_same_vectors_again() -> None:
    documents = runpy.run_path(str(ROOT / "tools" / "wire_vectors.py"))["documents"]()

    assert {path.name for path in FOLDER.glob("*.json")} == documents.keys()
    for name, value in documents.items():
        assert json.loads((FOLDER / name).read_text(encoding="utf-8")) == value, name
