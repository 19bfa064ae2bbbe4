"""What the two databases say, read from outside by their files: no room of the house helps."""

import json
import shutil
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from liaison.cli.demo.houses import House, finish
from liaison.cli.demo.terminal import StepFailed

WAIT_SECONDS = 25
POLL_SECONDS = 0.02
KEYS_TO_VERIFY = ("log.pem",)
FLIP = 0x01


def ask(house: House, question: str, *values: object) -> list[tuple[object, ...]]:
    """Return rows of a bureau's database, opened read-only."""
    with closing(sqlite3.connect(f"file:{house.database}?mode=ro", uri=True, timeout=20)) as found:
        return found.execute(question, values).fetchall()


def count(house: House, question: str, *values: object) -> int:
    """Return the one number a question asks for."""
    return int(str(ask(house, question, *values)[0][0]))


def wait_until(what: str, true: Callable[[], bool]) -> None:
    """Look again and again until something is true.

    Raises:
        StepFailed: it was not within 25 seconds.
    """
    deadline = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < deadline:
        if true():
            return
        time.sleep(POLL_SECONDS)
    raise StepFailed(f"this did not happen within {WAIT_SECONDS} s: {what}")


def log_event(house: House, event: str) -> int:
    """Return how often the log holds an event."""
    return count(house, "select count(*) from audit_payload where event = ?", event)


def verify_logs(*houses: House) -> list[dict[str, object]]:
    """Run `liaison audit verify` for each bureau, side by side, and return the reports.

    Raises:
        StepFailed: a log is not what it was.
    """
    commands = [house.command("audit", "verify", "--json") for house in houses]
    return [json.loads(text) for text in finish(*commands)]


def verify_altered_copy(house: House) -> str:
    """Copy a bureau's database, change one byte of one entry in the file, verify the copy.

    Returns:
        What the verifier found.

    Raises:
        StepFailed: the verifier accepted the copy.
    """
    altered = House(house.place, base=house.home.parent / "altered", first_port=0)
    shutil.rmtree(altered.home, ignore_errors=True)
    (altered.home / "keys").mkdir(parents=True)
    for name in ("liaison.toml", "secret.key", *(f"keys/{key}" for key in KEYS_TO_VERIFY)):
        shutil.copyfile(house.home / name, altered.home / name)
    with (
        closing(sqlite3.connect(house.database, timeout=20)) as source,
        closing(sqlite3.connect(altered.database)) as target,
    ):
        source.backup(target)
        row = target.execute(
            "select body from audit_payload where event = 'queries:check:made' limit 1"
        ).fetchone()
    if row is None:
        raise StepFailed("no check is in the log")
    _flip(altered.database, str(row[0]).encode())
    try:
        printed = finish(altered.command("audit", "verify", "--json"), allow=(1,))
    finally:
        altered.stop()
    shutil.rmtree(altered.home, ignore_errors=True)
    failures = json.loads(printed[0])["failures"]
    if not failures:
        raise StepFailed("a copy with one byte changed was accepted")
    return str(failures[0]["kind"])


def _flip(file: Path, words: bytes) -> None:
    """Change one byte in the middle of a text inside a file."""
    content = bytearray(file.read_bytes())
    place = content.find(words)
    if place < 0:
        raise StepFailed("the entry is not in the file as one piece")
    content[place + len(words) // 2] ^= FLIP
    file.write_bytes(content)
