"""The agencies' API as a fuzzer finds it: in this process, in one transaction, as described.

schemathesis calls from threads of its own. The application it calls works on the connection of
the test, so that everything is taken back afterwards.
"""

import json
import logging
import os
import re
import uuid
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

import pytest
import schemathesis
from django.core import signals
from django.core.handlers.wsgi import WSGIHandler
from django.db import close_old_connections, connections
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import Status, events, from_schema
from schemathesis.generation.case import Case
from schemathesis.transport.wsgi import WSGITransport

from liaison.api.agencies import openapi, paces
from liaison.identity.attempts import Attempts
from liaison.identity.services import machines
from tests.api.agencies.examples import EXAMPLES

# calls drawn for each operation; `make fuzz` draws more. What begins with LIAISON_ is a setting of
# the node, which refuses those it does not know
EACH: Final = int(os.environ.get("FUZZ_EXAMPLES", "4"))
SEED: Final = int(os.environ.get("FUZZ_SEED", "1"))
# no answer of the API takes as long, however busy the machine
SECONDS: Final = 20
SHOWN: Final = 600
# 5xx has a check of its own
REFUSALS: Final = ["400", "401", "403", "404", "405", "406", "409", "411", "413", "415", "422"]
WIRE: Final = ("max_redirects", "verify", "cert", "proxies")
KEY: Final = re.compile(r"[!#-~]{16,128}")
_send = WSGITransport.send


@dataclass
class Found:
    """What a run found.

    Attributes:
        faults: what an answer should not have been, in words, each once.
        answered: operation and status to how often.
        phases: those that ran, with how they ended.
    """

    faults: dict[str, str] = field(default_factory=dict)
    answered: Counter[tuple[str, int]] = field(default_factory=Counter)
    phases: dict[str, str] = field(default_factory=dict)

    def statuses(self, operation: str) -> set[int]:
        """Return every status an operation answered."""
        return {status for name, status in self.answered if name == operation}


def described(things: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    """Return our own description, with one good call of each operation in it as an example.

    Args:
        things: name of an operation to ids of things that are there, by parameter.
    """
    found: dict[str, Any] = json.loads(openapi.text())
    for methods in found["paths"].values():
        for said in methods.values():
            example = EXAMPLES[said["operationId"]]
            if example.body is not None:
                said["requestBody"]["content"]["application/json"]["example"] = example.body
            good = {**things.get(said["operationId"], {}), **(example.query or {})}
            for parameter in said.get("parameters", []):
                if parameter["name"] in good:
                    parameter["example"] = good[parameter["name"]]
    return found


@contextmanager
def application() -> Iterator[Any]:
    """Lend the connection of this thread to an application that others call."""
    ours, handler = connections["default"], WSGIHandler()
    ours.inc_thread_sharing()
    # at the end of a request django closes what is inside a transaction; its own client, too, asks
    # it not to
    signals.request_started.disconnect(close_old_connections)
    signals.request_finished.disconnect(close_old_connections)

    def answer(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:  # noqa: ANN401
        connections["default"] = ours
        # a fuzzer is faster than a machine may be, and tries more keys than anybody may
        paces.PACES.buckets.clear()
        machines.attempts = Attempts()
        environ["HTTP_HOST"] = "testserver"
        # whoever draws keys draws one over and over: what lies behind them would never be reached
        if KEY.fullmatch(environ.get("HTTP_IDEMPOTENCY_KEY", "")):
            environ["HTTP_IDEMPOTENCY_KEY"] = str(uuid.uuid4())
        return handler(environ, start_response)

    before = machines.attempts
    # thousands of lines that say that all is well
    logging.disable(logging.INFO)
    try:
        yield answer
    finally:
        logging.disable(logging.NOTSET)
        machines.attempts = before
        signals.request_started.connect(close_old_connections)
        signals.request_finished.connect(close_old_connections)
        ours.dec_thread_sharing()


def run(document: dict[str, Any], *, key: str, phases: Iterable[str]) -> Found:
    """Call everything that is described, in every way the description allows and forbids.

    Args:
        document: the description.
        key: of the machine that calls.
        phases: of schemathesis: examples, coverage, fuzzing, stateful.
    """
    wanted = set(phases)
    config = SchemathesisConfig.from_dict(
        {
            "seed": SEED,
            "continue-on-failure": True,
            "headers": {"Authorization": f"Bearer {key}"},
            "generation": {
                "max-examples": EACH,
                "deterministic": True,
                "database": "none",
                "no-shrink": True,
            },
            "checks": {
                # what a description cannot say is refused by services: an own bureau that is
                # asked, a birth in the future, a text of nothing but dots
                "positive_data_acceptance": {"enabled": False},
                "negative_data_rejection": {"expected-statuses": REFUSALS},
                "max_response_time": SECONDS,
            },
            "phases": {
                "examples": {"enabled": "examples" in wanted},
                "coverage": {
                    "enabled": "coverage" in wanted,
                    "generate-duplicate-query-parameters": True,
                },
                "fuzzing": {"enabled": "fuzzing" in wanted},
                "stateful": {"enabled": "stateful" in wanted, "max-steps": 5},
            },
        }
    )
    found = Found()
    with application() as app:
        schema = schemathesis.openapi.from_dict(document, config=config)
        schema.app = app
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(WSGITransport, "send", _without_a_network)
            for event in from_schema(schema).execute():
                _note(found, event)
    return found


def _without_a_network(transport: WSGITransport, case: Case[Any], **said: Any) -> Any:  # noqa: ANN401
    """Leave out what only a socket takes: a call without a key is repeated with all of it."""
    return _send(transport, case, **{name: one for name, one in said.items() if name not in WIRE})


def _note(found: Found, event: object) -> None:
    if isinstance(event, events.PhaseFinished):
        found.phases[event.phase.name.value] = event.status.value
    elif isinstance(event, events.NonFatalError):
        found.faults[f"{event.label}: {type(event.value).__name__}"] = str(event.value)[:SHOWN]
    elif isinstance(event, events.FatalError):
        raise event.exception
    elif isinstance(event, events.ScenarioFinished):
        _note_calls(found, event)


def _note_calls(found: Found, event: events.ScenarioFinished) -> None:
    recorder = event.recorder
    for name, told in recorder.interactions.items():
        if told.response is None:
            continue
        operation = recorder.cases[name].value.operation
        label = operation.definition.raw.get("operationId", operation.label)
        found.answered[label, told.response.status_code] += 1
        for check in recorder.checks.get(name, ()):
            if check.status is Status.FAILURE and check.failure_info is not None:
                words = f"{check.failure_info.failure}\n{told.request.body!r}"[:SHOWN]
                found.faults.setdefault(f"{label}: {check.name}", words)
