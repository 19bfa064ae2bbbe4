"""Whole houses as processes, and a browser."""

import os
import shutil
import socket
from collections.abc import Generator, Sequence
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from liaison.cli.demo.houses import finish
from liaison.cli.demo.invention import write_invented
from liaison.cli.demo.places import PAIR
from liaison.cli.demo.stage import Stage

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    # drawn as for a graphics card, which is not there, pages cost more
    "--disable-gpu",
    "--disable-gpu-rasterization",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    # not every machine resolves names under localhost
    "--host-resolver-rules=MAP *.localhost 127.0.0.1",
]
# a stage takes its ports from here, two in each row of ten
PORTS = 50
SERIES, HELD = "LT", 3


def free_ports() -> int:
    """Return the first of a row of ports that nobody uses just now."""
    for first in range(20_000 + os.getpid() % 700 * PORTS, 60_000, PORTS):
        try:
            for port in range(first, first + PORTS, 10):
                for one in (port, port + 1):
                    with socket.create_server(("127.0.0.1", one)):
                        pass
        except OSError:
            continue
        return first
    pytest.fail("no free ports")


@pytest.fixture(scope="session")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Generator[Stage]:
    """Beijing and Seoul, each with its own database, keys, ports and three processes."""
    found = Stage(tmp_path_factory.mktemp("stage"), first_port=free_ports(), places=PAIR)
    found.found()
    found.start()
    yield found
    found.stop()


@pytest.fixture(scope="session")
def on_record(stage: Stage, tmp_path_factory: pytest.TempPathFactory) -> Sequence[str]:
    """Numbers of documents on record at Seoul: the first for the border, the last for the desk."""
    file = tmp_path_factory.mktemp("file") / "known.csv"
    with file.open("w", encoding="utf-8", newline="") as stream:
        write_invented(stream, HELD, series=SERIES)
    finish(stage.seoul.command("records", "import", str(file), "--to-nobody"))
    return [f"{SERIES}{place:07d}" for place in range(HELD)]


@pytest.fixture(scope="session")
def family(tmp_path_factory: pytest.TempPathFactory) -> Generator[Stage]:
    """The whole family of bureaus, one of them down."""
    found = Stage(tmp_path_factory.mktemp("family"), first_port=free_ports())
    found.found()
    found.start()
    yield found
    found.stop()


@pytest.fixture(scope="session")
def browser() -> Generator[Browser]:
    """The system's Chromium, or a failure that says how to get one."""
    path = next((p for name in BROWSERS if (p := shutil.which(name))), None)
    if path is None:
        pytest.fail("no browser: apt-get install chromium, or playwright install chromium")
    with sync_playwright() as playwright, pytest.MonkeyPatch.context() as environment:
        # the browser's loop lies in this thread; the database is asked between its steps
        environment.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        chromium = playwright.chromium.launch(
            executable_path=path, args=FLAGS, chromium_sandbox=os.geteuid() != 0
        )
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core, run in pages with `page.evaluate` so that strict CSP holds."""
    root = Path(__file__).parents[2]
    return (root / "node_modules" / "axe-core" / "axe.min.js").read_text()
