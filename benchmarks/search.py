"""`make bench-search`: who is found among a million, how fast, and how peers do in the same run.

`N=10000000` for more people, `QUESTIONS=300` for fewer questions. Writes var/bench/search.json.
Peers look among the same names for the same questions in the same run, one thread, and have their
candidates compared by the same rules.
"""

import os
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from benchmarks import people, search_peers, search_postgres
from benchmarks.house import memory
from benchmarks.people import Invented
from benchmarks.report import Figure, at_least, at_most, plain, publish
from benchmarks.search_scoring import (
    Asked,
    Finder,
    Measured,
    date_of,
    everybody_of,
    measure,
    questions,
)
from liaison.lib.finding import asking, days, files
from liaison.lib.finding.asking import Mounted
from liaison.lib.finding.building import Draft
from liaison.lib.finding.types import Document
from liaison.lib.finding.warming import warm
from liaison.search import policy, terms

N: Final = int(os.environ.get("N", "1000000"))
QUESTIONS: Final = int(os.environ.get("QUESTIONS", "400"))
Clock = Callable[[], float]
SLOW_QUESTIONS: Final = 20  # of peers that take a second for one
P95_MS: Final = {1_000_000: 15, 5_000_000: 30, 10_000_000: 50}


def ours(mounted: Sequence[Mounted]) -> Finder:
    """Return the engine as a finder."""

    def find(name: str, birth: str) -> Sequence[int]:
        wanted = terms.wanted_of(name)
        if wanted is None:
            return []
        most = policy.RESCORED_MOST
        ranked = asking.ask(mounted, wanted, birth=_near(birth), most=most).ranked
        return [one.key for one in ranked[: policy.looked_at([one.score for one in ranked])]]

    return find


def _near(birth: str) -> days.Around:
    date = date_of(birth)
    if date is None:
        return days.ANY
    return days.around(date.year, date.month, date.day, years=policy.YEARS_NEAR)


def _born(birth: str) -> int:
    date = date_of(birth)
    return days.number(date.year, date.month, date.day) if date else days.UNKNOWN


def built(everybody: Sequence[Invented], path: Path) -> tuple[Mounted, list[Figure]]:
    """Build the file of all people, and say what that took."""
    draft = Draft()
    began = time.process_time()
    for number, one in enumerate(everybody):
        words = tuple(terms.names_of(name) for name in one.names)
        draft.add(Document(number, _born(one.birth), words))
    read = time.process_time() - began
    began = time.process_time()
    segment = draft.finish()
    files.write_segment(path, segment)
    return asking.mount(files.read_segment(path)), [
        plain("build: names read into words", read, "s"),
        plain("build: words put into one file", time.process_time() - began, "s"),
        at_most("index, a person", segment.bytes / len(everybody), "bytes", 110),
    ]


def answered(path: str, asked: Sequence[Asked]) -> tuple[float, float]:
    """Answer in a process of its own; return questions a second, and megabytes it held."""
    warm()
    finder = ours([asking.mount(files.read_segment(Path(path)))])
    for _, name, birth in asked:  # words are read, pages of the file are in memory
        finder(name, birth)
    began = time.perf_counter()
    for _, name, birth in asked:
        finder(name, birth)
    rate = len(asked) / (time.perf_counter() - began)
    return rate, memory(os.getpid())


def processes(path: str, asked: Sequence[Asked]) -> list[Figure]:
    """Return how much more two processes answer than one, and what one holds."""
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        one, held = pool.submit(answered, path, asked).result()
        two = [pool.submit(answered, path, asked) for _ in range(2)]
        both = sum(each.result()[0] for each in two)
    return [
        at_least("two processes answer as much as one, times", both / one, "x", 1.8),
        plain("memory of an answering process, files included", held, "MiB"),
    ]


def visibility(mounted: Mounted) -> float:
    """Return milliseconds until a new person is found beside the files."""
    began = time.perf_counter()
    draft = Draft()
    draft.add(Document(N + 1, days.number(1974, 8, 12), (terms.names_of("Quirina Zzyzxova"),)))
    fresh = asking.mount(draft.finish())
    found = ours([mounted, fresh])("Quirina Zzyzxova", "")
    assert found[0] == N + 1  # noqa: S101 - a benchmark
    return (time.perf_counter() - began) * 1000


def figures_of(label: str, said: Measured, least: float) -> list[Figure]:
    """Return the figures of one kind of question."""
    p95 = next((ms for many, ms in P95_MS.items() if many >= N), max(P95_MS.values()))
    return [
        at_least(f"{label}: recall@10", said.judged, "share", least),
        plain(f"{label}: recall@10 before comparing", said.found, "share"),
        plain(f"{label}: candidates p50", said.at(50, whole=False), "ms"),
        plain(f"{label}: candidates p95", said.at(95, whole=False), "ms"),
        plain(f"{label}: compared p50", said.at(50), "ms"),
        at_most(f"{label}: compared p95", said.at(95), "ms", p95),
        plain(f"{label}: compared p99", said.at(99), "ms"),
    ]


def peers(everybody: Sequence[Invented], asked: Sequence[Asked], us: Measured) -> list[Figure]:
    """Return what peers reach with the same questions, compared by the same rules."""
    figures: list[Figure] = []

    def said(
        peer: str, finder: Finder, some: Sequence[Asked], least: float, **clock: Clock
    ) -> None:
        theirs = measure(everybody, finder, some, **clock)
        figures.extend((
            plain(f"{peer}: recall@10", theirs.judged, "share"),
            plain(f"{peer}: candidates p50", theirs.at(50, whole=False), "ms"),
            plain(f"{peer}: compared p50", theirs.at(50), "ms"),
            at_least(
                f"{peer}: candidates take longer than ours, p50",
                theirs.at(50, whole=False) / us.at(50, whole=False), "x", least,
            ),
            plain(f"{peer}: with comparing, p50", theirs.at(50) / us.at(50), "x"),
        ))  # fmt: skip

    few = asked[:SLOW_QUESTIONS]
    said("tantivy", search_peers.of_tantivy(everybody), asked, 2)
    said("rapidfuzz, everybody", search_peers.of_brute_force(everybody, near=False), few, 150)
    said("rapidfuzz, born near", search_peers.of_brute_force(everybody, near=True), few, 1)
    with search_postgres.of_trigrams(everybody) as trigrams:
        if trigrams is None:
            print("no PostgreSQL with pg_trgm on this machine: not measured")
        else:
            said("pg_trgm", trigrams, few, 10, clock=time.perf_counter)
    return figures


def main() -> None:
    """Measure, print, write."""
    warm()
    everybody = everybody_of(N)
    print(f"{N:,} people invented", flush=True)
    with TemporaryDirectory() as name:
        path = Path(name) / f"people{files.SEGMENT_ENDING}"
        mounted, figures = built(everybody, path)
        finder = ours([mounted])
        for label, noise, birth, least in (
            ("normal", people.normal, True, 0.99),
            ("hard", people.hard, True, 0.99),
            ("unseen noise", people.unseen, True, 0.99),
            ("hard, no birth", people.hard, False, 0.96),
        ):
            asked = questions(everybody, noise, QUESTIONS, birth=birth)
            figures += figures_of(label, measure(everybody, finder, asked), least)
            print(*(f"{one.name} {one.value}" for one in figures[-7:]), sep="; ", flush=True)
        asked = questions(everybody, people.hard, QUESTIONS, birth=True)
        figures.append(at_most("a new person is found after", visibility(mounted), "ms", 1000))
        figures += processes(str(path), asked)
        figures += peers(everybody, asked, measure(everybody, finder, asked))
    publish("search", figures)


if __name__ == "__main__":
    main()
