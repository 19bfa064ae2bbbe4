"""Sealing and opening: what goes in comes out, for every reader, and no sealed byte is wasted."""

import hashlib
from dataclasses import replace

import pytest

from liaison.lib.wire import canonical, limits
from liaison.lib.wire.canonical import JsonObject
from liaison.lib.wire.envelope import RecipientKey, commitment, opens, unseal
from liaison.lib.wire.envelope import seal as seal_for
from liaison.lib.wire.errors import NotJson, ShapeRefused, TooLarge, WireRefusal
from liaison.lib.wire.keys import KeyRing, public_key
from liaison.lib.wire.manifest import Addressee, Manifest
from tests.lib.wire.bureaus import (
    BEIJING,
    BODY,
    MANIFEST,
    SALT,
    SEOUL,
    TOKYO,
    bureau,
    key_pair,
    open_at,
    resolve,
    seal,
)


def nested(depth: int) -> JsonObject:
    """Return an object that many levels deep."""
    found: JsonObject = {}
    for _ in range(depth):
        found = {"a": found}
    return found


def test_an_addressee_opens_what_was_sealed() -> None:
    sealed = seal()

    opened = open_at(SEOUL, sealed.data)

    assert opened.manifest == sealed.manifest
    assert opened.body == BODY
    assert opened.salt == SALT
    assert opened.jws == sealed.jws
    assert opened.kid == BEIJING.sig.kid
    assert opened.digest == sealed.digest == hashlib.sha256(sealed.data).hexdigest()


def test_the_sender_opens_its_archive() -> None:
    assert open_at(BEIJING, seal().data).body == BODY


def test_the_manifest_holds_the_commitment_and_not_the_content() -> None:
    sealed = seal()

    assert sealed.manifest == replace(
        MANIFEST, content_commitment=commitment(SALT, canonical.encode(BODY))
    )
    assert opens(sealed.manifest, salt=SALT, body=BODY)
    assert not opens(sealed.manifest, salt=bytes(32), body=BODY)
    assert not opens(sealed.manifest, salt=SALT, body={**BODY, "count": 4})


def test_an_older_key_of_the_ring_still_opens() -> None:
    ring = KeyRing((SEOUL.enc, key_pair("seoul, next quarter", "enc")))

    opened = unseal(seal().data, own=SEOUL.id, keys=ring, resolve=resolve)

    assert ring.newest != SEOUL.enc
    assert opened.body == BODY


def test_two_hundred_addressees_with_long_names_and_a_full_body() -> None:
    readers = [bureau(f"bureau-{number:03}-" + "x" * 40) for number in range(limits.ADDRESSEES)]
    aud = tuple(Addressee(reader.id, "info") for reader in readers)
    body: JsonObject = {"words": "y" * (limits.BODY_BYTES - 12)}

    sealed = seal(replace(MANIFEST, aud=aud), body, to=readers)

    assert len(sealed.data) <= limits.SEALED_BYTES
    assert open_at(readers[-1], sealed.data).manifest.aud == aud
    assert open_at(BEIJING, sealed.data).body == body


LOW_ORDER = public_key({"kty": "OKP", "crv": "X25519", "x": "A" * 43}, use="enc")
REFUSED: dict[str, tuple[Manifest, JsonObject, bytes, list[RecipientKey], type[WireRefusal]]] = {
    "a short salt": (MANIFEST, BODY, SALT[:31], [SEOUL.recipient], ShapeRefused),
    "a body over its limit": (
        MANIFEST,
        {"a": "x" * limits.BODY_BYTES},
        SALT,
        [SEOUL.recipient],
        TooLarge,
    ),
    "a body deeper than is read": (MANIFEST, nested(24), SALT, [SEOUL.recipient], TooLarge),
    "a body deeper than can be written": (
        MANIFEST,
        nested(5000),
        SALT,
        [SEOUL.recipient],
        TooLarge,
    ),
    "half a surrogate pair": (MANIFEST, {"a": "\ud800"}, SALT, [SEOUL.recipient], NotJson),
    "a NUL": (MANIFEST, {"a": "\0"}, SALT, [SEOUL.recipient], NotJson),
    "not a number": (MANIFEST, {"a": float("nan")}, SALT, [SEOUL.recipient], NotJson),
    "an integer that readers disagree about": (
        MANIFEST,
        {"a": 2**53},
        SALT,
        [SEOUL.recipient],
        NotJson,
    ),
    "nobody to read it": (MANIFEST, BODY, SALT, [], ShapeRefused),
    "202 recipients": (MANIFEST, BODY, SALT, [SEOUL.recipient] * 202, ShapeRefused),
    "a signing key to seal to": (
        MANIFEST,
        BODY,
        SALT,
        [RecipientKey(TOKYO.sig.kid, TOKYO.sig.key)],
        ShapeRefused,
    ),
    "a point of low order to seal to": (
        MANIFEST,
        BODY,
        SALT,
        [RecipientKey("low", LOW_ORDER)],
        ShapeRefused,
    ),
    "no addressee": (replace(MANIFEST, aud=()), BODY, SALT, [SEOUL.recipient], ShapeRefused),
    "a manifest over 32 KiB": (
        replace(
            MANIFEST,
            aud=tuple(
                Addressee(f"b{number:03}{'x' * 56}/{'y' * 56}/zz", "action")
                for number in range(limits.ADDRESSEES)
            ),
            purpose="目" * 200,
            legal_basis="的" * 200,
            handling=("级" * 60,) * 16,
        ),
        BODY,
        SALT,
        [SEOUL.recipient],
        TooLarge,
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_nothing_is_sealed_that_nobody_could_read(name: str) -> None:
    manifest, body, salt, recipients, refusal = REFUSED[name]
    with pytest.raises(refusal):
        seal_for(manifest, body, salt=salt, by=BEIJING.sig, recipients=recipients)
