"""An envelope altered on the way: wherever a character is changed, nothing opens."""

import json
from typing import Any

import pytest

from liaison.lib.wire import limits
from liaison.lib.wire.errors import (
    DecryptionRefused,
    HeaderRefused,
    NotForUs,
    NotJson,
    ShapeRefused,
    TooLarge,
    WireRefusal,
)
from tests.lib.wire.bureaus import BODY, SEOUL, TOKYO, open_at, seal
from tests.lib.wire.forgery import b64, unb64

DATA = seal(to=(SEOUL, TOKYO)).data
STEP = 7
OTHERS = {"A": "B", "_": "-"}


def envelope() -> dict[str, Any]:
    """Return the envelope as JSON, new each time."""
    found: dict[str, Any] = json.loads(DATA)
    return found


def packed(value: object) -> bytes:
    """Return JSON bytes of any shape, surrogates and infinities included."""
    return json.dumps(value).encode()


def altered(text: str, position: int) -> str:
    """Return base64url with one character exchanged."""
    return text[:position] + OTHERS.get(text[position], "A") + text[position + 1 :]


@pytest.mark.parametrize("name", ["protected", "iv", "ciphertext", "tag"])
def test_a_changed_character_opens_nothing(name: str) -> None:
    text = envelope()[name]
    for position in {*range(0, len(text), STEP), len(text) - 1}:
        with pytest.raises(WireRefusal):
            open_at(SEOUL, packed({**envelope(), name: altered(text, position)}))


@pytest.mark.parametrize("name", ["iv", "ciphertext", "tag"])
def test_a_changed_bit_opens_nothing(name: str) -> None:
    raw = unb64(envelope()[name])
    for position in range(0, len(raw), STEP):
        changed = bytearray(raw)
        changed[position] ^= 1
        with pytest.raises(DecryptionRefused):
            open_at(SEOUL, packed({**envelope(), name: b64(bytes(changed))}))


def test_a_changed_recipient_entry_opens_nothing() -> None:
    fresh = envelope()
    entry = fresh["recipients"][0]
    for holder, name in ((entry, "encrypted_key"), (entry["header"]["epk"], "x")):
        text = holder[name]
        for position in range(len(text)):
            holder[name] = altered(text, position)
            with pytest.raises(WireRefusal):
                open_at(SEOUL, packed(fresh))
        holder[name] = text
    assert open_at(SEOUL, packed(fresh)).body == BODY


def cut(name: str, length: int) -> dict[str, Any]:
    """Return the envelope with a field cut to some bytes."""
    return {**envelope(), name: b64(unb64(envelope()[name])[:length])}


def with_entry(**changes: object) -> dict[str, Any]:
    """Return the envelope with changes in our recipient entry's header."""
    found = envelope()
    found["recipients"][0]["header"].update(changes)
    return found


def swapped() -> dict[str, Any]:
    """Return the envelope with the content keys of two recipients exchanged."""
    found = envelope()
    first, second = found["recipients"][:2]
    first["encrypted_key"], second["encrypted_key"] = (
        second["encrypted_key"],
        first["encrypted_key"],
    )
    return found


ZERO = {"kty": "OKP", "crv": "X25519", "x": "A" * 43}
ALTERATIONS: dict[str, tuple[object, type[WireRefusal]]] = {
    "recipient entries swapped": (swapped(), DecryptionRefused),
    "our entry removed": (
        {**envelope(), "recipients": envelope()["recipients"][1:]},
        NotForUs,
    ),
    "no recipients": ({**envelope(), "recipients": []}, ShapeRefused),
    "202 recipients": ({**envelope(), "recipients": [{}] * 202}, ShapeRefused),
    "tag cut to 96 bits": (cut("tag", 12), DecryptionRefused),
    "no tag": ({**envelope(), "tag": ""}, DecryptionRefused),
    "short iv": (cut("iv", 8), DecryptionRefused),
    "empty ciphertext": ({**envelope(), "ciphertext": ""}, DecryptionRefused),
    "bytes as a list of integers": (
        {**envelope(), "iv": list(envelope()["iv"].encode())},
        ShapeRefused,
    ),
    "key agreement without wrapping": (with_entry(alg="ECDH-ES"), HeaderRefused),
    "another key algorithm": (with_entry(alg="RSA1_5"), HeaderRefused),
    "direct key": (with_entry(alg="dir"), HeaderRefused),
    "unknown crit in the entry": (with_entry(crit=["b64"]), HeaderRefused),
    "a key of the sender's choice": (with_entry(jwk=ZERO), HeaderRefused),
    "agreement info of another": (with_entry(apu="QQ"), HeaderRefused),
    "ephemeral key with its private half": (
        with_entry(epk={**ZERO, "d": "A" * 43}),
        HeaderRefused,
    ),
    "ephemeral key of low order": (with_entry(epk=ZERO), DecryptionRefused),
    "ephemeral key on another curve": (with_entry(epk={**ZERO, "crv": "X448"}), ShapeRefused),
    "an unprotected header": ({**envelope(), "unprotected": {"zip": "DEF"}}, ShapeRefused),
    "additional data": ({**envelope(), "aad": "QQ"}, ShapeRefused),
    "compact form": ("a.b.c.d.e", NotJson),
    "ciphertext over its limit": (
        {**envelope(), "ciphertext": "A" * (limits.CIPHERTEXT_CHARACTERS + 1)},
        TooLarge,
    ),
    "protected header over its limit": ({**envelope(), "protected": "A" * 60_000}, TooLarge),
    "envelope over its limit": ({**envelope(), "iv": "A" * limits.SEALED_BYTES}, TooLarge),
    "protected header that is no base64url": ({**envelope(), "protected": "+/=="}, HeaderRefused),
    "protected header with padding": (
        {**envelope(), "protected": envelope()["protected"] + "="},
        HeaderRefused,
    ),
    "protected header that is a list": ({**envelope(), "protected": b64(b"[]")}, NotJson),
}


@pytest.mark.parametrize("name", ALTERATIONS)
def test_an_alteration_meets_its_refusal(name: str) -> None:
    value, refusal = ALTERATIONS[name]
    with pytest.raises(refusal) as caught:
        open_at(SEOUL, packed(value))
    assert type(caught.value) is refusal
