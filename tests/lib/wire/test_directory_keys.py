"""Keys in the directory: good from a moment, to a moment, for one use, until revoked."""

import pytest

from liaison.lib.wire.entry import Entry, parse_entry
from liaison.lib.wire.errors import KeyRefused
from tests.lib.wire.bureaus import BEIJING, BODY, NOW, SEOUL, key_pair, open_at, seal
from tests.lib.wire.houses import entry, key

NEXT = key_pair("seoul enc, next quarter", "enc")


def seoul(*, nbf: int = NOW - 10, exp: int = NOW + 10, revoked_at: int | None = None) -> Entry:
    """Return Seoul's entry with a signing key of that life."""
    made = entry(SEOUL)
    made["keys"][0].update(nbf=nbf, exp=exp, revoked_at=revoked_at)
    return parse_entry(made)


GOOD: dict[str, Entry] = {
    "from its first second": seoul(nbf=NOW),
    "to its last second": seoul(exp=NOW + 1),
    "until it is revoked": seoul(revoked_at=NOW + 1),
}
NOT_GOOD: dict[str, Entry] = {
    "not yet valid": seoul(nbf=NOW + 1),
    "expired": seoul(exp=NOW),
    "revoked": seoul(revoked_at=NOW),
    "revoked long ago": seoul(revoked_at=0),
}


@pytest.mark.parametrize("name", GOOD)
def test_a_key_is_good(name: str) -> None:
    assert GOOD[name].signing_key(SEOUL.sig.kid, now=NOW).thumbprint() == SEOUL.sig.kid


@pytest.mark.parametrize("name", NOT_GOOD)
def test_a_key_is_not_good(name: str) -> None:
    with pytest.raises(KeyRefused):
        NOT_GOOD[name].signing_key(SEOUL.sig.kid, now=NOW)


def test_an_encryption_key_does_not_sign() -> None:
    with pytest.raises(KeyRefused):
        seoul().signing_key(SEOUL.enc.kid, now=NOW)


def test_a_key_of_another_bureau_is_unknown() -> None:
    with pytest.raises(KeyRefused):
        seoul().signing_key(BEIJING.sig.kid, now=NOW)


def test_a_message_signed_by_a_revoked_key_does_not_open() -> None:
    made = entry(BEIJING)
    made["keys"][0]["revoked_at"] = NOW
    sender = parse_entry(made)
    sealed = seal()

    opened = open_at(SEOUL, sealed.data, lambda _, kid: sender.signing_key(kid, now=NOW - 1))
    assert opened.body == BODY
    with pytest.raises(KeyRefused):
        open_at(SEOUL, sealed.data, lambda _, kid: sender.signing_key(kid, now=NOW))


def test_others_seal_to_the_newest_key_that_is_good() -> None:
    made = entry(SEOUL)
    made["keys"].append(key(NEXT, nbf=NOW + 5))
    found = parse_entry(made)

    assert found.encryption_key(now=NOW).kid == SEOUL.enc.kid
    assert found.encryption_key(now=NOW + 5).kid == NEXT.kid


def test_nobody_seals_to_a_revoked_key() -> None:
    made = entry(SEOUL)
    made["keys"][1]["revoked_at"] = NOW
    with pytest.raises(KeyRefused):
        parse_entry(made).encryption_key(now=NOW)
