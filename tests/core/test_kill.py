"""A real `kill -9` in the middle of a real job: another process does it, once."""

import secrets
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
PATIENCE = 30
EFFECTS = "SELECT name FROM core_lease WHERE owner = 'job'"


@contextmanager
def a_worker(home: Path, *words: str) -> Iterator["subprocess.Popen[bytes]"]:
    """Run a worker process; it does not outlive the test."""
    line = [sys.executable, "-m", "tests.core.slow_worker", str(home), *words]
    with subprocess.Popen(line, cwd=ROOT) as process:  # noqa: S603 - our own command line
        try:
            yield process
        finally:
            process.kill()


def rows(home: Path, query: str) -> list[str]:
    """Read the first column, past Django."""
    with closing(sqlite3.connect(home / "liaison.sqlite3", timeout=10)) as database:
        return [str(row[0]) for row in database.execute(query)]


def wait_for(happened: Callable[[], bool], process: "subprocess.Popen[bytes]") -> None:
    """Wait until something happened, as long as the process lives."""
    deadline = time.monotonic() + PATIENCE
    while not happened():
        assert process.poll() is None, "the worker ended by itself"
        assert time.monotonic() < deadline, "it took too long"
        time.sleep(0.02)


def test_killed_in_the_middle_the_job_is_done_once_by_another(tmp_path: Path) -> None:
    (tmp_path / "secret.key").write_text(secrets.token_urlsafe(60))
    begun = tmp_path / "begun"
    with a_worker(tmp_path, "prepare") as first:
        wait_for(lambda: begun.exists() and begun.read_text() != "", first)
        first.kill()
        assert first.wait() == -9
    assert rows(tmp_path, EFFECTS) == []
    assert rows(tmp_path, "SELECT attempts FROM core_job") == ["1"]

    with a_worker(tmp_path) as second:
        wait_for(lambda: rows(tmp_path, "SELECT 1 FROM core_job") == [], second)
    assert sorted(rows(tmp_path, EFFECTS)) == ["all of it", "half of it"]
    assert len(begun.read_text().split()) == 2
