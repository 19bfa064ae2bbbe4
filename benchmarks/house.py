"""`make bench-house`: what the house costs. Checks through HTTP, messages, start, memory.

Two real bureaus as processes on this machine, real TLS between them; nothing is simulated.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.report import FOLDER, Figure, at_least, at_most, plain, publish
from liaison.cli import serving
from liaison.cli.demo.browser import Browser
from liaison.cli.demo.houses import House, finish
from liaison.cli.demo.invention import write_invented
from liaison.cli.demo.places import PAIR
from liaison.cli.demo.stage import Stage

FIRST_PORT = 9510
CHECKS = 400
KNOWN = 300
WARM_UP = 20
STARTS = 3
DOCUMENTS = 100_000
MIB = 1024 * 1024
CLOCK_TICKS = os.sysconf("SC_CLK_TCK")


def process_tree(pid: int) -> list[int]:
    """Return a process and everything it started."""
    found = [pid]
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rsplit(")", 1)[1].split()
            except OSError:
                continue
            if int(fields[1]) in found:
                found.append(int(entry.name))
    return found


def cpu_seconds(pid: int) -> float:
    """Return the processor time a process tree has used."""
    ticks = 0
    for one in process_tree(pid):
        fields = Path(f"/proc/{one}/stat").read_text().rsplit(")", 1)[1].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / CLOCK_TICKS


def memory(pid: int) -> float:
    """Return the resident memory of a process tree in MiB, shared pages counted once each."""
    total = 0
    for one in process_tree(pid):
        for line in Path(f"/proc/{one}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                total += int(line.split()[1])
    return total * 1024 / MIB


def cold_start(house: House) -> float:
    """Return the median seconds from nothing to the first page."""
    spent = []
    for _ in range(STARTS):
        begun = time.perf_counter()
        house.start("staff")
        house.wait_ready()
        spent.append(time.perf_counter() - begun)
        serving.stop([house.running.pop("staff")])
    return statistics.median(spent)


def checks(house: House) -> list[Figure]:
    """Check documents through the page as an officer does: half of them are known."""
    officer = Browser(house).sign_in("chiara")
    numbers = [f"LN{place % KNOWN:07d}" for place in range(CHECKS)]
    numbers[::2] = [f"ZZ{number[2:]}" for number in numbers[::2]]
    pid, waits = house.running["staff"].pid, []
    spent_before = 0.0
    officer.get("/check/")
    for place, number in enumerate(["ZZ0000000"] * WARM_UP + numbers):
        if place == WARM_UP:
            spent_before = cpu_seconds(pid)
        begun = time.perf_counter()
        officer.ask_document(number, "CHN")
        waits.append(time.perf_counter() - begun)
    cpu = cpu_seconds(pid) - spent_before
    officer.close()
    waits = sorted(waits[WARM_UP:])
    return [
        at_most("document check over HTTP, audited, p50", waits[len(waits) // 2] * 1000, "ms", 50),
        at_most(
            "document check over HTTP, audited, p95", waits[int(CHECKS * 0.95)] * 1000, "ms", 150
        ),
        plain("document checks, requests/s for one officer", CHECKS / sum(waits), "1/s"),
        plain("document checks, requests/s a core", CHECKS / cpu, "1/s"),
    ]


def messages(stage: Stage) -> list[Figure]:
    """Send 4 KiB messages from Beijing's real database to Seoul's real listener."""
    home = {"LIAISON_HOME": str(stage.beijing.home)}
    printed = subprocess.run(
        [sys.executable, "-m", "benchmarks.messages", "seoul"],
        env=os.environ | home,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    found = json.loads(printed)
    return [
        at_least("seal to receipt, batches of 50", found["batched"], "messages/s", 300),
        at_least("seal to receipt, one by one", found["single"], "messages/s", 60),
        plain("seal to receipt, one by one, p95", found["single_p95"], "ms"),
        plain("queued, one transaction each", found["queued"], "messages/s"),
        plain("bare SQLite commits of 4 KiB, same disk (the floor)", found["floor"], "1/s"),
        at_most("messages without a receipt at the end", found["left"], "", 0),
    ]


def bulk_import(stage: Stage) -> Figure:
    """Import a hundred thousand documents with copies for Seoul, as one command."""
    file = stage.base / "many.csv"
    with file.open("w", encoding="utf-8", newline="") as stream:
        write_invented(stream, DOCUMENTS, series="LM")
    begun = time.perf_counter()
    finish(stage.beijing.command("records", "import", str(file)))
    return at_most("import of 100,000 documents", time.perf_counter() - begun, "s", 30)


def main() -> None:
    """Measure everything and publish."""
    stage = Stage(FOLDER / "home", first_port=FIRST_PORT, places=PAIR)
    shutil.rmtree(stage.base, ignore_errors=True)
    stage.check_ports()
    stage.found()
    try:
        start = cold_start(stage.seoul)
        known = stage.base / "known.csv"
        with known.open("w", encoding="utf-8", newline="") as stream:
            write_invented(stream, KNOWN, series="LN")
        finish(stage.seoul.command("records", "import", str(known), "--to-nobody"))
        stage.start()
        figures = checks(stage.seoul)
        sizes = [
            plain(f"memory of the {name} process", memory(process.pid), "MiB")
            for name, process in stage.seoul.running.items()
        ]
        serving.stop([stage.beijing.running.pop("worker"), stage.seoul.running.pop("worker")])
        figures += messages(stage)
        figures += [bulk_import(stage), at_most("cold start of the staff site", start, "s", 3)]
        publish("house", [*figures, *sizes])
    finally:
        stage.stop()
        shutil.rmtree(stage.base, ignore_errors=True)


if __name__ == "__main__":
    main()
