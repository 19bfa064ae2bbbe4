"""The node's numbers in the text format of Prometheus: one table of names, words and values.

What the staff process counted stands in its memory, what the others counted in their heartbeats,
and all that waits is counted in the database at the moment somebody asks.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from itertools import accumulate
from typing import Final

from django.conf import settings
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    Metric,
)
from prometheus_client.registry import Collector

from liaison.audit import selectors as audit
from liaison.casework import selectors as casework
from liaison.core import backups, figures, heartbeats
from liaison.core.tally import BUCKETS, TALLY, Durations, Together, together
from liaison.exchange import selectors as exchange
from liaison.exchange.states import AlarmKind, AskMark
from liaison.identity import selectors as identity

PROCESSES: Final = ("federation", "worker")
DAY: Final = timedelta(days=1)
ALIVE: Final = timedelta(minutes=1)


class _Once(Collector):
    """What one scrape tells."""

    def __init__(self, found: Iterable[Metric]) -> None:
        self._found = tuple(found)

    def describe(self) -> Iterable[Metric]:
        """Nothing is known before it is collected."""
        return ()

    def collect(self) -> Iterable[Metric]:
        """Return everything."""
        return self._found


def text(now: datetime) -> bytes:
    """Return every number of the node, as a scrape gets them; about a dozen queries.

    Args:
        now: the present moment.
    """
    beats = heartbeats.beats()
    registry = CollectorRegistry()
    registry.register(
        _Once(
            [
                *_done(together([TALLY.told(), *(beat.told for beat in beats)])),
                *_processes(beats, now),
                *_jobs(now),
                *_sending(now),
                *_standing(now),
                *_log(now),
                *_backup(now),
                *_clocks(now),
            ]
        )
    )
    return generate_latest(registry)


def gauge(
    name: str, words: str, values: Mapping[str, float] | float, label: str = ""
) -> GaugeMetricFamily:
    """Return one number, or one for each value of a label."""
    family = GaugeMetricFamily(f"liaison_{name}", words, labels=[label] if label else [])
    for key, value in values.items() if isinstance(values, Mapping) else [("", values)]:
        family.add_metric([key] if label else [], value)
    return family


def _done(found: Together) -> Iterator[Metric]:
    yield _counter(found, "requests", "Requests answered.", "door", "view", "status")
    yield _seconds(found.durations)
    yield _counter(found, "jobs", "Attempts at jobs of the worker.", "job", "outcome")
    yield _counter(found, "periodic", "Rounds of periodic work.", "work", "outcome")
    yield _counter(found, "busy", "Calls that met a database that takes nothing.", "door", "cause")
    asked = found.counts.setdefault("asked", Counter())
    for mark in AskMark:
        # a series that is there from the beginning: an alert can see its first rise
        asked.setdefault((mark.value,), 0)
    yield _counter(found, "asked", "Questions to a bureau that somebody waited for.", "mark")


def _counter(found: Together, name: str, words: str, *labels: str) -> Metric:
    family = CounterMetricFamily(f"liaison_{name}", words, labels=labels)
    for values, number in sorted(found.counts.get(name, Counter()).items()):
        if len(values) == len(labels):
            family.add_metric(values, number)
    return family


def _seconds(durations: Mapping[tuple[str, ...], Durations]) -> Metric:
    family = HistogramMetricFamily(
        "liaison_request_seconds", "How long requests took.", labels=["door", "view"]
    )
    limits = [*map(str, BUCKETS), "+Inf"]
    for values, one in sorted(durations.items()):
        sums = list(accumulate(one.counts))
        family.add_metric(values, list(zip(limits, sums, strict=True)), sum_value=one.seconds)
    return family


def _processes(beats: Iterable[heartbeats.Beat], now: datetime) -> Iterator[Metric]:
    silent: dict[str, float] = {}
    for beat in beats:
        # the last heard of each kind comes first
        silent.setdefault(beat.process, (now - beat.at).total_seconds())
    yield gauge("process_silent_seconds", "Since a process was last heard of.", silent, "process")
    alive = Counter(beat.process for beat in beats if now - beat.at < ALIVE)
    yield gauge(
        "processes",
        "Processes heard of in the last minute.",
        {p: alive[p] for p in PROCESSES},
        "process",
    )


def _jobs(now: datetime) -> Iterator[Metric]:
    found = figures.backlog(now)
    yield gauge("jobs_waiting", "Jobs that are due and not done.", found.waiting)
    yield gauge("jobs_failing", "Jobs whose last attempt failed.", found.failing)
    oldest = found.oldest.total_seconds()
    yield gauge("jobs_oldest_seconds", "How long the first job has been due.", oldest)


def _sending(now: datetime) -> Iterator[Metric]:
    found = exchange.sending(now)
    yield gauge("deliveries", "Messages not delivered, by state.", found.deliveries, "state")
    yield gauge(
        "deliveries_oldest_unsent_seconds",
        "How long the first message nobody has acknowledged has waited.",
        found.oldest_unsent.total_seconds(),
    )
    yield gauge(
        "receipts_overdue",
        "Messages that a bureau has not acknowledged for more than an hour.",
        found.receipts_overdue,
    )
    yield gauge("receipts_unsent", "Our receipts that have to travel.", found.receipts_unsent)
    alarms = {kind.value: found.alarms.get(kind.value, 0) for kind in AlarmKind}
    yield gauge("alarms_last_day", "Alarms about bureaus in the last day.", alarms, "kind")
    yield gauge(
        "bureau_failures", "Calls in a row that a bureau did not answer.", found.failures, "bureau"
    )


def _standing(now: datetime) -> Iterator[Metric]:
    found = exchange.standing(now)
    # none rules: as if it had ended just now, so that one alert tells of both
    left = found.directory / DAY if found.directory is not None else 0.0
    yield gauge("directory_days_left", "Until the trust directory ends.", left)
    yield gauge(
        "certificate_days_left",
        "Until a bureau's certificate ends.",
        {bureau: end / DAY for bureau, end in found.certificates.items()},
        "bureau",
    )


def _log(now: datetime) -> Iterator[Metric]:
    size, waiting, at = audit.growth()
    yield gauge("log_entries", "Entries of the log that have their place.", size)
    yield gauge("log_waiting", "Entries that wait for their place.", waiting)
    age = (now - at).total_seconds() if at else 0.0
    yield gauge("log_checkpoint_seconds", "Since the last checkpoint was signed.", age)


def _backup(now: datetime) -> Iterator[Metric]:
    found = backups.last()
    family = GaugeMetricFamily("liaison_backup_seconds", "Since the last backup was made.")
    # a series that is missing says that there never was one
    if found is not None:
        family.add_metric([], (now - found.made_at).total_seconds())
    yield family


def _clocks(now: datetime) -> Iterator[Metric]:
    desks = {settings.NODE.organisation, *identity.delegated(now)}
    found = casework.clocks_overdue(desks, now=now)
    yield gauge("clocks_overdue", "Open requests whose clock has ended.", found, "desk")
