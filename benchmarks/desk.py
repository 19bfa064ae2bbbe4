"""`make bench-desk`: the desk's pages over a full database, and questions to a bureau abroad.

Two real bureaus as processes on this machine, real TLS between them; nothing is simulated. The
requests are invented, a hundred thousand of them, one in five still open.
"""

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial

from benchmarks.report import FOLDER, Figure, at_most, plain, publish
from liaison.cli.demo.browser import Browser
from liaison.cli.demo.houses import House, finish
from liaison.cli.demo.invention import write_invented
from liaison.cli.demo.places import PAIR
from liaison.cli.demo.stage import Stage
from liaison.cli.demo.terminal import StepFailed

FIRST_PORT = 9610
WARM_UP = 10
PAGES = 120
QUESTIONS = 200
KNOWN = 100
# what an officer waits for without noticing
PAGE_MS = 150
REQUEST_LINK = re.compile(r'href="/requests/([0-9a-f-]{32,36})/')


def spread(name: str, waits: list[float], most: float) -> list[Figure]:
    """Return the median and the 95th percentile of waits in seconds."""
    ordered = sorted(waits)
    return [
        plain(f"{name}, p50", ordered[len(ordered) // 2] * 1000, "ms"),
        at_most(f"{name}, p95", ordered[int(len(ordered) * 0.95)] * 1000, "ms", most),
    ]


def waits_of(times: int, act: Callable[[int], object]) -> list[float]:
    """Return the seconds each of many acts took, after a few that do not count."""
    waits = []
    for place in range(-WARM_UP, times):
        begun = time.perf_counter()
        act(place)
        if place >= 0:
            waits.append(time.perf_counter() - begun)
    return waits


def fill(house: House) -> Figure:
    """Put the requests into a bureau's database."""
    printed = subprocess.run(
        [sys.executable, "-m", "benchmarks.filling"],
        env=os.environ | {"LIAISON_HOME": str(house.home)},
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return plain("filling: 100,000 requests, 20,000 of them open", float(printed), "s")


def _open(officer: Browser, path: str, _place: int) -> object:
    return officer.get(path)


def pages(house: House) -> list[Figure]:
    """Open what a desk officer opens all night."""
    officer = Browser(house).sign_in("boris")
    shown = officer.get("/desk/").text
    found = REQUEST_LINK.search(shown)
    if found is None:
        raise StepFailed("the Desk shows no request")
    request = found[1]
    figures = []
    for name, path in (
        ("Desk, whole page", "/desk/"),
        ("clock column", "/desk/clocks/"),
        ("one request", f"/requests/{request}/"),
    ):
        figures += spread(name, waits_of(PAGES, partial(_open, officer, path)), PAGE_MS)
    officer.close()
    return figures


def abroad(stage: Stage) -> list[Figure]:
    """Check documents here and at Beijing while the officer waits; half are known there."""
    officer = Browser(stage.seoul).sign_in("chiara")
    officer.get("/check/")
    headers = {"hx-request": "true"}

    def ask(place: int, bureaus: tuple[str, ...]) -> None:
        number = f"{'LN' if place % 2 else 'ZZ'}{place % KNOWN:07d}"
        said = {
            "document": number,
            "state": "CHN",
            "purpose": "security_check",
            "reference": "ICN lane 7",
            "abroad": bureaus,
        }
        officer.submit("/check/", said, headers=headers)

    near = waits_of(QUESTIONS, lambda place: ask(place, ()))
    far = waits_of(QUESTIONS, lambda place: ask(place, ("beijing",)))
    officer.close()
    return [
        *spread("check here only", near, PAGE_MS),
        *spread("check that asks a second node", far, PAGE_MS),
    ]


def main() -> None:
    """Measure everything and publish."""
    stage = Stage(FOLDER / "desk-home", first_port=FIRST_PORT, places=PAIR)
    shutil.rmtree(stage.base, ignore_errors=True)
    stage.check_ports()
    stage.found()
    try:
        known = stage.base / "known.csv"
        with known.open("w", encoding="utf-8", newline="") as stream:
            write_invented(stream, KNOWN, series="LN")
        finish(stage.beijing.command("records", "import", str(known), "--to", "seoul"))
        filled = fill(stage.beijing)
        stage.start()
        publish("desk", [filled, *pages(stage.beijing), *abroad(stage)])
    finally:
        stage.stop()
        shutil.rmtree(stage.base, ignore_errors=True)


if __name__ == "__main__":
    main()
