"""`make bench-batch`: how fast a list is gone through, and what a killed worker costs.

`N=1000000` people and `REPORTED` documents stand in the register; `PERSONS` and `DOCUMENTS` are
the lines of the lists. A real bureau in a home of its own, real workers, the whole way: reading,
asking, hits, log, progress.
"""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from typing import Any, Final

from benchmarks.house import memory
from benchmarks.report import FOLDER, Figure, at_least, at_most, plain, publish
from liaison.cli.demo.houses import House, finish
from liaison.cli.demo.invention import write_invented
from liaison.cli.demo.places import PAIR
from liaison.cli.demo.stage import Stage

N: Final = int(os.environ.get("N", "1000000"))
PERSONS: Final = int(os.environ.get("PERSONS", "6000"))
DOCUMENTS: Final = int(os.environ.get("DOCUMENTS", "200000"))
REPORTED: Final = int(os.environ.get("REPORTED", "200000"))
WARM_UP: Final = 400
FIRST_PORT: Final = 9610
PATIENCE: Final = 1800.0
WORKERS: Final = ("worker", "worker-2")


def told(house: House, *arguments: object) -> Any:  # noqa: ANN401 - JSON of a child
    """Run one step of `benchmarks.batch_filling` in the bureau's home."""
    printed = subprocess.run(  # noqa: S603 - our own command line
        [sys.executable, "-m", "benchmarks.batch_filling", *map(str, arguments)],
        env=os.environ | {"LIAISON_HOME": str(house.home)},
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    ).stdout
    return json.loads(printed)


def asked(house: House, sql: str, *values: object) -> tuple[Any, ...]:
    """Return one row of the bureau's database."""
    with closing(sqlite3.connect(house.database, timeout=60)) as database:
        row: tuple[Any, ...] = database.execute(sql, values).fetchone()
        return row


def gone_through(house: House, bulk: str, *, kill_at: int = 0) -> tuple[float, int]:
    """Wait until a list is done; return its seconds, and its lines.

    Args:
        house: the bureau.
        bulk: id of the list.
        kill_at: lines after which one worker is killed with signal 9 and started again.
    """
    begun, killed = time.perf_counter(), not kill_at
    sql = "SELECT state, done, lines FROM queries_bulkcheck WHERE id = ?"
    while time.perf_counter() - begun < PATIENCE:
        state, done, lines = asked(house, sql, bulk)
        if not killed and done >= kill_at:
            house.kill("worker")
            house.start("worker")
            killed = True
        if state == "done":
            return time.perf_counter() - begun, int(lines)
        time.sleep(0.05)
    raise TimeoutError(bulk)


def speed(house: House, *list_of: object) -> tuple[float, float]:
    """Return how many lines a second a list is gone through, and how fast it was sent."""
    sent = told(house, *list_of)
    spent, lines = gone_through(house, sent["id"])
    return lines / spent, lines / sent["seconds"]


def killed(house: House) -> list[Figure]:
    """Kill a worker in the middle of a list: nothing is lost, nothing is done twice."""
    sent = told(house, "documents", DOCUMENTS)
    spent, lines = gone_through(house, sent["id"], kill_at=DOCUMENTS // 10)
    chunks = asked(
        house,
        "SELECT count(*), count(DISTINCT leaf), sum(size) FROM queries_bulkchunk"
        " WHERE bulk_id = ? AND done",
        sent["id"],
    )
    entries = asked(
        house,
        "SELECT count(*) FROM audit_payload WHERE event = 'queries:bulk:checked'"
        " AND replace(target, '-', '') = ?",
        sent["id"],
    )
    return [
        plain("a list of documents, one worker killed in it", spent, "s"),
        at_most("lines lost or done twice", abs(lines - int(chunks[2])), "", 0),
        at_most("entries of the log too many or too few", abs(chunks[0] - entries[0]), "", 0),
    ]


def main() -> None:
    """Measure everything and publish."""
    stage = Stage(FOLDER / "home-batch", first_port=FIRST_PORT, places=PAIR)
    shutil.rmtree(stage.base, ignore_errors=True)
    stage.check_ports()
    stage.found()
    house = stage.beijing
    try:
        reported = stage.base / "reported.csv"
        with reported.open("w", encoding="utf-8", newline="") as stream:
            write_invented(stream, REPORTED, series="LM")
        finish(house.command("records", "import", str(reported), "--to-nobody"))
        filled = told(house, "register", N)
        figures = [plain(f"register of {N:,} people, filled", filled["seconds"], "s")]
        for name in WORKERS:
            house.start(name)
        speed(house, "persons", WARM_UP, N)
        names, _ = speed(house, "persons", PERSONS, N)
        papers, sent = speed(house, "documents", DOCUMENTS)
        figures += [
            at_least(f"name checks, two workers, {N:,} people", names, "lines/s", 400),
            at_least("document checks, two workers", papers, "lines/s", 20_000),
            plain("a list sent and approved", sent, "lines/s"),
            *(
                plain(f"memory of {name}", memory(house.running[name].pid), "MiB")
                for name in WORKERS
            ),
            *killed(house),
        ]
        publish("batch", figures)
    finally:
        stage.stop()
        shutil.rmtree(stage.base, ignore_errors=True)


if __name__ == "__main__":
    main()
