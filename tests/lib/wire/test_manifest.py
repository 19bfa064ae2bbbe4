"""The manifest: what was signed is what is read, and every field has its limits."""

import uuid
from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison.lib.wire import canonical, limits
from liaison.lib.wire.canonical import JsonValue
from liaison.lib.wire.errors import (
    Expired,
    FromTheFuture,
    NotForUs,
    ShapeRefused,
    TooLarge,
    WireRefusal,
)
from liaison.lib.wire.manifest import (
    Addressee,
    Manifest,
    Role,
    Urgency,
    check,
    check_addressed,
    check_times,
    parse,
)
from tests.lib.wire.bureaus import MANIFEST, NOW

SIGNED = replace(MANIFEST, content_commitment="A" * 43)
IDS = st.from_regex(r"[a-z][a-z0-9-]{0,20}(/[a-z0-9-]{1,20}){0,2}", fullmatch=True)
WORDS = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=60)
ADDRESSEES = st.lists(
    st.builds(Addressee, IDS, st.sampled_from(get_args(Role))),
    min_size=1,
    max_size=8,
    unique_by=lambda addressee: addressee.organisation,
)


@st.composite
def manifests(draw: st.DrawFn) -> Manifest:
    """Draw any manifest within the limits."""
    issued = draw(st.integers(0, limits.MOMENT - limits.LIFE_SECONDS))
    return Manifest(
        iss=draw(IDS),
        aud=tuple(draw(ADDRESSEES)),
        jti=draw(st.uuids()),
        iat=issued,
        exp=issued + draw(st.integers(1, limits.LIFE_SECONDS)),
        thread=draw(st.uuids()),
        in_reply_to=draw(st.none() | st.uuids()),
        kind=draw(st.from_regex(r"[a-z_]{2,30}\.[a-z_]{2,29}", fullmatch=True)),
        form=draw(WORDS),
        urgency=draw(st.sampled_from(get_args(Urgency))),
        purpose=draw(WORDS),
        legal_basis=draw(WORDS | st.just("")),
        handling=tuple(draw(st.lists(WORDS, max_size=limits.HANDLING_CODES))),
        dir_ver=draw(st.integers(0, limits.JSON_INTEGER)),
        content_commitment=draw(st.from_regex(r"[A-Za-z0-9_-]{43}", fullmatch=True)),
    )


@given(manifests())
def test_what_was_written_is_read(manifest: Manifest) -> None:
    check(manifest)
    written = canonical.encode(manifest.claims())
    assert parse(canonical.canonical_object(written, limit=limits.MANIFEST_BYTES)) == manifest


def addressees(*names: str) -> JsonValue:
    """Return the aud of these organisations."""
    return [{"org": name, "role": "action"} for name in names]


REFUSED: dict[str, dict[str, JsonValue]] = {
    "another profile": {"typ": "liaison-manifest/2"},
    "an id in capitals": {"iss": "Beijing"},
    "an id with a path upwards": {"iss": "beijing/../seoul"},
    "an id four levels deep": {"iss": "a/b/c/d"},
    "an id with a line break": {"iss": "beijing\n"},
    "nobody addressed": {"aud": []},
    "aud that is a text": {"aud": "seoul"},
    "an organisation twice": {"aud": addressees("seoul", "seoul")},
    "201 addressees": {"aud": addressees(*(f"b{n}" for n in range(limits.ADDRESSEES + 1)))},
    "an unknown role": {"aud": [{"org": "seoul", "role": "bcc"}]},
    "a role that is a list": {"aud": [{"org": "seoul", "role": ["action"]}]},
    "a field more in aud": {"aud": [{"org": "seoul", "role": "action", "key": "x"}]},
    "jti in capitals": {"jti": str(uuid.UUID(int=2**128 - 1)).upper()},
    "jti in braces": {"jti": "{0197f000-0000-7000-8000-00000000000}"},
    "jti that is a number": {"jti": 1},
    "no end": {"exp": None},
    "an end before the start": {"exp": NOW},
    "a life of 30 days and a second": {"exp": NOW + limits.LIFE_SECONDS + 1},
    "a start in the year 10000": {"iat": limits.MOMENT + 1, "exp": limits.MOMENT + 2},
    "a start before 1970": {"iat": -1},
    "a start that is true": {"iat": True},
    "a kind without a room": {"kind": "withdraw"},
    "a kind with a path": {"kind": "records.__class__.x"},
    "an unknown urgency": {"urgency": "flash"},
    "urgency that is a list": {"urgency": ["normal"]},
    "no purpose": {"purpose": ""},
    "a purpose with a line break": {"purpose": "a\nb"},
    "a purpose over its limit": {"purpose": "x" * (limits.WORDS_CHARACTERS + 1)},
    "17 handling codes": {"handling": ["x"] * (limits.HANDLING_CODES + 1)},
    "a handling code that is a number": {"handling": [1]},
    "a directory version below zero": {"dir_ver": -1},
    "a part": {"parts": [{}]},
    "a commitment that is too short": {"content_commitment": "A" * 42},
    "a commitment that is not ASCII": {"content_commitment": "é" * 43},
    "an unknown field": {"bcc": "tokyo"},
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_field_out_of_its_limits_is_refused(name: str) -> None:
    with pytest.raises(ShapeRefused):
        parse({**SIGNED.claims(), **REFUSED[name]})


@pytest.mark.parametrize("name", SIGNED.claims())
def test_a_missing_field_is_refused(name: str) -> None:
    claims = {key: value for key, value in SIGNED.claims().items() if key != name}
    with pytest.raises(ShapeRefused) as caught:
        parse(claims)
    assert caught.value.field == name


def test_a_manifest_over_its_size_is_refused_before_sealing() -> None:
    many = tuple(
        Addressee(f"b{number:03}{'x' * 56}/{'y' * 60}", "action")
        for number in range(limits.ADDRESSEES)
    )
    with pytest.raises(TooLarge):
        check(replace(SIGNED, aud=many, purpose="目" * 200, handling=("级" * 60,) * 16))


MOMENTS: dict[str, tuple[int, type[WireRefusal] | None]] = {
    "five minutes before it was issued": (NOW - limits.FUTURE_SECONDS, None),
    "a second earlier still": (NOW - limits.FUTURE_SECONDS - 1, FromTheFuture),
    "the last second": (MANIFEST.exp - 1, None),
    "the end": (MANIFEST.exp, Expired),
    "a year later": (MANIFEST.exp + 31_536_000, Expired),
}


@pytest.mark.parametrize("name", MOMENTS)
def test_a_message_has_its_time(name: str) -> None:
    now, refusal = MOMENTS[name]
    if refusal is None:
        check_times(SIGNED, now=now)
        return
    with pytest.raises(refusal):
        check_times(SIGNED, now=now)


def test_only_sender_and_addressees_are_meant() -> None:
    check_addressed(SIGNED, "seoul")
    check_addressed(SIGNED, "beijing")
    for stranger in ("tokyo", "seoul/incheon-airport", ""):
        with pytest.raises(NotForUs):
            check_addressed(SIGNED, stranger)
