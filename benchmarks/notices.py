"""`make bench-notices`: how many notices a core asks all rules of their kind.

Publication and recall are measured here too once they are there.
"""

import time
from datetime import date
from typing import Final

from benchmarks.report import Figure, at_least, plain, publish
from liaison.rules.engine import evaluate, rules_for
from liaison.rules.facts import NoticeFacts
from liaison.rules.kinds import NoticeKind
from liaison.rules.shipped import BOOK
from tests.rules.cast import notice

TODAY: Final = date(2026, 11, 24)
SECONDS: Final = 1.0


def a_second(facts: NoticeFacts) -> float:
    """Return how many times a second all rules of a notice are asked, on one core."""
    evaluate(facts, BOOK, TODAY)
    count, begun = 0, time.process_time()
    while (spent := time.process_time() - begun) < SECONDS:
        evaluate(facts, BOOK, TODAY)
        count += 1
    return count / spent


def main() -> None:
    """Measure each kind and publish."""
    figures: list[Figure] = [
        at_least("a red notice, all rules", a_second(notice(NoticeKind.RED)), "/s a core", 5000)
    ]
    figures += [
        plain(f"{kind.value}: {len(rules_for(kind, BOOK))} rules", a_second(notice(kind)), "/s")
        for kind in NoticeKind
        if kind is not NoticeKind.RED
    ]
    publish("notices", figures)


if __name__ == "__main__":
    main()
