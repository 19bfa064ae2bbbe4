"""Keys: named by what they are (RFC 7638), good for one use, and private halves kept apart."""

import json
from typing import Any

import pytest

from liaison.lib.wire.canonical import JsonObject
from liaison.lib.wire.errors import KeyRefused, ShapeRefused, WireRefusal
from liaison.lib.wire.keys import KeyRing, dump_private, generate, load_private, public_key
from tests.lib.wire.bureaus import BEIJING, SEOUL, key_pair

NEXT = key_pair("beijing sig, next year", "sig")


def test_a_key_is_named_by_its_thumbprint() -> None:
    # RFC 8037 appendix A.3
    jwk = {"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}
    assert public_key(jwk, use="sig").thumbprint() == "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"


def test_a_ring_is_read_as_it_was_kept() -> None:
    ring = load_private(dump_private((BEIJING.sig, NEXT)))

    assert [pair.kid for pair in ring.pairs] == [BEIJING.sig.kid, NEXT.kid]
    assert ring.newest.kid == NEXT.kid
    found = ring.find(BEIJING.sig.kid)
    assert found is not None
    assert found.key.as_dict(private=True) == BEIJING.sig.key.as_dict(private=True)
    assert ring.find("nobody") is None


@pytest.mark.parametrize("use", ["sig", "enc"])
def test_the_public_half_holds_nothing_private(use: Any) -> None:  # noqa: ANN401  # a literal
    assert generate(use).public_jwk().keys() == {"kty", "crv", "x", "kid", "use"}


def test_a_ring_is_of_one_use_and_never_empty() -> None:
    for pairs in ((), (BEIJING.sig, BEIJING.enc)):
        with pytest.raises(KeyRefused):
            KeyRing(pairs)


PUBLIC = SEOUL.sig.public_jwk()
PUBLIC_REFUSED: dict[str, JsonObject] = {
    "nothing": {},
    "another key type": {**PUBLIC, "kty": "EC"},
    "another curve": {**PUBLIC, "crv": "Ed448"},
    "the curve of the other use": {**PUBLIC, "crv": "X25519"},
    "a private half": {**PUBLIC, "d": "A" * 43},
    "31 bytes": {**PUBLIC, "x": "A" * 42},
    "33 bytes": {**PUBLIC, "x": "A" * 44},
    "base64 with padding": {**PUBLIC, "x": PUBLIC["x"] + "="},
    "bits after the last byte": {**PUBLIC, "x": "A" * 42 + "B"},
    "a list of integers": {**PUBLIC, "x": [65] * 43},
}


@pytest.mark.parametrize("name", PUBLIC_REFUSED)
def test_what_is_no_public_key_is_refused(name: str) -> None:
    with pytest.raises(ShapeRefused):
        public_key(PUBLIC_REFUSED[name], use="sig")


PRIVATE = json.loads(dump_private((BEIJING.sig,)))["keys"][0]
FILES: dict[str, object] = {
    "no set": [],
    "no keys": {"keys": []},
    "13 keys": {"keys": [PRIVATE] * 13},
    "a key that is a text": {"keys": ["key"]},
    "a public key": {"keys": [{key: PRIVATE[key] for key in PRIVATE if key != "d"}]},
    "a signing key for encryption": {"keys": [{**PRIVATE, "use": "enc"}]},
    "an unknown curve": {"keys": [{**PRIVATE, "crv": "P-256"}]},
    "a key of no use": {"keys": [{**PRIVATE, "d": ""}]},
    "a mixed ring": {"keys": [PRIVATE, json.loads(dump_private((BEIJING.enc,)))["keys"][0]]},
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_no_ring_is_refused(name: str) -> None:
    with pytest.raises(WireRefusal):
        load_private(json.dumps(FILES[name]).encode())
