"""Whatever is sent, the answer is an answer or a problem that is described: never a fault."""

import json
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liaison.api.agencies import paces
from liaison.api.agencies.routes import DECLARED
from tests.api.agencies.caller import Machine
from tests.api.agencies.examples import EXAMPLES, nothing

BODIES = sorted(name for name, made in DECLARED.items() if made.has_body and not made.streams)
QUERIES = sorted(name for name, made in DECLARED.items() if not made.has_body and made.parameters)
KEY = "8e03978e-40d5-43e8-bc93-6894a57f9324"
HOSTILE = ["", "\u202e", "'; DROP TABLE--", "1" * 300, "\U0001d7d9", "\ufeff", "LX7310254"]
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=60)
    | st.sampled_from(
        ["", "\u202e", "'; DROP TABLE--", "1" * 300, "\U0001d7d9", "\ufeff", "LX7310254"]
    )
)
ANYTHING = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4)
    ),
    max_leaves=8,
)
# the database is rolled back after the test, not after each example
PATIENT = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])


def changed(body: Mapping[str, Any], draw: st.DataObject) -> dict[str, Any]:
    """Return a good body in which something, somewhere, is something else."""
    found = json.loads(json.dumps(body))
    place: Any = found
    while True:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        key = draw.draw(
            st.sampled_from([*keys, "else"]) if isinstance(place, dict) else st.sampled_from(keys)
        )
        inner = place.get(key) if isinstance(place, dict) else place[key]
        if not isinstance(inner, dict | list) or not inner or draw.draw(st.booleans()):
            place[key] = draw.draw(ANYTHING)
            return dict(found)
        place = inner


@pytest.mark.parametrize("name", BODIES)
@PATIENT
@given(data=st.data())
def test_a_body_with_one_thing_wrong(machine: Machine, name: str, data: st.DataObject) -> None:
    paces.PACES.buckets.clear()
    example = EXAMPLES[name]
    body = changed(example.body or {}, data)
    path = nothing(dict.fromkeys(["hit_id", "file_id", "request_id", "record_id"]))
    raw = json.dumps(body).encode(errors="surrogatepass")
    answer = machine.call(name, raw=raw, key=KEY, path=path)
    # no trust directory rules here: to submit is refused for now, in words, and not a fault
    assert answer.status < 500 or answer.body["code"] == "exchange:trust"


@PATIENT
@given(raw=st.binary(max_size=200) | ANYTHING.map(lambda one: json.dumps(one).encode()))
def test_a_body_that_is_anything(machine: Machine, raw: bytes) -> None:
    paces.PACES.buckets.clear()
    assert machine.call("check", raw=raw or b" ").status < 500


@pytest.mark.parametrize("name", QUERIES)
@PATIENT
@given(data=st.data())
def test_a_query_that_is_anything(machine: Machine, name: str, data: st.DataObject) -> None:
    paces.PACES.buckets.clear()
    names = st.sampled_from([*DECLARED[name].parameters, "else"])
    texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
    query = data.draw(st.dictionaries(names, texts | st.integers().map(str), max_size=4))
    path = nothing(dict.fromkeys(["hit_id", "file_id", "request_id", "record_id"]))
    assert machine.call(name, query=query, path=path).status < 500


@PATIENT
@given(
    headers=st.dictionaries(
        st.sampled_from(
            [
                "Accept",
                "Authorization",
                "Content-Digest",
                "Content-Type",
                "Host",
                "Accept-Language",
            ]
        ),
        st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=40),
    )
)
def test_headers_that_are_anything(machine: Machine, headers: Mapping[str, str]) -> None:
    paces.PACES.buckets.clear()
    answer = machine.call("add_file", raw=b"a", query={"name": "a"}, key=KEY, headers=headers)
    assert answer.status < 500
