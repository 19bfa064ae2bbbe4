"""A password that leaked elsewhere is refused, by the house's list and by a bureau's own file."""

import hashlib
import mmap
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from liaison.core.errors import SettingRefused
from liaison.identity.leaked import COMMON, LeakedValidator, found, opened
from tests.cast import PASSWORD

LEAST = 12
# ASVS 6.2.4: this many at least, of those a password here could be
ASKED_FOR = 3_000
TAKEN = "correct horse battery staple"


def digest(password: str) -> str:
    """Return how Pwned Passwords names a password."""
    return hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper()


def a_file(folder: Path, *passwords: str, end: str = "\r\n") -> Path:
    """Write a file as the downloader of Pwned Passwords does."""
    lines = sorted(f"{digest(one)}:{number + 1}" for number, one in enumerate(passwords))
    file = folder / "pwned.txt"
    file.write_bytes(end.join([*lines, ""]).encode())
    return file


def test_the_list_of_the_house_is_long_enough() -> None:
    common = COMMON.read_text(encoding="utf-8").splitlines()
    assert len(set(common)) == len(common) > ASKED_FOR
    assert all(len(one) >= LEAST and one == one.casefold() for one in common)


@pytest.mark.parametrize("password", ["1qaz2wsx3edc", "QwertyQwerty", "sonyericsson"])
def test_what_is_on_it_is_refused(password: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        LeakedValidator().validate(password)
    assert refusal.value.code == "password_leaked"


def test_a_bureau_brings_all_that_leaked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The house's list lets it pass; the file of the bureau does not."""
    LeakedValidator().validate(TAKEN)
    file = a_file(tmp_path, TAKEN, "one", "two")
    monkeypatch.setitem(settings.NODE.values, "passwords.leaked", str(file))
    with pytest.raises(ValidationError):
        LeakedValidator().validate(TAKEN)
    LeakedValidator().validate(PASSWORD)


@given(st.sets(st.text(max_size=9), min_size=1, max_size=60), st.text(max_size=9), st.booleans())
def test_halving_finds_what_is_there_and_nothing_else(
    tmp_path_factory: pytest.TempPathFactory,
    passwords: set[str],
    other: str,
    carriage: bool,  # noqa: FBT001 - drawn
) -> None:
    """Lines of different lengths, both kinds of line end, with and without a last one."""
    file = a_file(tmp_path_factory.mktemp("pwned"), *passwords, end="\r\n" if carriage else "\n")
    with file.open("rb") as there:
        lines = mmap.mmap(there.fileno(), 0, access=mmap.ACCESS_READ)
    for one in {*passwords, other}:
        assert found(lines, digest(one).encode()) is (one in passwords)


WRONG = {
    "nothing": b"",
    "passwords themselves": b"password\nqwerty\n",
    "another digest": b"8846F7EAEE8FB117AD06BDD830B7586C:9\n",
    "small letters": b"5baa61e4c9b93f3f0682250b6cf8331b7ee68fd8:9\n",
    "no count": b"5BAA61E4C9B93F3F0682250B6CF8331B7EE68FD8\n",
}


@pytest.mark.parametrize("content", WRONG.values(), ids=WRONG)
def test_another_file_is_refused(tmp_path: Path, content: bytes) -> None:
    """Attack: a file that finds nothing would let everything pass."""
    file = tmp_path / "pwned.txt"
    file.write_bytes(content)
    with pytest.raises(SettingRefused):
        opened(file)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingRefused):
        opened(tmp_path / "nowhere.txt")
