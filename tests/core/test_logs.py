"""The log: one line of JSON for each event, nothing that is not on the list, no line in a line."""

import json
import logging
import threading
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
import structlog

from liaison.core import logs, request_ids
from tests.cast import NOW

log = structlog.get_logger()
SECRET = "Erika Musterfrau, passport C01X00T47"
Read = Callable[[], list[dict[str, Any]]]


@pytest.fixture
def lines(capsys: pytest.CaptureFixture[str]) -> Read:
    """Return a way to read what was written since the last look."""

    def read() -> list[dict[str, Any]]:
        return [json.loads(line) for line in capsys.readouterr().err.split("\n") if line]

    return read


def test_a_line_says_when_what_and_who(lines: Read) -> None:
    log.warning("job failed", job="exchange.send", attempts=2)
    (line,) = lines()
    assert datetime.fromisoformat(line["time"]).utcoffset().total_seconds() == 0  # type: ignore[union-attr]
    del line["time"]
    assert line == {
        "level": "warning",
        "event": "job failed",
        "process": "command",
        "node": "beijing",
        "job": "exchange.send",
        "attempts": 2,
    }


@pytest.mark.parametrize("key", ["name", "body", "password", "sql", "token", "exception", "path"])
def test_what_is_not_listed_is_not_written(key: str, lines: Read) -> None:
    log.warning("job failed", **{key: SECRET})
    (line,) = lines()
    assert key not in line
    assert "Musterfrau" not in json.dumps(line)


def test_a_value_starts_no_line_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    """Attack: a forged line, terminal escapes, text that runs the other way."""
    forged = '\n{"level":"info","event":"all is well"}\r\x1b[2J\u202e\u2028\x00'
    log.warning("request", view=forged)
    text = capsys.readouterr().err
    assert text.count("\n") == 1
    assert text.isascii()
    assert not set(text[:-1]) & {chr(code) for code in range(32)}
    assert json.loads(text)["view"] == forged


def test_a_value_is_not_endless(lines: Read) -> None:
    log.warning("request", view="x" * 10_000, tables=["t"] * 1_000)
    (line,) = lines()
    assert len(line["view"]) == logs.VALUE_MAXIMUM
    assert len(line["tables"]) == logs.LIST_MAXIMUM


def test_of_a_library_the_words_are_kept_and_not_what_it_filled_in(lines: Read) -> None:
    logging.getLogger("some.library").warning("cannot reach %s", SECRET)
    logging.getLogger("some.library").warning(f"cannot reach {SECRET}")  # noqa: G004 - as they do
    first, second = lines()
    assert first["event"] == "cannot reach %s"
    assert second["event"] == "a library said something"
    assert first["logger"] == second["logger"] == "some.library"
    assert first["at"].startswith("test_logs.py:")
    assert "Musterfrau" not in json.dumps([first, second])


def test_an_error_is_told_by_type_and_place(lines: Read) -> None:
    try:
        int(SECRET)
    except ValueError:
        logging.getLogger("django.request").exception("Internal Server Error: %s", "/records/7/")
    (line,) = lines()
    assert line["error"] == "ValueError"
    assert "test_logs.py:" in line["at"]
    assert "Musterfrau" not in json.dumps(line)
    assert "/records/7/" not in json.dumps(line)


def test_a_line_that_cannot_be_written_tells_nothing(lines: Read) -> None:
    """The standard library prints the arguments of a faulty record."""

    class Broken(logging.Formatter):
        def format(self, record: logging.LogRecord) -> str:
            raise ValueError(record.getMessage())

    handler = logs._Lines()
    handler.setFormatter(Broken())
    handler.handle(logging.LogRecord("some.library", logging.ERROR, "", 1, SECRET, None, None))
    (line,) = lines()
    assert line["event"] == "a line could not be written"
    assert "Musterfrau" not in json.dumps(line)


def test_our_own_error_is_told_the_same_way(lines: Read) -> None:
    try:
        int(SECRET)
    except ValueError:
        log.exception("round failed")
    (line,) = lines()
    assert (line["event"], line["error"]) == ("round failed", "ValueError")
    assert "Musterfrau" not in json.dumps(line)


def test_every_line_of_a_request_carries_its_id(lines: Read) -> None:
    with request_ids.bound(NOW, peer="seoul-0001") as made:
        log.warning("one")
        logging.getLogger("some.library").warning("two %s", 1)
    log.warning("three")
    one, two, three = lines()
    assert {one["request_id"], two["request_id"]} == {made}
    assert one["peer_request_id"] == "seoul-0001"
    assert "request_id" not in three


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_what_ends_a_thread_is_told_by_type(lines: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise ValueError(SECRET)

    monkeypatch.setattr(threading, "excepthook", logs._thread_ended)
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    (line,) = lines()
    assert (line["event"], line["error"]) == ("a thread ended by an error", "ValueError")
    assert "Musterfrau" not in json.dumps(line)
