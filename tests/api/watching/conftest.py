"""A watcher with a token, and a node whose worker lives."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from liaison.core import clock
from liaison.core.health import WORKER
from liaison.core.heartbeats import Pulse
from liaison.core.node import WATCHER
from liaison.core.tally import TALLY
from tests.cast import NOW

TOKEN = "a-token-of-the-monitoring-system-0001"
Numbers = Callable[[], dict[str, float]]
SAMPLE = re.compile(r"(\S+?(?:\{.*\})?) (\S+)")


@pytest.fixture(autouse=True)
def clock_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is always the same morning, and nothing was counted before."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    TALLY.forget()


@pytest.fixture
def worker(db: None) -> Pulse:  # noqa: ARG001 - asks for the database
    """Return the pulse of a worker that lives."""
    found = Pulse(WORKER, "one", started_at=NOW)
    found.beat(NOW)
    return found


@pytest.fixture
def token() -> Iterator[Path]:
    """Put the watcher's token into the node's home."""
    file = Path(settings.NODE.home) / WATCHER
    file.write_text(TOKEN + "\n")
    yield file
    file.unlink(missing_ok=True)


@pytest.fixture
def numbers(token: Path, worker: Pulse) -> Numbers:  # noqa: ARG001 - what it stands on
    """Return a way to scrape the node: name and labels of each number to its value."""

    def scrape() -> dict[str, float]:
        answer = Client().get("/metrics", headers={"authorization": f"Bearer {TOKEN}"})
        assert answer.status_code == 200
        lines = [line for line in answer.content.decode().splitlines() if line[0] != "#"]
        found = {}
        for line in lines:
            match = SAMPLE.fullmatch(line)
            assert match, line
            found[match[1].removeprefix("liaison_")] = float(match[2])
        return found

    return scrape
