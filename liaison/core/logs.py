"""The log of a process: one line of JSON for each event, and nothing in it that is not on a list.

Our own events and those of every library go one way. Of ours, values of listed keys are written;
of a library's, its name, the words as its author wrote them, and the place: what it filled in may
be a path, a query or a name. Errors are told by type and place, never by their text.
"""

import json
import logging
import sys
import threading
import traceback
from collections.abc import Mapping, MutableMapping
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Final

import structlog

FRAMES: Final = 8
VALUE_MAXIMUM: Final = 300
LIST_MAXIMUM: Final = 20
# what may be written: names of our own making, numbers, states, ids of rows. A key that is not
# here is dropped, so that no hurried line tells what an officer asked
KEYS: Final = frozenset(
    {
        *("at", "attempts", "bureau", "code", "door", "error", "instance", "job", "mark"),
        *("method", "milliseconds", "node", "operation", "peer_request_id", "person", "port"),
        *("queries", "query_milliseconds", "question", "request_id", "seconds", "status"),
        *("tables", "verb", "version", "view", "work"),
    }
)
_Event = MutableMapping[str, Any]
_who: dict[str, str] = {"process": "command", "node": ""}
log = structlog.get_logger()


def told(error: BaseException) -> dict[str, str]:
    """Return type and place of an error: its text may carry content of messages."""
    frames = traceback.extract_tb(error.__traceback__)[-FRAMES:]
    places = (f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames)
    return {"error": type(error).__name__, "at": " > ".join(places)}


def set_up(*, node: str, level: str) -> dict[str, object]:
    """Send our events to the standard log, and return Django's LOGGING that writes it.

    Args:
        node: id of the bureau.
        level: the least that is written of our own events, such as `info`.
    """
    _who["node"] = node
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            structlog.contextvars.merge_contextvars,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": _formatter}},
        "handlers": {"stderr": {"()": _Lines, "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            "liaison": {"level": level.upper()},
            # what was not found or refused is a line of the request itself
            "django.request": {"level": "ERROR"},
        },
    }


def name_process(name: str) -> None:
    """Say what this process is, and log what would end it or one of its threads.

    Args:
        name: `staff`, `federation` or `worker`; a command says nothing.
    """
    _who["process"] = name
    sys.excepthook = _ended
    threading.excepthook = _thread_ended


class _Lines(logging.StreamHandler[Any]):
    """Writes to whatever is the standard error output now; tells nothing of what it cannot write.

    The standard library would print a faulty record with all its arguments.
    """

    def emit(self, record: logging.LogRecord) -> None:
        self.stream = sys.stderr
        super().emit(record)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's name
        line = {"level": "error", "event": "a line could not be written", "logger": record.name}
        sys.stderr.write(json.dumps(line) + "\n")


def _formatter() -> logging.Formatter:
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[structlog.contextvars.merge_contextvars],
        processors=[_line, structlog.processors.JSONRenderer(ensure_ascii=True)],
        pass_foreign_args=True,
        # never filled in: what a library would fill in is what may not be written
        use_get_message=False,
    )


def _line(_logger: object, _method: str, event: _Event) -> Mapping[str, Any]:
    record: logging.LogRecord = event["_record"]
    listed = {key: _plain(value) for key, value in event.items() if key in KEYS}
    head = {
        "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname.lower(),
        "event": _plain(event["event"]),
        **_who,
    }
    error = _error_of(event.get("exc_info"))
    if error is not None:
        head |= told(error)
    if event["_from_structlog"]:
        return head | listed
    return _of_a_library(head, record, has_values=bool(event["positional_args"])) | listed


def _error_of(said: object) -> BaseException | None:
    """Return the error that a line was written about, however it was handed over."""
    found = sys.exc_info() if said is True else said
    found = found[1] if isinstance(found, tuple) else found
    return found if isinstance(found, BaseException) else None


def _of_a_library(
    head: Mapping[str, object], record: logging.LogRecord, *, has_values: bool
) -> dict[str, object]:
    """Tell of a library what its author wrote; a text without places was filled in before."""
    words = str(record.msg)[:VALUE_MAXIMUM] if has_values else "a library said something"
    found = {"at": f"{record.filename}:{record.lineno}", **head}
    found |= {"event": words, "logger": record.name}
    if isinstance(status := getattr(record, "status_code", None), int):
        found["status"] = status
    return found


def _plain(value: object) -> object:
    """Return a value as a line may hold it: short, and of a simple kind."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value[:LIST_MAXIMUM]]
    return str(value)[:VALUE_MAXIMUM]


def _ended(kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
    if not issubclass(kind, KeyboardInterrupt | SystemExit):
        log.critical("the process ended by an error", **told(error))


def _thread_ended(hook: threading.ExceptHookArgs) -> None:
    if hook.exc_value is not None and not isinstance(hook.exc_value, SystemExit):
        log.critical("a thread ended by an error", **told(hook.exc_value))
