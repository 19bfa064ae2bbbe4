"""Bodies of messages: known fields, known types, one spelling; a refusal names the field."""

import enum
from collections.abc import Callable
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison.core.bodies import Body
from liaison.core.errors import Refusal, TextRefused
from liaison.core.texts import Rule

ID = "5f0c1d0a-1111-4222-8333-444455556666"
LINE = Rule(TextRefused, maximum=9, minimum=1, lines=False)
GOOD: dict[str, object] = {
    "id": ID,
    "name": " Ada ",
    "valid": True,
    "version": 3,
    "colour": "red",
    "list": [{"a": 1}],
    "inner": {"b": "c"},
}


class Colour(enum.StrEnum):
    """A closed list."""

    RED = "red"


class BodyRefused(Refusal):
    """The room's own name."""

    code = "room:body"

    def __init__(self, field: str, reason: str) -> None:
        """Keep both."""
        super().__init__(field, reason)
        self.field = field


def test_reads_what_is_said() -> None:
    body = Body(GOOD, BodyRefused).only(GOOD)
    assert (body.uuid("id"), body.words("name", LINE)) == (UUID(ID), "Ada")
    assert (body.truth("valid"), body.number("version", 1, 3)) == (True, 3)
    assert (body.one_of("colour", Colour), body.text("name", most=5)) == (Colour.RED, " Ada ")
    assert body.inside("inner").text("b", most=1) == "c"
    assert [body.part("list", one).number("a", 0, 1) for one in body.items("list", most=1)] == [1]


READ: dict[str, Callable[[Body, str], object]] = {
    "uuid": Body.uuid,
    "words": lambda body, field: body.words(field, LINE),
    "text": lambda body, field: body.text(field, most=2, least=1),
    "truth": Body.truth,
    "number": lambda body, field: body.number(field, 1, 2),
    "one_of": lambda body, field: body.one_of(field, Colour),
    "items": lambda body, field: body.items(field, most=1, least=1),
    "inside": Body.inside,
}
WRONG: dict[str, list[object]] = {
    "uuid": [None, 7, "", ID.upper(), ID.replace("-", ""), f"{{{ID}}}", "x" * 10_000],
    "words": [None, 7, "", "  ", "a\nb", "a\u202eb", "x" * 10],
    "text": [None, 7, "", "abc", ["a"]],
    "truth": [None, 1, "true"],
    "number": [None, True, 0, 3, 1.0, "1"],
    "one_of": [None, "", "RED", ["red"], "red " * 100],
    "items": [None, [], [1, 2], "a", {"a": 1}],
    "inside": [None, [], "a", {1: "a"}],
}


@pytest.mark.parametrize(
    ("kind", "said"),
    [(kind, said) for kind, values in WRONG.items() for said in values],
    ids=lambda value: str(value)[:20],
)
def test_refuses_and_names_the_field(kind: str, said: object) -> None:
    with pytest.raises(BodyRefused) as caught:
        READ[kind](Body({"field": said}, BodyRefused), "field")
    assert caught.value.field == "field"


@pytest.mark.parametrize("kind", READ)
def test_refuses_what_is_missing(kind: str) -> None:
    with pytest.raises(BodyRefused):
        READ[kind](Body({}, BodyRefused), "field")


@given(said=st.frozensets(st.sampled_from("abcd")), must=st.frozensets(st.sampled_from("abcd")))
def test_has_the_fields_it_must_and_no_other(said: frozenset[str], must: frozenset[str]) -> None:
    body = Body(dict.fromkeys(said), BodyRefused)
    if said == must:
        assert body.only(must) is body
        return
    with pytest.raises(BodyRefused) as caught:
        body.only(must)
    assert caught.value.field == min(must - said or said - must)
