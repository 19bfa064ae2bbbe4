"""One good body for each operation, and the thing of another organisation it must not reach."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from liaison.queries.states import HitState
from tests.files.room import clean
from tests.queries.things import a_hit

QUESTION = {"subject": "travel_document", "text": "LX7310254", "issuing_state": "CHN"}
WHY = {"purpose": "security_check", "case_reference": "PVG-2026-17"}


def no_path() -> Mapping[str, object]:
    """Return what stands in the braces of a path without any."""
    return {}


def a_new_hit() -> Mapping[str, object]:
    """Make a hit that is not compared yet."""
    return {"hit_id": a_hit().id}


def a_compared_hit() -> Mapping[str, object]:
    """Make a hit whose owner may be asked."""
    return {"hit_id": a_hit(HitState.COMPARED).id}


def a_clean_file() -> Mapping[str, object]:
    """Add a file and have it looked at."""
    return {"file_id": clean().id}


@dataclass(frozen=True)
class Example:
    """How an operation is called well.

    Attributes:
        body: of the call; None: it takes none.
        path: makes the thing and returns what stands in the braces.
        query: parameters.
        raw: the body itself, where it is not JSON.
    """

    body: Mapping[str, object] | None = None
    path: Callable[[], Mapping[str, object]] = field(default=no_path)
    query: Mapping[str, object] | None = None
    raw: bytes | None = None


EXAMPLES: Mapping[str, Example] = {
    "whoami": Example(),
    "check": Example({**WHY, "question": QUESTION}),
    "check_batch": Example({**WHY, "questions": [{"reference": "1", "question": QUESTION}]}),
    "list_hits": Example(),
    "read_hit": Example(path=a_new_hit),
    "compare_hit": Example({"same_document": True, "note": "same photograph"}, path=a_new_hit),
    "ask_confirmation": Example({"urgency": "urgent", "note": ""}, path=a_compared_hit),
    "add_file": Example(query={"name": "note.txt"}, raw=b"what the driver said"),
    "read_file": Example(path=a_clean_file),
    "fetch_file": Example(path=a_clean_file),
    "poll_events": Example(query={"after": 0}),
}


def nothing(path: Mapping[str, object]) -> Mapping[str, object]:
    """Return ids of things that do not exist."""
    return {name: uuid.UUID(int=place) for place, name in enumerate(path, 1)}
