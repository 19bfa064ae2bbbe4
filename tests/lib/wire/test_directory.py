"""The trust directory: whose word it is, that it never goes back, and what it may not say."""

import hashlib
from collections.abc import Callable
from typing import Any

import pytest

from liaison.lib.wire import directory, limits, tokens
from liaison.lib.wire.directory import Freshness
from liaison.lib.wire.errors import (
    DirectoryRefused,
    HeaderRefused,
    KeyRefused,
    ShapeRefused,
    SignatureRefused,
    WireRefusal,
)
from tests.lib.wire.bureaus import BEIJING, NOW, SEOUL, TOKYO
from tests.lib.wire.houses import INCHEON, ROOT, ROOTS, claims, entry, key, verify

Claims = dict[str, Any]


def test_a_directory_is_read_as_it_was_signed() -> None:
    found = verify(directory.sign(claims(), by=ROOT))

    assert list(found.entries) == [BEIJING.id, SEOUL.id, INCHEON.id]
    assert (found.version, found.issued_at) == (4, NOW)
    seoul = found.entry(SEOUL.id)
    assert seoul.signing_key(SEOUL.sig.kid, now=NOW).thumbprint() == SEOUL.sig.kid
    assert seoul.encryption_key(now=NOW).kid == SEOUL.enc.kid
    pin = hashlib.sha256(b"certificate of seoul").hexdigest()
    assert seoul.tls_pins == (pin,)
    assert found.by_pin(pin) is seoul
    assert found.by_pin("0" * 64) is None
    assert found.entry(INCHEON.id).parent == SEOUL.id


def test_an_organisation_it_does_not_know() -> None:
    with pytest.raises(KeyRefused):
        verify(directory.sign(claims(), by=ROOT)).entry(TOKYO.id)


def signed(**changes: object) -> str:
    """Return a directory signed by the root."""
    return directory.sign(claims(**changes), by=ROOT)


WORDS: dict[str, tuple[Callable[[], str], type[WireRefusal]]] = {
    "rollback": (lambda: signed(version=3), DirectoryRefused),
    "signed by a bureau": (lambda: directory.sign(claims(), by=BEIJING.sig), DirectoryRefused),
    "signed by a bureau under the root's name": (
        lambda: ".".join(
            (signed().split(".")[0], *directory.sign(claims(), by=BEIJING.sig).split(".")[1:])
        ),
        SignatureRefused,
    ),
    "a statement with the claims of a directory": (
        lambda: tokens.sign(claims(), typ="liaison-statement+jws", by=ROOT),
        HeaderRefused,
    ),
    "issued in the future": (
        lambda: signed(issued_at=NOW + limits.FUTURE_SECONDS + 1),
        DirectoryRefused,
    ),
}


@pytest.mark.parametrize("name", WORDS)
def test_a_directory_not_to_be_trusted_is_refused(name: str) -> None:
    build, refusal = WORDS[name]
    with pytest.raises(refusal):
        verify(build(), trusted_version=4)


def test_the_same_version_again_is_read() -> None:
    assert verify(signed(), trusted_version=4).version == 4


def test_a_node_without_roots_trusts_nobody() -> None:
    with pytest.raises(DirectoryRefused):
        directory.verify(signed(), roots={}, trusted_version=0, now=NOW)
    assert list(ROOTS) == [ROOT.kid]


AGES = {
    "issued now": (0, Freshness.FRESH),
    "the last second": (24 * 3600 - 1, Freshness.FRESH),
    "its end": (24 * 3600, Freshness.GRACE),
    "the last second of grace": (24 * 3600 + directory.GRACE_SECONDS - 1, Freshness.GRACE),
    "the end of grace": (24 * 3600 + directory.GRACE_SECONDS, Freshness.ENDED),
}


@pytest.mark.parametrize("name", AGES)
def test_a_directory_ages(name: str) -> None:
    age, freshness = AGES[name]
    assert verify(signed()).freshness(NOW + age) is freshness


def organisations(change: Callable[[Claims], object]) -> Claims:
    """Return claims with Seoul's entry changed."""
    made = claims()
    change(made["organisations"][1])
    return made


def with_more(*entries: Claims) -> Claims:
    """Return claims with more organisations."""
    return claims(organisations=[*claims()["organisations"], *entries])


SPOILT: dict[str, Callable[[], Claims]] = {
    "version nought": lambda: claims(version=0),
    "organisations that are an object": lambda: claims(organisations={}),
    "an organisation that is a text": lambda: claims(organisations=["seoul"]),
    "more organisations than the world has": lambda: claims(organisations=[{}] * 2001),
    "an end in the year 10000": lambda: claims(expires_at=limits.MOMENT + 1),
    "an id twice": lambda: with_more(entry(SEOUL)),
    "a pin twice": lambda: with_more(
        {**entry(TOKYO), "certificates": entry(SEOUL)["certificates"]}
    ),
    "a pin twice in one entry": lambda: organisations(
        lambda e: e.update(certificates=e["certificates"] * 2)
    ),
    "a key twice": lambda: with_more({**entry(TOKYO), "keys": entry(SEOUL)["keys"]}),
    "a child outside its parent": lambda: with_more(entry(TOKYO, parent=SEOUL.id)),
    "a child whose name only begins like its parent's": lambda: with_more(
        {**entry(TOKYO), "id": "seoul-north", "parent": SEOUL.id}
    ),
    "a parent of itself": lambda: organisations(lambda e: e.update(parent=SEOUL.id)),
    "a sub-bureau that vouches": lambda: with_more(
        {**entry(TOKYO), "id": f"{INCHEON.id}/gate", "parent": INCHEON.id}
    ),
    "an endpoint without TLS": lambda: organisations(
        lambda e: e.update(endpoint="http://a.example:1")
    ),
    "an endpoint with a path": lambda: organisations(
        lambda e: e.update(endpoint="https://a.example:1/x")
    ),
    "an endpoint with a user": lambda: organisations(
        lambda e: e.update(endpoint="https://u@a.example:1")
    ),
    "an endpoint without a port": lambda: organisations(
        lambda e: e.update(endpoint="https://a.example")
    ),
    "an endpoint beyond all ports": lambda: organisations(
        lambda e: e.update(endpoint="https://a.example:65536")
    ),
    "no certificate": lambda: organisations(lambda e: e.update(certificates=[])),
    "a certificate that is no base64": lambda: organisations(
        lambda e: e.update(certificates=["-_-_"])
    ),
    "no encryption key": lambda: organisations(lambda e: e.update(keys=e["keys"][:1])),
    "two signing keys and none to seal to": lambda: organisations(
        lambda e: e.update(keys=[e["keys"][0], key(TOKYO.sig)])
    ),
    "a private key": lambda: organisations(
        lambda e: e["keys"][0].update(SEOUL.sig.key.as_dict(private=True))
    ),
    "an encryption key named a signing key": lambda: organisations(
        lambda e: e["keys"][1].update(use="sig")
    ),
    "a key for everything": lambda: organisations(lambda e: e["keys"][1].update(use="any")),
    "a key under another's name": lambda: organisations(
        lambda e: e["keys"][0].update(kid=TOKYO.sig.kid)
    ),
    "a key of 31 bytes": lambda: organisations(lambda e: e["keys"][0].update(x="A" * 42)),
    "a log key that is none": lambda: organisations(lambda e: e.update(log_key="log")),
    "a field more": lambda: organisations(lambda e: e.update(motto="")),
}


@pytest.mark.parametrize("name", SPOILT)
def test_a_directory_may_not_say_everything(name: str) -> None:
    spoilt = SPOILT[name]()
    with pytest.raises(ShapeRefused):
        directory.parse(spoilt)
    with pytest.raises(ShapeRefused):
        directory.sign(spoilt, by=ROOT)
