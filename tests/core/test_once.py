"""What a page reads often is read once; what a change does is never hidden by it."""

import threading

import pytest

from liaison.core.once import once, once_each, reading


class Source:
    """Something that changes while it is read."""

    value = 0

    def read(self) -> int:
        """Return another number each time."""
        self.value += 1
        return self.value


def test_inside_a_reading_it_is_asked_once() -> None:
    source = Source()
    with reading():
        assert [once("a", source.read), once("a", source.read)] == [1, 1]
        assert once("b", source.read) == 2


def test_the_next_reading_asks_again() -> None:
    source = Source()
    for expected in (1, 2):
        with reading():
            assert once("a", source.read) == expected


def test_outside_nothing_is_kept() -> None:
    """The worker, a command, and every request that changes something."""
    source = Source()
    assert [once("a", source.read), once("a", source.read)] == [1, 2]


def test_nothing_is_nothing_to_ask_for_twice() -> None:
    asked = []
    with reading():
        for _ in range(2):
            once("a", lambda: asked.append(1))
    assert asked == [1]


def test_another_thread_reads_for_itself() -> None:
    source, found = Source(), []
    with reading():
        once("a", source.read)
        other = threading.Thread(target=lambda: found.append(once("a", source.read)))
        other.start()
        other.join()
    assert found == [2]


def test_an_error_ends_the_reading() -> None:
    source = Source()

    def fail() -> None:
        with reading():
            once("a", source.read)
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert once("a", source.read) == 2


def test_only_keys_that_nobody_asked_for_are_read() -> None:
    asked: list[list[str]] = []

    def read(keys: list[str]) -> dict[str, str]:
        asked.append(keys)
        return {key: key.upper() for key in keys if key != "nobody"}

    with reading():
        assert once_each("names", ["b", "a"], read) == {"a": "A", "b": "B"}
        assert once_each("names", ["a", "c", "nobody"], read) == {"a": "A", "c": "C"}
        assert once_each("names", ["nobody"], read) == {}
        assert once_each("names", [], read) == {}
    assert asked == [["a", "b"], ["c", "nobody"]]
    once_each("names", ["a"], read)
    assert asked[-1] == ["a"]
