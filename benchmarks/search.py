"""`make bench-search`: who is found among a million, how fast, and how peers do in the same run.

`N=10000000` for more people, `QUESTIONS=300` for fewer questions. Writes var/bench/search.json.
Peers look among the same names for the same questions in the same run, one thread, and have their
candidates compared by the same rules.
"""

import json
import os
import random
import resource
import statistics
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from benchmarks import people, search_peers
from liaison.lib.finding import asking, days, files
from liaison.lib.finding.asking import Mounted
from liaison.lib.finding.building import Draft
from liaison.lib.finding.types import Document
from liaison.lib.finding.warming import warm
from liaison.search import policy, terms

N: Final = int(os.environ.get("N", "1000000"))
QUESTIONS: Final = int(os.environ.get("QUESTIONS", "400"))
PEER_QUESTIONS: Final = max(QUESTIONS // 4, 20)
OUT: Final = Path("var/bench/search.json")
SIZE: Final = max(N // 10, 2000)
Finder = Callable[[str, str], Sequence[int]]
TARGETS: Final = {
    "p95 ms at 1M": 15, "recall@10 hard": 0.99, "recall@10 no birth": 0.96,
    "bytes a person": 110, "two processes": 1.8, "tantivy p50 ratio": 2, "brute force ratio": 150,
}  # fmt: skip


def questions(
    noise: Callable[[str, random.Random], str], *, birth: bool
) -> list[tuple[int, str, str]]:
    """Return who is asked for, how they are written, and born when."""
    chance = random.Random(f"{noise.__name__}{birth}")  # noqa: S311 - a benchmark
    found: list[tuple[int, str, str]] = []
    while len(found) < QUESTIONS:
        number = chance.randrange(N)
        one = people.person(number, SIZE)
        found.append((number, noise(one.names[0], chance), one.birth if birth else ""))
    return found


def date_of(birth: str) -> tuple[int | None, int | None, int | None]:
    """Return year, month and day of a date; of none, None."""
    if not birth:
        return None, None, None
    year, month, day = (int(part) for part in birth.split("-"))
    return year, month, day


def measure(finder: Finder, asked: Sequence[tuple[int, str, str]]) -> dict[str, float]:
    """Return recall at ten and the time of a question, in milliseconds of this thread."""
    found, spent = 0, []
    for number, name, birth in asked:
        began = time.thread_time()
        numbers = finder(name, birth)
        spent.append((time.thread_time() - began) * 1000)
        wanted = people.person(number, SIZE)
        # of people who share name and birth nobody can tell which one was meant
        found += any(
            one == number
            or (
                (other := people.person(one, SIZE)).names[0] == wanted.names[0]
                and (not birth or other.birth == birth)
            )
            for one in numbers[:10]
        )
    spent.sort()
    cut = statistics.quantiles(spent, n=100)
    return {
        "recall@10": found / len(asked), "p50 ms": cut[49], "p95 ms": cut[94], "p99 ms": cut[98],
    }  # fmt: skip


def ours(mounted: Sequence[Mounted], most: int = 60) -> Finder:
    """Return the engine as a finder, without the comparison."""

    def find(name: str, birth: str) -> Sequence[int]:
        wanted = terms.wanted_of(name)
        if wanted is None:
            return []
        near = days.around(*date_of(birth), years=policy.YEARS_NEAR)
        return [one.key for one in asking.ask(mounted, wanted, birth=near, most=most).ranked]

    return find


def built(folder: Path) -> tuple[Mounted, dict[str, float]]:
    """Build the files of all people, and say what that took."""
    draft = Draft()
    began = time.process_time()
    spent = 0.0
    for number in range(N):
        one = people.person(number, SIZE)
        start = time.process_time()
        year, month, day = (int(part) for part in (one.birth or "0-0-0").split("-"))
        words = tuple(terms.names_of(name) for name in one.names)
        draft.add(Document(number, days.number(year, month, day), words))
        spent += time.process_time() - start
    start = time.process_time()
    segment = draft.finish()
    finished = time.process_time() - start
    path = folder / f"people{files.SEGMENT_ENDING}"
    files.write_segment(path, segment)
    print(f"{N} people made and put in {time.process_time() - began:.0f} s of CPU")
    return asking.mount(files.read_segment(path)), {
        "words s": spent, "segment s": finished, "bytes a person": segment.bytes / N,
    }  # fmt: skip


def half(path: str, asked: Sequence[tuple[int, str, str]]) -> float:
    """Answer questions in a process of its own; return questions a second."""
    warm()
    finder = ours([asking.mount(files.read_segment(Path(path)))])
    finder(*asked[0][1:])
    began = time.perf_counter()
    for _, name, birth in asked:
        finder(name, birth)
    return len(asked) / (time.perf_counter() - began)


def scaling(path: str, asked: Sequence[tuple[int, str, str]]) -> float:
    """Return how many times as much two processes answer as one."""
    with ProcessPoolExecutor(2) as pool:
        one = pool.submit(half, path, asked).result()
        two = [pool.submit(half, path, asked) for _ in range(2)]
        return sum(each.result() for each in two) / one


def visibility(mounted: Mounted) -> float:
    """Return milliseconds until a new person is found beside the files."""
    began = time.perf_counter()
    draft = Draft()
    draft.add(Document(N + 1, days.number(1974, 8, 12), (terms.names_of("Quirina Zzyzxova"),)))
    fresh = asking.mount(draft.finish())
    found = ours([mounted, fresh])("Quirina Zzyzxova", "")
    assert found[0] == N + 1  # noqa: S101 - a benchmark
    return (time.perf_counter() - began) * 1000


def main() -> None:
    """Measure, print, write."""
    warm()
    told: dict[str, Any] = {"people": N, "targets": TARGETS}
    with TemporaryDirectory() as name:
        mounted, told["build"] = built(Path(name))
        finder = ours([mounted])
        finder("anna berg", "1974-08-12")
        for noise in (people.normal, people.hard, people.unseen):
            told[noise.__name__] = measure(finder, questions(noise, birth=True))
            print(noise.__name__, told[noise.__name__])
        told["no birth"] = measure(finder, questions(people.hard, birth=False))
        print("no birth", told["no birth"])
        asked = questions(people.hard, birth=True)
        told["visibility ms"] = visibility(mounted)
        told["two processes"] = scaling(str(next(Path(name).glob("*"))), asked)
        told["rss MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    for peer, finder_of in (
        ("tantivy", search_peers.of_tantivy),
        ("brute force", search_peers.of_brute_force),
    ):
        found = finder_of(N, SIZE)
        found("anna berg", "1974-08-12")
        told[peer] = measure(found, asked[:PEER_QUESTIONS])
        told[f"{peer} ratio"] = told[peer]["p50 ms"] / told["hard"]["p50 ms"]
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(json.dumps(told, indent=1))
    print(json.dumps(told, indent=1))


if __name__ == "__main__":
    main()
