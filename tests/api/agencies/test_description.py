"""The description is OpenAPI 3.1, complete, and readable by people without any script."""

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import get_type_hints

import pytest
from django.test import Client
from pydantic import TypeAdapter

from liaison.api.agencies import openapi
from liaison.api.agencies.operations import Once
from liaison.api.agencies.problems import KINDS
from liaison.api.agencies.routes import DECLARED

DOCUMENT = openapi.document()
INLINE = re.compile(r"\sstyle=|<style|\son[a-z]+=|<script(?![^>]*\ssrc=)|https?://", re.IGNORECASE)


def references(value: object) -> Iterator[str]:
    """Yield every reference in the description."""
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield value["$ref"]
        for one in value.values():
            yield from references(one)
    elif isinstance(value, list):
        for one in value:
            yield from references(one)


def described() -> dict[str, dict[str, object]]:
    """Return every operation as it is described, by name."""
    return {
        said["operationId"]: said
        for methods in DOCUMENT["paths"].values()
        for said in methods.values()
    }


def test_every_reference_leads_somewhere() -> None:
    for reference in set(references(DOCUMENT)):
        place: object = DOCUMENT
        for part in reference.removeprefix("#/").split("/"):
            assert isinstance(place, dict)
            place = place[part]


def test_every_operation_is_described_once() -> None:
    assert set(described()) == set(DECLARED)
    assert DOCUMENT["openapi"] == "3.1.0"


@pytest.mark.parametrize("name", DECLARED)
def test_an_operation_tells_all_it_answers(name: str) -> None:
    """What it really answers, every test of an operation compares with this."""
    made, said = DECLARED[name], described()[name]
    statuses = {int(made.status), *openapi.codes_of(made)}
    assert {int(one) for one in said["responses"]} == statuses  # type: ignore[attr-defined]
    assert {400, 401, 403, 406, 413, 429, 500, 503} <= statuses
    assert statuses >= ({415, 422} if made.has_body else set())
    assert statuses >= ({409, 422} if made.once is not Once.NEVER else set())
    assert said["security"] == [{"machineKey": [made.permission] if made.permission else []}]


@pytest.mark.parametrize("name", DECLARED)
def test_every_body_refuses_unknown_fields_and_every_text_has_a_maximum(name: str) -> None:
    body = described()[name].get("requestBody")
    if not DECLARED[name].has_body or DECLARED[name].streams:
        return
    for schema in schemas(body):
        if schema.get("type") == "object":
            assert schema.get("additionalProperties") is False or "maxProperties" in schema
        bounded = {"maxLength", "enum", "const", "format"} & set(schema)
        assert schema.get("type") != "string" or bounded, schema
        assert schema.get("type") != "array" or "maxItems" in schema, schema


def schemas(value: object) -> Iterator[dict[str, object]]:
    """Yield every schema of a body, through its references."""
    if isinstance(value, dict):
        if "$ref" in value:
            yield from schemas(DOCUMENT["components"]["schemas"][value["$ref"].split("/")[-1]])
        yield value
        for one in value.values():
            yield from schemas(one)
    elif isinstance(value, list):
        for one in value:
            yield from schemas(one)


def test_no_name_is_used_for_two_things() -> None:
    """Ninja would keep the last one, in silence."""
    found: dict[str, object] = {}
    for made in DECLARED.values():
        said = get_type_hints(made.function)
        for kind in (made.answers, said.get("body")):
            if kind is None:
                continue
            defined = TypeAdapter(kind).json_schema(ref_template="{model}").get("$defs", {})
            for name, schema in {
                **defined,
                kind.__name__: TypeAdapter(kind).json_schema(),
            }.items():
                schema.pop("$defs", None)
                words = json.dumps(schema, sort_keys=True).replace("#/$defs/", "")
                assert found.setdefault(name, words) == words, name


def test_it_is_served_to_everybody(client: Client) -> None:
    answer = client.get("/api/v1/openapi.json")
    assert answer["Content-Type"] == "application/json"
    assert json.loads(answer.content) == json.loads(json.dumps(DOCUMENT))


class Page(HTMLParser):
    """Collects ids and links of a page."""

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect."""
        said = dict(attrs)
        self.ids += [said["id"] or ""] if "id" in said else []
        self.links += [said["href"] or ""] if tag == "a" and "href" in said else []


def test_people_read_it_without_a_script_and_every_link_leads_somewhere(client: Client) -> None:
    answer = client.get("/api/v1/")
    text = answer.content.decode()
    assert not INLINE.search(text)
    page = Page()
    page.feed(text)
    assert len(page.ids) == len(set(page.ids))
    inside = {link[1:] for link in page.links if link.startswith("#")}
    assert inside <= set(page.ids)
    # the type of every problem is an address on this page
    assert {code.replace(":", "-") for code in KINDS} <= set(page.ids)
    assert set(DECLARED) <= set(page.ids)
