"""Bodies of messages: what is written is read the same; what is altered is refused by name."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison.casework.errors import BodyRefused
from liaison.casework.states import Result
from liaison.casework.types import Said
from liaison.casework.wireform import (
    KINDS,
    parse_asked,
    parse_said,
    write_asked,
    write_said,
)
from liaison.casework.words import LetterKind, Outcome
from liaison.lib.wire import canonical
from tests.casework.things import asked

MANIFEST = {"purpose": "identify_person_or_body", "legal_basis": "Act 1", "urgency": "normal"}
LIMIT = 48 * 1024
JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=6,
)


def said(kind: LetterKind) -> Said:
    """Return a letter of a kind."""
    plain = asked()
    return Said(
        kind=kind,
        request=plain.request,
        letter=plain.letter,
        sender="seoul",
        to=("beijing",),
        reference="SL-1",
        your_reference="",
        words="Words.\nMore of them.",
        result=Result.REFUSED if kind is LetterKind.ANSWER else None,
        grounds="no_link" if kind is LetterKind.ANSWER else "",
        outcome=Outcome.SEIZED if kind is LetterKind.CLOSING else None,
    )


def test_a_request_is_read_as_it_was_written() -> None:
    plain = asked(legal_basis="Act 1")
    body: Any = canonical.decode(canonical.encode(write_asked(plain)), limit=LIMIT)
    read = parse_asked(body, **MANIFEST)
    # the wire writes the script beside each name
    assert write_asked(read)["concerned"] != []
    assert (read.request, read.sender, read.subject, read.clock) == (
        plain.request,
        plain.sender,
        plain.subject,
        plain.clock,
    )
    assert parse_asked(write_asked(read), **MANIFEST) == read


@pytest.mark.parametrize("kind", KINDS)
def test_a_letter_is_read_as_it_was_written(kind: LetterKind) -> None:
    plain = said(kind)
    body: Any = canonical.decode(canonical.encode(write_said(plain)), limit=LIMIT)
    assert parse_said(body, kind) == plain


@given(field=st.sampled_from(sorted(write_asked(asked()))), value=JUNK)
def test_a_request_with_anything_in_a_field_is_read_or_refused(field: str, value: object) -> None:
    """By name, never with a crash."""
    body: Any = dict(write_asked(asked())) | {field: value}
    blamed = field
    try:
        parse_asked(body, **MANIFEST)
    except BodyRefused as refusal:
        blamed = refusal.field.split(".")[0]
    assert blamed == field


@given(
    kind=st.sampled_from(sorted(KINDS)),
    field=st.sampled_from(["request", "from", "to", "words", "result", "partial", "grounds"]),
    value=JUNK,
)
def test_a_letter_with_anything_in_a_field_is_read_or_refused(
    kind: LetterKind, field: str, value: object
) -> None:
    body: Any = dict(write_said(said(kind))) | {field: value}
    blamed = field
    try:
        parse_said(body, kind)
    except BodyRefused as refusal:
        blamed = refusal.field
    assert blamed in {field, "grounds", "partial"}


WRONG: dict[str, dict[str, Any]] = {
    "refused without grounds": {"result": "refused", "grounds": ""},
    "grounds without a refusal": {"result": "information", "grounds": "no_link"},
    "a part of nothing": {"result": "nothing_known", "grounds": "", "partial": True},
    "a result nobody knows": {"result": "maybe"},
}


@pytest.mark.parametrize("change", WRONG.values(), ids=WRONG)
def test_an_answer_that_contradicts_itself_is_refused(change: dict[str, Any]) -> None:
    body: Any = dict(write_said(said(LetterKind.ANSWER))) | change
    with pytest.raises(BodyRefused):
        parse_said(body, LetterKind.ANSWER)
