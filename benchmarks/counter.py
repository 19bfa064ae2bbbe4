"""`make bench-counter`: what a counter at the border waits for, over HTTP, with a full register.

`N=1000000` people stand in the index and `REPORTED` documents in the register of a real bureau,
whose staff site answers machines over a socket of this machine: key, purpose, policy, search,
comparison, hits, log and commit are in every figure; TLS ends before it, as at a proxy.
"""

import os
import random
import shutil
import statistics
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import httpx

from benchmarks import people
from benchmarks.batch import told
from benchmarks.house import memory, process_tree
from benchmarks.report import FOLDER, Figure, at_least, at_most, plain, publish
from liaison.cli.demo.houses import House, finish
from liaison.cli.demo.invention import write_invented
from liaison.cli.demo.places import PAIR
from liaison.cli.demo.stage import Stage

N: Final = int(os.environ.get("N", "1000000"))
REPORTED: Final = int(os.environ.get("REPORTED", "20000"))
CALLS: Final = int(os.environ.get("CALLS", "1500"))
LANES: Final = 6  # machines: one alone may not call faster than `paces.PER_SECOND`
WARM_UP: Final = 60
FIRST_PORT: Final = 9610
WHY: Final = {"purpose": "security_check", "case_reference": "lane 7"}
Question = dict[str, Any]


def persons(count: int) -> list[Question]:
    """Return questions about people: half stand in the index and are written as others do."""
    chance, size = random.Random(11), max(N // 10, 2000)  # noqa: S311 - a benchmark
    found: list[Question] = []
    for place in range(count):
        number = chance.randrange(N) if place % 2 else N + place
        one = people.person(number, size)
        name = people.normal(one.names[0], chance) if place % 2 else one.names[0]
        question = {"subject": "person", "text": name}
        found.append(question | ({"birth": one.birth} if one.birth else {}))
    return found


def documents(count: int) -> list[Question]:
    """Return questions about documents: one in ten was reported."""
    return [
        {
            "subject": "travel_document",
            "text": f"LM{place:07d}" if place % 10 == 0 else f"ZZ{place:07d}",
            "issuing_state": "CHN",
        }
        for place in range(count)
    ]


def vehicles(count: int) -> list[Question]:
    """Return questions about vehicles by their plates; none stands in the register."""
    return [{"subject": "vehicle", "text": f"XQ{place:05d}"} for place in range(count)]


def asked(house: House, keys: Sequence[str], questions: Sequence[Question]) -> tuple[float, ...]:
    """Ask one after another; return the waits in milliseconds, sorted."""
    host = f"{house.place.short}.localhost:{house.staff_port}"
    waits = []
    with httpx.Client(
        base_url=f"http://127.0.0.1:{house.staff_port}/api/v1",
        headers={"host": host},
        trust_env=False,
        timeout=30,
    ) as client:
        for place, question in enumerate(questions):
            key = keys[place % len(keys)]
            began = time.perf_counter()
            answer = client.post(
                "/checks",
                json={**WHY, "question": question},
                headers={"authorization": f"Bearer {key}"},
            )
            waits.append((time.perf_counter() - began) * 1000)
            if answer.status_code != httpx.codes.OK:
                raise RuntimeError(answer.text)
    return tuple(sorted(waits[WARM_UP:]))


def figures_of(
    label: str, house: House, keys: Sequence[str], questions: Sequence[Question], least: float
) -> list[Figure]:
    """Return waits, and how many such questions a core answers in a second."""
    server = house.running["staff"].pid
    before = _processor(server)
    waits = asked(house, keys, questions)
    spent = _processor(server) - before
    cut = statistics.quantiles(waits, n=100)
    return [
        plain(f"{label}: p50", cut[49], "ms"),
        at_most(f"{label}: p95", cut[94], "ms", 20),
        plain(f"{label}: p99", cut[98], "ms"),
        at_least(f"{label}: a core answers", len(questions) / spent, "a second", least),
    ]


def _processor(pid: int) -> float:
    """Return the seconds of processor time that a process tree has used."""
    ticks = 0
    for one in process_tree(pid):
        fields = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Measure everything and publish."""
    stage = Stage(FOLDER / "home-counter", first_port=FIRST_PORT, places=PAIR)
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
        said = [
            house.command(
                *("machine", "add", f"Lane {lane}", "--role", "border_system"),
                *("--place", "Hall A"),
            )
            for lane in range(LANES)
        ]
        keys = [one.strip().splitlines()[-1] for one in finish(*said)]
        house.start("staff")
        house.wait_ready()
        figures = [plain(f"register of {N:,} people, filled", filled["seconds"], "s")]
        asked(house, keys, persons(WARM_UP + 5))
        figures += figures_of("person", house, keys, persons(CALLS), 100)
        figures += figures_of("document", house, keys, documents(CALLS), 100)
        figures += figures_of("vehicle", house, keys, vehicles(CALLS), 100)
        figures.append(
            plain("memory of the staff site", memory(house.running["staff"].pid), "MiB")
        )
        publish("counter", figures)
    finally:
        stage.stop()
        shutil.rmtree(stage.base, ignore_errors=True)


if __name__ == "__main__":
    main()
