"""Attack: a form or a body brings fields that were never asked for (mass assignment, CWE-915).

Made from what there is: every column of every table that no form names is sent along with every
form of the staff site, every member nobody described with every body of the API. A new column, a
new form, a new operation is attacked without a line here.
"""

import copy
import itertools
import uuid
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Final

import pytest
from django.apps import apps
from django.db import models
from django.test import Client

from liaison.api.agencies.routes import DECLARED
from tests.api.agencies.caller import Keyring, Machine
from tests.api.agencies.conftest import abroad_answers, keyring, outbox
from tests.api.agencies.conftest import clock_stands as api_clock
from tests.api.agencies.examples import EXAMPLES
from tests.files.conftest import disk
from tests.matrix.node import node_with_all
from tests.matrix.test_staff import address, filled
from tests.matrix.trying import counted, undone
from tests.matrix.world import World
from tests.web.test_forms import ALL
from tools import who_may
from tools.who_may import OPENS, Row

__all__ = ["abroad_answers", "api_clock", "disk", "keyring", "node_with_all", "outbox"]
pytestmark = pytest.mark.django_db
POISON: Final = "poison-7391"
MODELS: Final = tuple(apps.get_models())
COLUMNS: Final = {field.attname: field for model in MODELS for field in model._meta.fields}
KINDS: Final[Any] = ALL
TYPED: Final[set[str]] = {name for form in KINDS for name in form.base_fields}
# what views read without a form: the chair one sits down in, the step of a page, lists
READ: Final = {"chair", "step", "next", "page", "id"}
EXTRA: Final[Mapping[str, str]] = {
    name: "True" if isinstance(field, models.BooleanField) else POISON
    for name, field in COLUMNS.items()
    if name not in TYPED | READ
}
NOTHING_AND_ALL: Final[tuple[Mapping[str, str], ...]] = ({}, EXTRA)
TABLE: Final = who_may.read(who_may.STAFF)
BODIES: Final = sorted(
    name for name, made in DECLARED.items() if made.has_body and not made.streams
)


def forms() -> Iterator[tuple[Row, str]]:
    """Yield every form once, with a chair from which it opens."""
    seen = set()
    for row in TABLE.rows:
        chair = next((name for name, letter in row.answers.items() if letter == OPENS), "")
        kind = (row.name, str(row.form.get("step", "")))
        if row.method == "POST" and chair and not row.oversight and kind not in seen:
            seen.add(kind)
            yield row, chair


FORMS: Final = {f"{row.name} {row.form.get('step', '')}": (row, chair) for row, chair in forms()}


def kept() -> tuple[Counter[str], bool]:
    """Return how often each closed or true-or-false value stands in a column, and any poison."""
    found: Counter[str] = Counter()
    poisoned = False
    for model in MODELS:
        closed = [f.attname for f in model._meta.fields if isinstance(f, models.BooleanField)]
        closed += [
            name for name in ("state", "organisation_id", "role", "owner") if _has(model, name)
        ]
        texts = [
            f.attname
            for f in model._meta.fields
            if isinstance(f, models.CharField | models.TextField)
        ]
        for line in model._default_manager.values(*closed, *texts) if closed or texts else ():
            found.update(f"{model._meta.label}.{name}={line[name]}" for name in closed)
            poisoned = poisoned or any(POISON in str(line[name]) for name in texts)
    return found, poisoned


def _has(model: type[models.Model], name: str) -> bool:
    return name in {field.attname for field in model._meta.fields}


def test_there_is_something_to_send() -> None:
    """Among it what would help most."""
    assert {"is_superuser", "state", "asked_by", "decided_by", "sha256"} & set(EXTRA)
    assert len(EXTRA) > 100
    assert len(FORMS) > 30


@pytest.mark.parametrize("form", FORMS)
def test_a_form_takes_what_it_names_and_nothing_else(node_with_all: World, form: str) -> None:
    """Sent with every column of the house it leaves what it leaves without."""
    row, chair = FORMS[form]
    said = {name: str(filled(one, node_with_all.things)) for name, one in row.form.items()}
    left = []
    for more in NOTHING_AND_ALL:
        with undone():
            client = Client()
            client.cookies = copy.deepcopy(node_with_all.chairs.clients[chair].cookies)
            answer = client.post(address(row, node_with_all.things), {**more, **said})
            assert answer.status_code < 500
            closed, poisoned = kept()
            assert not poisoned
            left.append((answer.status_code, closed))
    assert left[0] == left[1]


def places(body: Any) -> Iterator[tuple[object, ...]]:  # noqa: ANN401 - JSON
    """Yield the way to every object of a body."""
    if isinstance(body, dict):
        yield ()
        for name, inner in body.items():
            yield from ((name, *way) for way in places(inner))
    elif isinstance(body, list):
        for number, inner in enumerate(body[:1]):
            yield from ((number, *way) for way in places(inner))


def at(body: Any, way: tuple[object, ...]) -> Any:  # noqa: ANN401 - JSON
    """Return the object at the end of a way."""
    found: Any = body
    for step in way:
        found = found[step]
    return found


@pytest.mark.parametrize("name", BODIES)
def test_a_body_takes_what_is_described_and_nothing_else(
    keyring: Keyring, outbox: object, name: str
) -> None:
    """At every depth; and it is refused as a whole, on the record, with nothing written."""
    assert outbox
    example = EXAMPLES[name]
    machine = Machine(keyring.give(organisation=example.organisation))
    path = example.path()
    before = counted()
    for way, extra in itertools.product(
        places(example.body), ("id", "owner", "state", "is_staff")
    ):
        body: Any = copy.deepcopy(example.body)
        found = at(body, way)
        if extra in found or way[:1] == ("rows",):
            continue
        found[extra] = POISON
        answer = machine.call(name, body, key=str(uuid.uuid4()), path=path)
        assert (answer.status, name, way) == (422, name, way), answer.raw
        assert POISON.encode() not in answer.raw
    assert counted() == before


def test_rows_with_more_than_their_fields_are_not_taken(keyring: Keyring, outbox: object) -> None:
    """Rows of an import are refused one by one."""
    assert outbox
    body: Any = copy.deepcopy(EXAMPLES["import_records"].body)
    body["rows"][0]["owner"] = POISON
    answer = Machine(keyring.give()).call("import_records", body, key=str(uuid.uuid4()))
    assert (answer.body["created"], len(answer.body["rejects"])) == (0, 1)


TRUTHS: Final[Mapping[str, tuple[str, list[object]]]] = {
    "draft_request": ("submit", [0, 1, "true", "on", 1.0]),
    "draft_answer": ("partial", [0, 1, "true", "on", 1.0]),
    "check": ("silent", [0, 1, "true", "on", 1.0]),
    "change_record": ("version", ["1", 1.5, True]),
}


@pytest.mark.parametrize("name", TRUTHS)
def test_a_value_of_another_kind_is_not_made_to_fit(
    keyring: Keyring, outbox: object, name: str
) -> None:
    """Attack: a text or a number that one program reads as true and another as false."""
    assert outbox
    example = EXAMPLES[name]
    machine = Machine(keyring.give(organisation=example.organisation))
    path = example.path()
    field, values = TRUTHS[name]
    for value in values:
        body = {**(example.body or {}), field: value}
        answer = machine.call(name, body, key=str(uuid.uuid4()), path=path)
        assert (answer.status, answer.body["errors"][0]["pointer"]) == (422, f"#/{field}"), value


def test_a_field_of_a_record_that_is_a_number_is_no_truth(
    keyring: Keyring, outbox: object
) -> None:
    """Found by drawing calls: 0 was read as false."""
    assert outbox
    body: Any = copy.deepcopy(EXAMPLES["enter_record"].body)
    body["fields"]["discreet"] = 0
    answer = Machine(keyring.give()).call("enter_record", body, key=str(uuid.uuid4()))
    assert (answer.status, answer.code) == (422, "api:invalid")
