"""One good body for each operation, and the thing of another organisation it must not reach."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from liaison.queries.states import BulkState
from tests.casework.things import UNIT, a_draft, ada, an_assigned
from tests.cast import an_actor
from tests.files.room import clean
from tests.queries.lists import a_list, work
from tests.queries.lists import ada as ada_in_chair
from tests.queries.things import a_hit
from tests.records.things import an_own_document

QUESTION = {"subject": "travel_document", "text": "LX7310254", "issuing_state": "CHN"}
REQUEST: Mapping[str, object] = {
    "subject": "Theft of a lorry with 24 pallets of medicine",
    "asked": "Identify the driver and say where the lorry was last seen.",
    "facts": "On 12 February 2026 a lorry was stolen in Shenzhen.",
    "link": "The subject rented the lorry under his own name.",
    "purpose": "locate_person_or_object",
    "legal_basis": "Criminal Procedure Law, Art. 113",
    "urgency": "urgent",
    "clock": "urgent_indirect",
    "crime_area": "crimes_against_property",
    "to": ["seoul"],
    "concerned": [
        {
            "kind": "person",
            "names": [{"name": "Zhang Wei"}, {"name": "张伟"}],
            "birth": "1974-08-12",
            "nationalities": [{"state": "CHN"}],
        },
        {"kind": "vehicle", "plate": "粤B 12345", "plate_state": "CHN"},
    ],
}
DOCUMENT: Mapping[str, object] = {
    "number": "E12345678",
    "issuing_state": "CHN",
    "document_type": "passport",
    "fraud": "lost_or_stolen",
}
WHY = {"purpose": "security_check", "case_reference": "PVG-2026-17"}


def no_path() -> Mapping[str, object]:
    """Return what stands in the braces of a path without any."""
    return {}


def a_new_hit() -> Mapping[str, object]:
    """Make a hit that is not compared yet."""
    return {"hit_id": a_hit().id}


def a_new_draft() -> Mapping[str, object]:
    """Let Ada write a request at the desk."""
    return {"request_id": a_draft(actor=ada()).id}


def a_filling_list() -> Mapping[str, object]:
    """Let the machine that calls begin a list."""
    return {"bulk_id": a_list(an_actor(person="gate"), state=BulkState.FILLING).id}


def a_running_list() -> Mapping[str, object]:
    """Let the machine that calls have a list under way."""
    return {"bulk_id": a_list(an_actor(person="gate")).id}


def a_list_that_is_done() -> Mapping[str, object]:
    """Have a list gone through that Ada asked for."""
    done = a_list(ada_in_chair())
    work()
    return {"bulk_id": done.id}


def a_request_of_the_unit() -> Mapping[str, object]:
    """Let a request of Seoul's be assigned to a unit."""
    return {"request_id": an_assigned().id}


def a_record() -> Mapping[str, object]:
    """Enter a document of the bureau's own."""
    return {"record_id": an_own_document(to=()).id}


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
        organisation: whose machine calls.
        stranger: whose machine must not know of the thing; "": the register is everybody's who
            may read it at all.
    """

    body: Mapping[str, object] | None = None
    path: Callable[[], Mapping[str, object]] = field(default=no_path)
    query: Mapping[str, object] | None = None
    raw: bytes | None = None
    organisation: str = "beijing"
    stranger: str = "beijing/hong-kong"


EXAMPLES: Mapping[str, Example] = {
    "whoami": Example(),
    "check": Example({**WHY, "question": QUESTION}),
    "check_batch": Example({**WHY, "questions": [{"reference": "1", "question": QUESTION}]}),
    "open_bulk_check": Example(
        {**WHY, "kind": "passengers", "ground": "Own law on passenger data, Art. 3"}
    ),
    "add_bulk_lines": Example(
        {"first": 90, "lines": [{"reference": "17A", "name": "KIM Min-su"}]}, path=a_filling_list
    ),
    "submit_bulk_check": Example(path=a_filling_list),
    "cancel_bulk_check": Example(path=a_running_list),
    "list_bulk_checks": Example(),
    "read_bulk_check": Example(path=a_running_list),
    "list_bulk_results": Example(path=a_list_that_is_done, query={"after": 0}),
    "list_bulk_rejects": Example(path=a_list_that_is_done, query={"after": 0}),
    "prove_bulk_line": Example(path=a_list_that_is_done, query={"line": 2}),
    "check_abroad": Example({**WHY, "question": QUESTION, "bureaus": ["lyon", "seoul"]}),
    "fetch_record": Example(path=a_new_hit),
    "list_hits": Example(),
    "read_hit": Example(path=a_new_hit),
    "draft_request": Example({**REQUEST, "submit": True}),
    "change_request": Example(REQUEST, path=a_new_draft),
    "submit_request": Example({"words": "please today"}, path=a_new_draft),
    "cancel_request": Example({"words": "found meanwhile"}, path=a_new_draft),
    "draft_answer": Example(
        {"result": "nothing_known", "words": "No such person is known here."},
        path=a_request_of_the_unit,
        organisation=UNIT,
    ),
    "note_request": Example({"words": "the driver called"}, path=a_new_draft),
    "list_requests": Example(query={"queue": "open"}),
    "find_requests": Example(query={"reference": "BJ-2026-000001"}),
    "read_request": Example(path=a_new_draft),
    "enter_record": Example({"kind": "travel_document", "fields": DOCUMENT}),
    "change_record": Example(
        {"kind": "travel_document", "fields": DOCUMENT, "version": 1, "reason": "found again"},
        path=a_record,
        stranger="seoul",
    ),
    "import_records": Example({"kind": "travel_document", "rows": [DOCUMENT]}),
    "list_records": Example(),
    "read_record": Example(path=a_record, stranger=""),
    "add_file": Example(query={"name": "note.txt"}, raw=b"what the driver said"),
    "read_file": Example(path=a_clean_file),
    "fetch_file": Example(path=a_clean_file),
    "poll_events": Example(query={"after": 0}),
}


def nothing(path: Mapping[str, object]) -> Mapping[str, object]:
    """Return ids of things that do not exist."""
    return {name: uuid.UUID(int=place) for place, name in enumerate(path, 1)}
