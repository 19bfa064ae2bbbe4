"""The bytes that are committed to and hashed are canonical JSON, however they were made."""

import uuid
from datetime import UTC, datetime, timedelta, timezone

import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from liaison.audit.types import Entry, JsonValue, Who, leaf_content

MOMENT = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXTS
)
FACTS = st.dictionaries(
    TEXTS,
    SCALARS | st.lists(SCALARS, max_size=3) | st.dictionaries(TEXTS, SCALARS, max_size=3),
    max_size=4,
)


@given(facts=FACTS, target=TEXTS)
def test_the_body_is_canonical(facts: dict[str, JsonValue], target: str) -> None:
    """Both ways of writing it give what the library of RFC 8785 gives."""
    entry = Entry(Who("ada", "", "beijing"), "a:b:c", target, MOMENT, facts=facts)

    assert entry.body() == rfc8785.dumps(
        {
            "event": "a:b:c",
            "facts": facts,
            "legal_basis": "",
            "purpose": "",
            "result": "done",
            "target": target,
            "who": {"chair": "", "organisation": "beijing", "person": "ada"},
        }
    )


@given(
    leaf=st.uuids(),
    at=st.floats(0, 2e11).map(lambda seconds: datetime.fromtimestamp(seconds, tz=UTC)),
    commitment=st.binary(min_size=32, max_size=32),
)
def test_a_leaf_is_canonical(leaf: uuid.UUID, at: datetime, commitment: bytes) -> None:
    """Six decimals and a Z, always: one moment, one spelling."""
    moment = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")

    assert leaf_content(leaf, at, commitment) == rfc8785.dumps(
        {"at": moment, "commitment": commitment.hex(), "id": str(leaf)}
    )


def test_a_leaf_does_not_depend_on_the_time_zone() -> None:
    """Databases give moments back in zones of their own."""
    here = MOMENT
    there = here.astimezone(timezone(timedelta(hours=8)))
    leaf = uuid.UUID(int=1)

    expected = (
        b'{"at":"2026-03-04T05:06:07.000000Z","commitment":"'
        + b"00" * 32
        + b'","id":"00000000-0000-0000-0000-000000000001"}'
    )
    assert leaf_content(leaf, here, bytes(32)) == expected
    assert leaf_content(leaf, there, bytes(32)) == expected
