"""What is plugged into the sockets: exactly these. A new entry is a decision, made here."""

import ast
import re
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path

from liaison.audit.sockets import PRESENTERS
from liaison.core.sockets import JOBS, PERIODIC
from liaison.exchange.sockets import ANSWERERS, HANDLERS
from liaison.exchange.states import AlarmKind, PartState, State
from liaison.lib.wire.receipt import STATED
from liaison.records.sockets import HOLDINGS
from liaison.web.notifying import EVENTS

ROOT = Path(__file__).parents[2]
EVENT = re.compile(r"[a-z_]+:[a-z_]+:[a-z_]+")
FAMILY = re.compile(r"[a-z_]+:[a-z_]+:")
# where words are plugged in, not where events are written
WORDS = {"presenters.py", "apps.py"}
# events whose verb is a state: every verb that can be written
FAMILIES: Mapping[str, AbstractSet[str]] = {
    "exchange:alarm:": set(AlarmKind),
    "exchange:message:": {State.DELIVERED, State.REJECTED, State.OPENED, State.ANSWERED},
    "exchange:part:": set(PartState) - {PartState.WAITING},
    "exchange:receipt:": set(STATED),
}


def literals() -> tuple[set[str], set[str]]:
    """Return the events that the code names in full, and the beginnings that it completes."""
    events: set[str] = set()
    families: set[str] = set()
    for file in (ROOT / "liaison").rglob("*.py"):
        if file.name in WORDS:
            continue
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                events |= {node.value} if EVENT.fullmatch(node.value) else set()
                families |= {node.value} if FAMILY.fullmatch(node.value) else set()
    return events, families


def test_jobs() -> None:
    """Sending and fetching speak to a network: they are no single transaction."""
    assert {name: kind.transactional for name, kind in JOBS.items()} == {
        "casework.cross_check": True,
        "exchange.bring": False,
        "exchange.handle": True,
        "exchange.pull": False,
        "exchange.send": False,
        "queries.bulk": False,
        "queries.watch": True,
        "queries.watch_bulk": True,
        "identity.mail": False,
        "files.inspect": False,
    }


def test_periodic_work() -> None:
    """In seconds."""
    assert {name: work.every.total_seconds() for name, work in PERIODIC.items()} == {
        "audit.integrate": 1,
        "casework.clocks": 15,
        "core.forget_calls": 600,
        "core.forget_erased": 10,
        "exchange.end_kept": 30,
        "exchange.expire": 30,
        "exchange.fetch": 3600,
        "exchange.forget_asks": 60,
        "exchange.drop_sealed": 600,
        "exchange.sweep": 15,
        "exchange.tell_of_restart": 60,
        "exchange.sweep_parcels": 600,
        "exchange.watch_relays": 60,
        "files.sweep": 600,
        "identity.count": 60,
        "identity.forget": 3600,
        "identity.look_again": 600,
        "identity.number": 1,
        "identity.sweep": 3600,
        "queries.end_bulk": 60,
        "queries.expire": 5,
        "queries.forget_offers": 60,
        "records.deliveries": 15,
        "records.recalls": 3600,
        "records.retention": 600,
        "search.catch_up": 2,
    }


def test_kinds_of_message_and_whose_body_is_kept() -> None:
    """A body that quotes a record must not outlive it."""
    assert {kind: handler.keep_body for kind, handler in HANDLERS.items()} == {
        "casework.answer": True,
        "casework.cancel": True,
        "casework.clarified": True,
        "casework.clarify": True,
        "casework.close": True,
        "casework.correct": True,
        "casework.remind": True,
        "casework.request": True,
        "exchange.restart": True,
        "exchange.resumed": True,
        "exchange.returned": False,
        "queries.confirmation_asked": True,
        "queries.confirmation_given": False,
        "queries.outcome_reported": True,
        "records.annotation": False,
        "records.corrected": False,
        "records.correction": False,
        "records.distribute": False,
        "records.erased": True,
        "records.withdraw": True,
    }


def test_kinds_of_question_that_are_answered_at_once() -> None:
    """Each with the kind of its answer."""
    assert {kind: one.reply_kind for kind, one in ANSWERERS.items()} == {
        "queries.ask": "queries.found",
        "queries.fetch": "queries.record",
    }


def test_rooms_that_keep_something_of_a_record() -> None:
    """Each of them erases it with the record."""
    assert set(HOLDINGS) == {"casework", "queries"}


def test_every_event_that_is_written_has_words_and_no_words_are_idle() -> None:
    """An event without words shows its name to an auditor; words without an event are a lie."""
    events, families = literals()
    assert families == set(FAMILIES)
    # what the bell tells is told by other words, in liaison/web/notifying.py
    events -= set(EVENTS) - set(PRESENTERS)
    written = events | {f"{family}{verb}" for family, verbs in FAMILIES.items() for verb in verbs}
    assert written == set(PRESENTERS)
