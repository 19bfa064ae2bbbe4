"""Hostile bytes of every shape end in a refusal of the wire, never in any other exception."""

import contextlib
import copy
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liaison.lib.wire import canonical, directory, limits, manifest, tokens
from liaison.lib.wire.delivery import (
    Batch,
    Carried,
    decode_answers,
    decode_batch,
    decode_pull,
    decode_taken,
    encode_answers,
    encode_batch,
    encode_pull,
)
from liaison.lib.wire.errors import WireRefusal
from liaison.lib.wire.keys import load_private
from liaison.lib.wire.pieces import Piece, PieceAnswer, Told
from tests.lib.wire.bureaus import BEIJING, SEOUL, open_at, seal
from tests.lib.wire.forgery import b64, compact, peel, protected_of, sign, wrap
from tests.lib.wire.houses import ROOT, claims, verify
from tests.lib.wire.statements import KINDS

DATA = seal().data
INSIDE, PROTECTED = peel(DATA), protected_of(DATA)
MESSAGE_HEADER = {"alg": "Ed25519", "kid": BEIJING.sig.kid, "typ": "liaison-msg+jws"}
MANIFEST = seal().manifest.claims()

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(), max_size=20)
    | st.sampled_from(["", "A", "A" * 43, "seoul", "é", "\0", "\ud800", "a\nb", "-1", "1e999"])
    | st.sampled_from([0, -1, 2**53, 2**64, 10**400, 1.5]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["kty", "crv", "x", "d", "alg", "kid", "epk", "org", ""]), inner
        )
    ),
    max_leaves=6,
)


def places(value: object, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Return the path to every node of a JSON value."""
    yield path
    inner: list[Any] = []
    if isinstance(value, dict):
        inner = list(value.items())
    elif isinstance(value, list):
        inner = list(enumerate(value[:3]))
    for name, child in inner:
        yield from places(child, (*path, name))


@st.composite
def mutations(draw: st.DrawFn, value: object) -> object:
    """Draw the value with one or two nodes, at any depth, replaced, added to or removed."""
    changed = copy.deepcopy(value)
    for _ in range(draw(st.integers(1, 2))):
        path = draw(st.sampled_from(list(places(changed))))
        if not path:
            changed = draw(JSON)
            continue
        holder: Any = changed
        for step in path[:-1]:
            holder = holder[step]
        if isinstance(holder, dict) and draw(st.booleans()):
            holder[draw(st.sampled_from(["crit", "zip", "jwk", "apu", "d", "\ud800"]))] = 1
        if draw(st.integers(0, 5)) == 0:
            del holder[path[-1]]
        else:
            holder[path[-1]] = draw(JSON)
    return changed


def written(value: object) -> bytes:
    """Return canonical JSON where there is one, any other spelling where there is none."""
    with contextlib.suppress(WireRefusal):
        return canonical.encode(value)  # type: ignore[arg-type]  # that is the point
    return compact(value)


def with_protected(value: object) -> bytes:
    """Return the envelope with another protected header, not encrypted again."""
    return compact({**json.loads(DATA), "protected": b64(written(value))})


def with_manifest(value: object) -> bytes:
    """Return an envelope with a truly signed manifest of any shape."""
    token = sign(written(value), header=MESSAGE_HEADER, by=BEIJING.sig)
    return wrap(canonical.encode({**INSIDE, "jws": token}), PROTECTED)


def with_header(value: object) -> bytes:
    """Return an envelope with a truly signed manifest under a header of any shape."""
    token = sign(canonical.encode(MANIFEST), header=value, by=BEIJING.sig)
    return wrap(canonical.encode({**INSIDE, "jws": token}), PROTECTED)


def read_parsed(parse: Callable[[Any], object], value: object) -> object:
    """Parse a value as it stands, where strict JSON gave an object."""
    return parse(canonical.decode(written(value), limit=limits.BATCH_BYTES))


BATCH = encode_batch(Batch((Carried(KINDS["delivery"].token, b"{}"),), (KINDS["receipt"].token,)))
JTI = seal().manifest.jti
PIECES = encode_batch(Batch((), (), (Piece(JTI, 1, 0, b"sealed", KINDS["label"].token),)))
ENDED = PieceAnswer(held=6, ended=True, receipt=KINDS["part receipt"].token)
PULL = encode_pull(["0" * 64], [Told(BEIJING.id, JTI, 1, ENDED)])
TAKEN = json.loads(encode_answers([], [ENDED]))
ANSWERS = {"answers": [{"receipt": "", "refused": "wire:shape", "detail": "x"}]}
# what is mutated, and the way it goes in
DOORS: dict[str, tuple[object, Callable[[object], object]]] = {
    "envelope": (json.loads(DATA), lambda value: open_at(SEOUL, compact(value))),
    "protected header": (PROTECTED, lambda value: open_at(SEOUL, with_protected(value))),
    "content": (INSIDE, lambda value: open_at(SEOUL, wrap(written(value), PROTECTED))),
    "manifest": (MANIFEST, lambda value: open_at(SEOUL, with_manifest(value))),
    "signed header": (MESSAGE_HEADER, lambda value: open_at(SEOUL, with_header(value))),
    "manifest alone": (MANIFEST, lambda value: read_parsed(manifest.parse, value)),
    "batch": (json.loads(BATCH), lambda value: decode_batch(compact(value))),
    "pieces": (json.loads(PIECES), lambda value: decode_batch(compact(value))),
    "pull": (json.loads(PULL), lambda value: decode_pull(compact(value))),
    "taken": (TAKEN, lambda value: decode_taken(compact(value))),
    "answers": (ANSWERS, lambda value: decode_answers(compact(value))),
    "directory": (claims(), lambda value: read_parsed(directory.parse, value)),
    "signed directory": (
        claims(),
        lambda value: verify(
            sign(
                written(value),
                header={"alg": "Ed25519", "kid": ROOT.kid, "typ": directory.TYP},
                by=ROOT,
            )
        ),
    ),
    **{
        f"signed {name}": (
            kind.claims,
            lambda value, kind=kind: kind.read(  # type: ignore[misc]  # bound now, not later
                sign(
                    written(value),
                    header={"alg": "Ed25519", "kid": kind.by.sig.kid, "typ": kind.typ},
                    by=kind.by.sig,
                )
            ),
        )
        for name, kind in KINDS.items()
    },
}


@pytest.mark.parametrize("name", DOORS)
def test_every_door_opens_for_what_is_untouched(name: str) -> None:
    """Else the mutations below would be refused for a reason that is none of theirs."""
    value, door = DOORS[name]
    assert door(copy.deepcopy(value)) is not None


@pytest.mark.parametrize("name", DOORS)
@settings(deadline=None)
@given(data=st.data())
def test_any_json_value_in_any_place(name: str, data: st.DataObject) -> None:
    value, door = DOORS[name]
    with contextlib.suppress(WireRefusal):
        door(data.draw(mutations(value)))


READERS: dict[str, Callable[[bytes], object]] = {
    "unseal": lambda data: open_at(SEOUL, data),
    "decode_batch": decode_batch,
    "decode_pull": decode_pull,
    "decode_taken": decode_taken,
    "decode_answers": decode_answers,
    "load_private": load_private,
    "decode": lambda data: canonical.decode(data, limit=1000),
    "directory": lambda data: verify(data.decode("latin-1")),
    "token": lambda data: tokens.verify(data.decode("latin-1"), typ="x", resolve=BEIJING.resolve),
}


@pytest.mark.parametrize("name", READERS)
@given(data=st.binary(max_size=200) | st.text(st.characters(), max_size=99).map(compact))
def test_any_bytes(name: str, data: bytes) -> None:
    with contextlib.suppress(WireRefusal):
        READERS[name](data)
