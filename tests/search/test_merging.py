"""Files follow the database: stopped anywhere, damaged, emptied, they never answer wrongly."""

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from liaison.lib.finding import files
from liaison.search import home, merging, terms
from liaison.search.errors import IndexBehind
from liaison.search.models import SearchBase, SearchChange
from tests.cast import NOW
from tests.search.people import erase, is_found, merged, person, put

pytestmark = pytest.mark.django_db(transaction=True)
POINTS = (
    files.HALF_WRITTEN, files.WRITTEN, merging.PROMISED, files.LISTED, files.SWAPPED, merging.KEPT,
)  # fmt: skip


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a few changes written into files."""
    monkeypatch.setattr(merging, "CHANGES_LEAST", 1)


def stop_at(point: str) -> Callable[[str], None]:
    """Return a step at which the machine is switched off."""

    def step(name: str) -> None:
        if name == point:
            raise InterruptedError(name)

    return step


def grepped(folder: Path, text: str) -> bool:
    """Whether any file of the index has these letters."""
    return any(text.encode() in one.read_bytes() for one in folder.iterdir())


def test_what_is_in_files_is_no_change_any_more(folder: Path) -> None:
    put(range(20))
    assert merged() == 20
    assert not SearchChange.objects.exists()
    assert len(list(folder.glob("*.segment"))) == 1
    assert all(map(is_found, range(20)))
    assert merged() == 0
    put([20])
    assert is_found(20)
    erase([3])
    assert not is_found(3)


@pytest.mark.parametrize("point", POINTS)
def test_stopped_anywhere_nothing_is_lost_or_back(point: str, folder: Path) -> None:
    """Asked by this process, by a new one, and after the next run."""
    put(range(10))
    merged()
    put(range(10, 16))
    erase([2])
    with pytest.raises(InterruptedError):
        merged(stop_at(point))
    for again in (False, True, True):
        if again:
            home.forget_state()
        assert [number for number in range(17) if is_found(number)] == [
            0, 1, *range(3, 16),
        ]  # fmt: skip
        merged()
    assert len(list(folder.glob("*.segment"))) <= 2
    assert not list(folder.glob("*.new"))


@pytest.mark.parametrize("point", POINTS)
def test_stopped_in_the_very_first_run(point: str) -> None:
    put(range(6))
    with pytest.raises(InterruptedError):
        merged(stop_at(point))
    home.forget_state()
    assert all(map(is_found, range(6)))
    merged()
    assert all(map(is_found, range(6)))


def test_erased_names_leave_the_bytes(folder: Path) -> None:
    """At the latest an hour later; until then they are not found."""
    put(range(60))
    merged()
    word = person(7).names[0].split()[1].lower()
    assert grepped(folder, word)
    erase([7])
    assert not is_found(7)
    merged(now=NOW + timedelta(seconds=merging.PURGE_SECONDS))
    assert not grepped(folder, word)
    assert not is_found(7)
    assert is_found(8)


def test_with_many_gone_nobody_waits_for_the_hour(folder: Path) -> None:
    put(range(20))
    merged()
    erase(range(15))
    merged()
    assert not grepped(folder, person(7).names[0].split()[1].lower())
    assert [number for number in range(20) if is_found(number)] == list(range(15, 20))


DAMAGE: dict[str, Callable[[Path], object]] = {
    "a segment cut off": lambda path: cut(next(path.glob("*.segment"))),
    "a segment removed": lambda path: next(path.glob("*.segment")).unlink(),
    "a manifest of nonsense": lambda path: (path / files.MANIFEST).write_text("{}"),
    "a manifest removed": lambda path: (path / files.MANIFEST).unlink(),
}


def cut(path: Path) -> None:
    """Cut a file in half."""
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_damaged_files_answer_nothing_and_are_built_again(
    damage: Callable[[Path], object], folder: Path
) -> None:
    put(range(10))
    merged()
    damage(folder)
    home.forget_state()
    with pytest.raises(IndexBehind) as caught:
        is_found(1)
    assert str(caught.value)
    merged()
    assert all(map(is_found, range(10)))
    assert not (folder / home.DAMAGED).exists()


def test_files_of_other_words_are_built_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """After an update that reads names differently."""
    put(range(10))
    merged()
    monkeypatch.setattr(terms, "VERSION", terms.VERSION + 1)
    home.forget_state()
    with pytest.raises(IndexBehind):
        is_found(1)
    merged()
    assert all(map(is_found, range(10)))


def test_files_of_another_database_are_not_believed() -> None:
    """A backup was restored: the files speak of what is not there any more."""
    put(range(10))
    merged()
    SearchBase.objects.update(token="another", pending="")
    with pytest.raises(IndexBehind):
        is_found(1)
    merged()
    assert is_found(1)


def test_built_anew_with_progress() -> None:
    put(range(30))
    merged()
    seen: list[tuple[int, int]] = []
    merging.catch_up(now=NOW, anew=True, progress=lambda done, of: seen.append((done, of)))
    assert seen == [(30, 30)]
    assert is_found(29)


def test_more_than_a_process_takes_in_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(home, "CHANGES_MOST", 5)
    put(range(10))
    with pytest.raises(IndexBehind):
        is_found(1)
    merged()
    assert is_found(1)


def test_one_at_a_time(folder: Path) -> None:
    put(range(3))
    folder.mkdir(parents=True)
    with merging.alone(folder) as first:
        assert first
        assert merged() == 0
    assert merged() == 3


def test_nobody_else_of_the_machine_reads_names(folder: Path) -> None:
    before = os.umask(0)
    try:
        put(range(30))
        merged()
    finally:
        os.umask(before)
    assert folder.stat().st_mode & 0o777 == 0o700
    files_of = list(folder.iterdir())
    assert len(files_of) >= 3
    assert {one.stat().st_mode & 0o777 for one in files_of} == {0o600}
