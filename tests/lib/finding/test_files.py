"""Files are believed when every byte is what was written; a manifest is swapped wholly or not."""

import json
import os
import zlib
from dataclasses import fields, replace
from pathlib import Path

import pytest

from liaison.lib.finding import files
from liaison.lib.finding.asking import mount
from liaison.lib.finding.building import build
from liaison.lib.finding.errors import Damage, FileDamaged
from liaison.lib.finding.files import Manifest
from liaison.lib.finding.segments import Segment
from tests.lib.finding.people import document, found

HELD = build(document(key, "anna berg", numbers=(f"E{key}",)) for key in range(50))
SAID = Manifest("one", 1, 7, ("a.segment",), (3,), 1.5)


class Stopped(Exception):
    """The machine was switched off."""


def stop_at(point: str) -> files.Step:
    """Return a step that stops at one point."""

    def step(name: str) -> None:
        if name == point:
            raise Stopped(name)

    return step


def test_read_is_what_was_written(tmp_path: Path) -> None:
    path = tmp_path / "a.segment"
    files.write_segment(path, HELD)
    again = files.read_segment(path)
    assert again.bytes == HELD.bytes
    assert found([mount(again)], "ana berg") == found([mount(HELD)], "ana berg")
    assert again.numbered("E7", edits=False).tolist() == [7]


def test_any_byte_that_changed_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "a.segment"
    files.write_segment(path, HELD)
    whole = path.read_bytes()
    for place in range(0, HELD.bytes, 97):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        padding = not whole[place]
        try:
            again = files.read_segment(path)
        except FileDamaged as caught:
            assert str(caught)  # noqa: PT017 - zeros between arrays belong to none
        else:
            assert padding
            assert again.key.tolist() == HELD.key.tolist()


@pytest.mark.parametrize("part", [0.0, 0.001, 0.5, 0.99])
def test_a_file_cut_off_is_noticed(part: float, tmp_path: Path) -> None:
    path = tmp_path / "a.segment"
    files.write_segment(path, HELD)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * part)])
    with pytest.raises(FileDamaged):
        files.read_segment(path)


def test_a_file_that_is_not_there_is_damaged(tmp_path: Path) -> None:
    with pytest.raises(FileDamaged):
        files.read_segment(tmp_path / "a.segment")
    assert files.manifest_of(tmp_path) is None


@pytest.mark.parametrize("point", [files.LISTED, files.SWAPPED])
def test_stopped_while_swapping_the_old_or_the_new_one_stands(point: str, tmp_path: Path) -> None:
    files.swap(tmp_path, SAID)
    new = replace(SAID, token="two")
    with pytest.raises(Stopped):
        files.swap(tmp_path, new, step=stop_at(point))
    assert files.manifest_of(tmp_path) == (SAID if point == files.LISTED else new)


@pytest.mark.parametrize("point", [files.HALF_WRITTEN, files.WRITTEN])
def test_stopped_while_writing_nothing_of_it_is_in_use(point: str, tmp_path: Path) -> None:
    files.write_segment(tmp_path / "a.segment", HELD)
    files.swap(tmp_path, SAID)
    with pytest.raises(Stopped):
        files.write_segment(tmp_path / "b.segment", HELD, step=stop_at(point))
    assert files.sweep(tmp_path, files.manifest_of(tmp_path)) == 1
    assert [one.name for one in tmp_path.glob("*.segment")] == ["a.segment"]


DAMAGED = {
    "not JSON": b"{",
    "another sum": b'{"said": "{}", "sum": "0"}',
    "not a manifest": b"[]",
    "nothing": b"",
}


@pytest.mark.parametrize("content", DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_manifest_is_refused(content: bytes, tmp_path: Path) -> None:
    (tmp_path / files.MANIFEST).write_bytes(content)
    with pytest.raises(FileDamaged):
        files.manifest_of(tmp_path)


def headed(path: Path, table: object) -> None:
    """Give a segment another head, with its right sum."""
    whole, head = path.read_bytes(), json.dumps(table).encode()
    start = whole[: len(files._MAGIC)] + len(head).to_bytes(4, "little")
    path.write_bytes(start + zlib.crc32(head).to_bytes(4, "little") + head + whole[4096:])


NAMES = [one.name for one in fields(Segment)]


def alike(*said: object) -> dict[str, list[object]]:
    """Return a head that says the same of every array."""
    return {name: list(said) for name in NAMES}


HEADS: dict[str, object] = {
    "no object": [1],
    "a number": 7,
    "nothing": None,
    "other names": {"a": ["<u4", 0, 1, 0]},
    "no list for an array": dict.fromkeys(NAMES, 1),
    "a list too short": alike("<u4", 0),
    "a kind that is none": alike("curious", 0, 1, 0),
    "objects of Python": alike("O", 0, 1, 0),
    "a place before the file": alike("<u4", -9000, 1, 0),
    "a count below nothing": alike("<u4", 0, -1, 0),
    "a count beyond the file": alike("<u4", 0, 2**40, 0),
    "a count beyond numbers": alike("<u4", 0, 2**80, 0),
    "words for numbers": alike("<u4", "0", "1", "0"),
}


@pytest.mark.parametrize("table", HEADS.values(), ids=HEADS)
def test_a_head_that_means_something_else_is_damage(table: object, tmp_path: Path) -> None:
    """Attack: its sum is right, so somebody wrote it so."""
    path = tmp_path / "a.segment"
    files.write_segment(path, HELD)
    headed(path, table)
    with pytest.raises(FileDamaged) as caught:
        files.read_segment(path)
    assert caught.value.reason in {Damage.FORM, Damage.SHORT}


def test_files_are_their_owners_own(tmp_path: Path) -> None:
    """Words of names stand in them, whatever the process's mask is."""
    before = os.umask(0)
    try:
        files.write_segment(tmp_path / "a.segment", HELD)
        files.swap(tmp_path, SAID)
    finally:
        os.umask(before)
    assert {one.stat().st_mode & 0o777 for one in tmp_path.iterdir()} == {0o600}


def test_readers_keep_a_file_that_was_removed(tmp_path: Path) -> None:
    files.write_segment(tmp_path / "a.segment", HELD)
    held = files.read_segment(tmp_path / "a.segment")
    assert files.sweep(tmp_path, None) == 1
    assert found([mount(held)], "anna berg")
