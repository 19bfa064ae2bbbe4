"""A real `kill -9` between the work of a call and its commit: nothing was done, then once."""

import secrets
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

ROOT = Path(__file__).parents[2]


def process(home: Path, *words: str) -> "subprocess.Popen[str]":
    """Begin a call in another process."""
    line = [sys.executable, "-m", "tests.core.slow_caller", str(home), *words]
    return subprocess.Popen(line, cwd=ROOT, stdout=subprocess.PIPE, text=True)  # noqa: S603


def effects(home: Path) -> int:
    """Count what was done, past Django."""
    with closing(sqlite3.connect(home / "liaison.sqlite3", timeout=10)) as database:
        return int(database.execute("SELECT count(*) FROM core_lease").fetchone()[0])


def test_killed_in_a_call_it_is_done_once_by_the_next(tmp_path: Path) -> None:
    (tmp_path / "secret.key").write_text(secrets.token_urlsafe(60))
    with process(tmp_path, "prepare") as first:
        assert first.stdout is not None
        assert first.stdout.readline() == "begun\n"
        first.kill()
    assert effects(tmp_path) == 0

    with process(tmp_path) as second:
        assert second.communicate()[0] == "begun\ndone\n"
    assert effects(tmp_path) == 1

    with process(tmp_path) as third:
        assert third.communicate()[0] == "yes\n"
    assert effects(tmp_path) == 1
