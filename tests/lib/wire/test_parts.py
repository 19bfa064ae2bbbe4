"""Parts of a message: promised by commitments, opened inside, and nothing else fits."""

import os
from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

from liaison.lib.wire import canonical, limits, parts
from liaison.lib.wire.errors import CommitmentRefused, ShapeRefused, WireRefusal
from liaison.lib.wire.parts import Opening

ADDRESS = "ab" * 32
OPENING = Opening(
    name="face.png",
    media_type="image/png",
    size=5000,
    sha256="cd" * 32,
    key=bytes(range(32)),
    salt=bytes(range(32, 64)),
)
PART = parts.promise(OPENING, address=ADDRESS)


def test_what_is_promised_says_nothing() -> None:
    said = str(PART.claims())
    for secret in (OPENING.name, OPENING.sha256, "5000", str(OPENING.claims()["key"])):
        assert secret not in said
    assert PART.size_class == 13


def test_one_file_promised_twice_looks_like_two() -> None:
    again = parts.promise(replace(OPENING, salt=os.urandom(32)), address=ADDRESS)
    assert again.commitment != PART.commitment


def test_it_is_read_as_it_was_written() -> None:
    said = canonical.decode(
        canonical.encode({"parts": [PART.claims()], "inside": [OPENING.claims()]}), limit=9000
    )
    assert parts.parse(said["parts"]) == (PART,)
    assert parts.open_all(said["inside"], [PART]) == (OPENING,)


@pytest.mark.parametrize(
    ("size", "expected"),
    [(1, 10), (1024, 10), (1025, 11), (2**20, 20), (limits.PART_BYTES, 25)],
)
def test_sizes_are_told_in_classes(size: int, expected: int) -> None:
    assert parts.size_class(size) == expected


OTHER: Mapping[str, Mapping[str, object]] = {
    "another name": {"name": "other.png"},
    "another type": {"media_type": "text/html"},
    "another size": {"size": 5001},
    "another digest": {"sha256": "00" * 32},
    "another key": {"key": bytes(32)},
    "another salt": {"salt": bytes(32)},
}


@pytest.mark.parametrize("changes", OTHER.values(), ids=OTHER)
def test_nothing_else_opens_it(changes: Mapping[str, object]) -> None:
    other = replace(OPENING, **changes)  # type: ignore[arg-type]
    with pytest.raises(CommitmentRefused):
        parts.open_all([other.claims()], [PART])


def test_another_size_class_is_another_promise() -> None:
    with pytest.raises(CommitmentRefused):
        parts.open_all([OPENING.claims()], [replace(PART, size_class=14)])


def opened(**changes: object) -> Callable[[], object]:
    return lambda: parts.open_all([{**OPENING.claims(), **changes}], [PART])  # type: ignore[dict-item]


def promised(**changes: object) -> Callable[[], object]:
    return lambda: parts.parse([{**PART.claims(), **changes}])  # type: ignore[dict-item]


MALFORMED: Mapping[str, Callable[[], object]] = {
    "no list": lambda: parts.parse({}),
    "no object": lambda: parts.parse(["x"]),
    "too many": lambda: parts.parse(
        [replace(PART, address=f"{number:064x}").claims() for number in range(limits.PARTS + 1)]
    ),
    "one content twice": lambda: parts.parse([PART.claims(), PART.claims()]),
    "a field too much": promised(name="face.png"),
    "an address that is a path": promised(address="../" * 21 + "x"),
    "an address in capitals": promised(address="AB" * 32),
    "a class of nothing": promised(size_class=0),
    "a class of a gigabyte": promised(size_class=30),
    "a class that is a text": promised(size_class="13"),
    "fewer openings": lambda: parts.open_all([], [PART]),
    "more openings": lambda: parts.open_all([OPENING.claims()] * 2, [PART]),
    "openings that are none": lambda: parts.open_all([7], [PART]),
    "a path": opened(name="../../etc/passwd"),
    "a path of the other kind": opened(name="..\\x"),
    "a hidden file": opened(name=".profile"),
    "a name that turns around": opened(name="gnp.\u202eexe"),
    "a name too long": opened(name="n" * 151),
    "nothing in it": opened(size=0),
    "a size beyond all": opened(size=limits.PART_BYTES + 1),
    "a size that is a truth": opened(size=True),
    "a short key": opened(key="AAAA"),
    "a key in two spellings": opened(key="A" * 42 + "B"),
    "a missing salt": lambda: parts.open_all(
        [{k: v for k, v in OPENING.claims().items() if k != "salt"}], [PART]
    ),
}


@pytest.mark.parametrize("read", MALFORMED.values(), ids=MALFORMED)
def test_malformed(read: Callable[[], object]) -> None:
    with pytest.raises(ShapeRefused):
        read()


def test_openings_are_counted_before_sealing() -> None:
    with pytest.raises(WireRefusal):
        parts.check_open([], [PART])
