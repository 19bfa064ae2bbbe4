"""Attacks on the envelope, each by its name with the refusal it meets."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from liaison.lib.wire import canonical, limits
from liaison.lib.wire.errors import (
    CommitmentRefused,
    DecryptionRefused,
    HeaderRefused,
    HeadersDiffer,
    KeyRefused,
    NotForUs,
    NotJson,
    ShapeRefused,
    SignatureRefused,
    TooLarge,
    WireRefusal,
)
from tests.lib.wire.bureaus import BEIJING, BODY, MANIFEST, SEOUL, TOKYO, open_at, seal
from tests.lib.wire.forgery import b64, compact, peel, protected_of, sign, wrap

SEALED = seal()
INSIDE = peel(SEALED.data)
PROTECTED = protected_of(SEALED.data)
TYP = {"typ": "liaison-msg+jws", "alg": "Ed25519", "kid": BEIJING.sig.kid}


def inside(**changes: canonical.JsonValue) -> bytes:
    """Return the true envelope's content with changes, wrapped again under the true header."""
    return wrap(canonical.encode({**INSIDE, **changes}), PROTECTED)


def outside(**changes: canonical.JsonValue) -> bytes:
    """Return the true content wrapped under a protected header with changes."""
    return wrap(canonical.encode(INSIDE), {**PROTECTED, **changes})


def signed(header: object = TYP, **changes: canonical.JsonValue) -> bytes:
    """Return an envelope whose manifest was changed before it was truly signed."""
    claims = canonical.encode({**SEALED.manifest.claims(), **changes})
    return inside(jws=sign(claims, header=header, by=BEIJING.sig))


def oversized_manifest() -> bytes:
    """Return an envelope with a signed manifest of more than 32 KiB, under the JWS limit."""
    aud = [
        {"org": f"b{number:03}{'x' * 55}/{'y' * 60}", "role": "action"}
        for number in range(limits.ADDRESSEES)
    ]
    return signed(aud=aud, purpose="目" * 200, handling=["级" * 60] * 16)


ATTACKS: dict[str, tuple[Callable[[], bytes], type[WireRefusal]]] = {
    # surreptitious forwarding: a foreign signed manifest in an envelope of one's own
    "wrapped again for a bureau not addressed": (
        lambda: wrap(canonical.encode(INSIDE), PROTECTED, to=(TOKYO, SEOUL)),
        NotForUs,
    ),
    "wrapped again with that bureau as aud": (lambda: outside(aud=["tokyo"]), HeadersDiffer),
    "wrapped again with one more aud": (lambda: outside(aud=["seoul", "tokyo"]), HeadersDiffer),
    "wrapped again in the wrapper's name": (lambda: outside(iss="tokyo"), KeyRefused),
    "wrapped again in an unknown name": (lambda: outside(iss="atlantis"), KeyRefused),
    "wrapped again with another jti": (
        lambda: outside(jti="0197f000-0000-7000-8000-000000000002"),
        HeadersDiffer,
    ),
    "wrapped again with a longer life": (lambda: outside(exp=MANIFEST.exp + 1), HeadersDiffer),
    # the outer header
    "enc of another strength": (
        lambda: inside().replace(
            b64(canonical.encode(PROTECTED)).encode(),
            b64(canonical.encode({**PROTECTED, "enc": "A128GCM"})).encode(),
        ),
        HeaderRefused,
    ),
    "compression": (lambda: outside(zip="DEF"), HeaderRefused),
    "unknown crit outside": (lambda: outside(crit=["exp"]), HeaderRefused),
    "another typ outside": (lambda: outside(typ="liaison-receipt+jws"), HeaderRefused),
    "exp left out": (
        lambda: wrap(canonical.encode(INSIDE), {k: v for k, v in PROTECTED.items() if k != "exp"}),
        HeaderRefused,
    ),
    "the same header in another spelling": (
        lambda: wrap(canonical.encode(INSIDE), compact(dict(reversed(PROTECTED.items())))),
        NotJson,
    ),
    # the content
    "body exchanged without opening the commitment": (
        lambda: inside(body={**BODY, "count": 4}),
        CommitmentRefused,
    ),
    "salt exchanged": (lambda: inside(salt=b64(bytes(32))), CommitmentRefused),
    "short salt": (lambda: inside(salt=b64(bytes(31))), ShapeRefused),
    "salt that is no base64url": (lambda: inside(salt="+" * 43), ShapeRefused),
    "body over its limit": (lambda: inside(body={"a": "x" * limits.BODY_BYTES}), ShapeRefused),
    "body that is a list": (lambda: inside(body=[]), ShapeRefused),
    "parts that profile 1 does not know": (lambda: inside(parts=[{}]), ShapeRefused),
    "a field more": (lambda: inside(bcc="tokyo"), ShapeRefused),
    "content that is no JSON": (lambda: wrap(b"\xff\xfe", PROTECTED), NotJson),
    "content that is not canonical": (lambda: wrap(compact(INSIDE), PROTECTED), NotJson),
    "empty content": (lambda: wrap(b" ", PROTECTED), NotJson),
    # the signed manifest
    "signature of another bureau's key": (
        lambda: inside(
            jws=sign(
                canonical.encode(SEALED.manifest.claims()),
                header={**TYP, "kid": TOKYO.sig.kid},
                by=TOKYO.sig,
            )
        ),
        KeyRefused,
    ),
    "another bureau's signature under the true name": (
        lambda: inside(
            jws=sign(canonical.encode(SEALED.manifest.claims()), header=TYP, by=TOKYO.sig)
        ),
        SignatureRefused,
    ),
    "manifest that is not canonical": (
        lambda: inside(
            jws=sign(compact({**SEALED.manifest.claims()}), header=TYP, by=BEIJING.sig)
        ),
        NotJson,
    ),
    "manifest of more than 32 KiB": (oversized_manifest, TooLarge),
    "commitment that is not ASCII": (lambda: signed(content_commitment="é" * 43), ShapeRefused),
    "an aud named twice": (
        lambda: signed(aud=[{"org": "seoul", "role": "action"}, {"org": "seoul", "role": "info"}]),
        ShapeRefused,
    ),
    "signed receipt in place of the manifest": (
        lambda: signed({**TYP, "typ": "liaison-receipt+jws"}),
        HeaderRefused,
    ),
}


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_meets_its_refusal(name: str) -> None:
    build, refusal = ATTACKS[name]
    reader = TOKYO if refusal is NotForUs else SEOUL
    with pytest.raises(refusal) as caught:
        open_at(reader, build())
    assert type(caught.value) is refusal


def test_the_forger_builds_what_opens_when_nothing_is_changed() -> None:
    assert open_at(SEOUL, inside()).body == BODY
    assert open_at(SEOUL, signed()).manifest == SEALED.manifest


def test_sealed_to_somebody_else() -> None:
    with pytest.raises(NotForUs):
        open_at(TOKYO, SEALED.data)


def test_a_recipient_entry_that_bears_our_name_but_was_sealed_to_another() -> None:
    data = SEALED.data.replace(BEIJING.enc.kid.encode(), TOKYO.enc.kid.encode())
    with pytest.raises(DecryptionRefused):
        open_at(TOKYO, data)


def test_an_encryption_key_does_not_verify() -> None:
    claims = replace(MANIFEST, content_commitment=SEALED.manifest.content_commitment)
    assert claims == SEALED.manifest
    with pytest.raises(SignatureRefused):
        open_at(SEOUL, SEALED.data, lambda _issuer, _kid: BEIJING.enc.key)
