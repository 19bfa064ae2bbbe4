"""JSON on the wire: one spelling out, and only what every reader reads alike in."""

import json
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison.lib.wire import canonical, limits
from liaison.lib.wire.canonical import JsonObject, JsonValue
from liaison.lib.wire.errors import NotJson, ShapeRefused, TooLarge, WireRefusal

LIMIT = 4096
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
# a float such as 1e16 is written like an integer that readers disagree about: decode refuses it
FLOATS = st.floats(allow_nan=False, allow_infinity=False).filter(
    lambda number: abs(number) <= limits.JSON_INTEGER or abs(number) >= 1e21
)
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-limits.JSON_INTEGER, limits.JSON_INTEGER)
    | FLOATS
    | TEXTS
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)


def deep(levels: int) -> bytes:
    """Return an object with lists nested that many levels in it."""
    return b'{"a":' + b"[" * levels + b"]" * levels + b"}"


@given(st.dictionaries(TEXTS, VALUES, max_size=5))
def test_what_is_written_is_read_again(value: dict[str, object]) -> None:
    written = canonical.encode(cast("JsonObject", value))

    read = canonical.canonical_object(written, limit=1024 * 1024)

    assert read == value
    assert canonical.encode(read) == written
    assert json.loads(written) == value


def test_the_example_of_rfc_8785() -> None:
    # section 3.2.2 and 3.2.3
    value: JsonValue = {
        "numbers": [333333333.33333329, 1e30, 4.50, 2e-3, 0.000000000000000000000000001],
        "string": '\u20ac$\u000f\nA\'B"\\\\"/',
        "literals": [None, True, False],
    }
    assert canonical.encode(value) == (
        b'{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],'
        b'"string":"\xe2\x82\xac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
    )


REFUSED: dict[str, tuple[bytes, type[WireRefusal]]] = {
    "nothing": (b"", NotJson),
    "not UTF-8": (b'{"a":"\xff"}', NotJson),
    "UTF-16": ('{"a":1}'.encode("utf-16"), NotJson),
    "a byte order mark": (b'\xef\xbb\xbf{"a":1}', NotJson),
    "two objects": (b"{}{}", NotJson),
    "a list": (b"[]", NotJson),
    "a number": (b"1", NotJson),
    "a comment": (b"{/**/}", NotJson),
    "a trailing comma": (b'{"a":1,}', NotJson),
    "a control character in a text": (b'{"a":"\x01"}', NotJson),
    "a name twice": (b'{"a":1,"a":1}', NotJson),
    "a name twice, escaped once": (b'{"a":1,"\\u0061":2}', NotJson),
    "a name twice, deeper": (b'{"x":[{"a":1,"a":2}]}', NotJson),
    "NaN": (b'{"a":NaN}', NotJson),
    "Infinity": (b'{"a":Infinity}', NotJson),
    "minus Infinity": (b'{"a":-Infinity}', NotJson),
    "infinity in digits": (b'{"a":1e400}', NotJson),
    "2**53": (b'{"a":9007199254740992}', NotJson),
    "minus 2**53": (b'{"a":-9007199254740992}', NotJson),
    "an integer of 4000 digits": (b'{"a":' + b"9" * 4000 + b"}", NotJson),
    "half a surrogate pair": (b'{"a":"\\ud800"}', NotJson),
    "half a pair in a name": (b'{"\\udfff":1}', NotJson),
    "a pair the wrong way round": (b'{"a":"\\udc00\\ud800"}', NotJson),
    "surrogates as UTF-8": (b'{"a":"\xed\xa0\x80"}', NotJson),
    "a NUL": (b'{"a":["\\u0000"]}', NotJson),
    "deeper than is read": (deep(limits.JSON_DEPTH), TooLarge),
    "deeper than Python recurses": (deep(2000), TooLarge),
    "one byte over the limit": (b'{"a":"' + b"x" * (LIMIT - 7) + b'"}', TooLarge),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_readers_disagree_about_is_refused(name: str) -> None:
    data, refusal = REFUSED[name]
    with pytest.raises(refusal):
        canonical.decode(data, limit=LIMIT)


def test_the_limits_themselves_are_read() -> None:
    assert canonical.decode(b'{"a":9007199254740991}', limit=LIMIT) == {"a": 2**53 - 1}
    assert canonical.decode(deep(limits.JSON_DEPTH - 1), limit=LIMIT)
    assert canonical.decode(b'{"a":"' + b"x" * (LIMIT - 8) + b'"}', limit=LIMIT)
    assert canonical.decode(b'{"a":"\\ud83d\\ude00"}', limit=LIMIT) == {"a": "😀"}


SPELLINGS = {
    "a space": b'{"a": 1}',
    "names out of order": b'{"b":1,"a":1}',
    "a needless escape": b'{"a":"\\u0041"}',
    "1.0": b'{"a":1.0}',
    "minus zero": b'{"a":-0}',
    "an exponent": b'{"a":1e2}',
    "a line after it": b'{"a":1}\n',
}


@pytest.mark.parametrize("name", SPELLINGS)
def test_only_one_spelling_is_canonical(name: str) -> None:
    canonical.decode(SPELLINGS[name], limit=LIMIT)
    with pytest.raises(NotJson):
        canonical.canonical_object(SPELLINGS[name], limit=LIMIT)


UNWRITABLE: dict[str, JsonValue] = {
    "NaN": float("nan"),
    "infinity": float("inf"),
    "2**53": 2**53,
    "half a surrogate pair": "\ud800",
}


@pytest.mark.parametrize("name", UNWRITABLE)
def test_what_has_no_canonical_form_is_not_written(name: str) -> None:
    with pytest.raises(NotJson):
        canonical.encode({"a": UNWRITABLE[name]})


FIELDS: dict[str, JsonObject] = {
    "missing": {},
    "a number": {"a": 1},
    "empty": {"a": ""},
    "too long": {"a": "x" * 9},
    "a line break": {"a": "x\ny"},
    "right-to-left override": {"a": "\u202e"},
}


@pytest.mark.parametrize("name", FIELDS)
def test_a_text_field_is_short_and_printable(name: str) -> None:
    with pytest.raises(ShapeRefused) as caught:
        canonical.text(FIELDS[name], "a", most=8)
    assert caught.value.field == "a"


@pytest.mark.parametrize("value", [None, "1", 1.0, True, -1, [], limits.MOMENT + 1])
def test_a_moment_is_a_whole_number_within_the_calendar(value: JsonValue) -> None:
    with pytest.raises(ShapeRefused):
        canonical.moment({"a": value}, "a")


def test_words_keep_the_joiners_of_their_script_and_names_of_things_do_not() -> None:
    persian = {"basis": "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"}
    assert canonical.words(persian, "basis", most=8) == persian["basis"]
    with pytest.raises(ShapeRefused):
        canonical.text(persian, "basis", most=8)


@pytest.mark.parametrize("said", ["\u200c", "a\u202eb", "a\u200c" * 4 + "b", 7, None])
def test_words_are_refused_like_texts(said: JsonValue) -> None:
    with pytest.raises(ShapeRefused):
        canonical.words({"basis": said}, "basis", most=8)
