"""Tokens beside a message: each is read only as itself, from who it names."""

from itertools import permutations

import pytest

from liaison.lib.wire import limits, tokens
from liaison.lib.wire.canonical import JsonValue
from liaison.lib.wire.errors import HeaderRefused, KeyRefused, ShapeRefused
from tests.lib.wire.bureaus import NOW, TOKYO
from tests.lib.wire.statements import KINDS

PAIRS = tuple(permutations(KINDS, 2))


@pytest.mark.parametrize("name", KINDS)
def test_what_was_signed_is_read(name: str) -> None:
    kind = KINDS[name]
    assert kind.read(kind.token) == kind.example


@pytest.mark.parametrize(("offered", "wanted"), PAIRS)
def test_one_kind_never_passes_for_another(offered: str, wanted: str) -> None:
    claims, signer = KINDS[offered].claims, KINDS[wanted].by
    token = tokens.sign(claims, typ=KINDS[offered].typ, by=signer.sig)
    with pytest.raises(HeaderRefused):
        KINDS[wanted].read(token)


@pytest.mark.parametrize(("offered", "wanted"), PAIRS)
def test_the_claims_of_another_kind_do_not_fit(offered: str, wanted: str) -> None:
    signer = KINDS[wanted].by
    token = tokens.sign(KINDS[offered].claims, typ=KINDS[wanted].typ, by=signer.sig)
    with pytest.raises(ShapeRefused):
        KINDS[wanted].read(token)


@pytest.mark.parametrize("name", KINDS)
def test_a_bureau_does_not_speak_in_the_name_of_another(name: str) -> None:
    kind = KINDS[name]
    token = tokens.sign(kind.claims, typ=kind.typ, by=TOKYO.sig)
    # whoever takes Tokyo's word reads nothing that claims to be another's
    with pytest.raises(KeyRefused):
        kind.verify(token, issuer=TOKYO.id, resolve=TOKYO.resolve)
    # and whoever expects the other does not find Tokyo's key there
    with pytest.raises(KeyRefused):
        kind.read(token)


@pytest.mark.parametrize("name", KINDS)
def test_every_field_is_needed_and_no_other_is_known(name: str) -> None:
    kind = KINDS[name]
    for field in kind.claims:
        less = {key: value for key, value in kind.claims.items() if key != field}
        with pytest.raises(ShapeRefused) as caught:
            kind.read(tokens.sign(less, typ=kind.typ, by=kind.by.sig))
        assert caught.value.field == field
    more = {**kind.claims, "also": 1}
    with pytest.raises(ShapeRefused) as caught:
        kind.read(tokens.sign(more, typ=kind.typ, by=kind.by.sig))
    assert caught.value.field == "also"


CHANGES: dict[str, tuple[str, dict[str, JsonValue]]] = {
    "digest in capitals": ("delivery", {"digest": "AB" * 32}),
    "short digest": ("delivery", {"digest": "ab" * 31}),
    "digest with a line break": ("delivery", {"digest": "ab" * 31 + "a\n"}),
    "channel from zero": ("delivery", {"channel_seq": 0}),
    "channel that is a text": ("delivery", {"channel_seq": "7"}),
    "no digest before": ("delivery", {"prev": ""}),
    "to nobody": ("delivery", {"to": ""}),
    "to several": ("delivery", {"to": ["seoul"]}),
    "checkpoint that is missing": ("delivery", {"checkpoint": None}),
    "checkpoint over its limit": ("delivery", {"checkpoint": "x" * 2001}),
    "checkpoint with a terminal's escape": ("delivery", {"checkpoint": "\x1b[2J"}),
    "sent in the year 10000": ("delivery", {"sent_at": limits.MOMENT + 1}),
    "the sender's own word": ("receipt", {"state": "accepted"}),
    "the clock's own word": ("receipt", {"state": "undeliverable"}),
    "an unknown state": ("receipt", {"state": "STORED"}),
    "a state that is a list": ("receipt", {"state": ["stored"]}),
    "a reason over its limit": ("receipt", {"reason": "x" * (limits.REASON_CHARACTERS + 1)}),
    "a place before the log": ("receipt", {"log_index": -2}),
    "a moment with a fraction": ("receipt", {"at": NOW + 0.5}),
    "jti that is no UUID": ("receipt", {"jti": "x" * 36}),
    "claims that are a list": ("statement", {"claims": []}),
    "claims that are missing": ("statement", {"claims": None}),
    "a kind with spaces": ("statement", {"kind": "records erasure"}),
    "at no moment": ("statement", {"at": None}),
    "a part beyond all": ("label", {"part": limits.PARTS}),
    "a part before all": ("label", {"part": -1}),
    "larger than any part": ("label", {"size": limits.SEALED_PART_BYTES + 1}),
    "a part of nothing": ("label", {"size": 0}),
    "an address that is a path": ("label", {"address": "../" * 21 + "x"}),
    "an end after all time": ("label", {"exp": limits.MOMENT + 1}),
    "a message's state of a part": ("part receipt", {"state": "stored"}),
    "a relay's word of a part": ("part receipt", {"state": "relayed"}),
    "a part's state that is a list": ("part receipt", {"state": ["held"]}),
    "a reason that is a novel": ("part receipt", {"reason": "x" * 61}),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_field_out_of_its_limits_is_refused(name: str) -> None:
    which, changes = CHANGES[name]
    kind = KINDS[which]
    token = tokens.sign({**kind.claims, **changes}, typ=kind.typ, by=kind.by.sig)
    with pytest.raises(ShapeRefused) as caught:
        kind.read(token)
    assert caught.value.field in changes
