"""Looking at a file before anything is stored: what cannot be read is refused as a whole."""

import hashlib
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison.records.csvfile import LINE_MAXIMUM, LINES_MAXIMUM, survey
from liaison.records.errors import FileRefused, PersonalDataRefused

HEADER = b"number,issuing_state,document_type,fraud"
LINE = b"LX7310254,CHN,passport,lost_or_stolen"
REFUSALS: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "no records"),
    "only a header": (HEADER, "no records"),
    "only empty lines": (HEADER + b"\r\n\r\n \r\n", "no records"),
    "no header": (LINE + b"\n" + LINE, "is not known"),
    "NUL bytes": (HEADER + b"\nLX\0,CHN,passport,revoked", "line 2: holds NUL"),
    "UTF-16": ("number".encode("utf-16"), "UTF-16"),
    "another encoding": (HEADER + b"\n\xd6sterreich,,,", "line 2: byte 1 is not UTF-8"),
    "a line too long": (HEADER + b"\n" + b"x" * (LINE_MAXIMUM + 1), "line 2: longer than"),
    "too many lines": (HEADER + b"\n" * (LINES_MAXIMUM + 2), "split the file"),
    "a mandatory column missing": (
        b"number,fraud\n" + LINE,
        "lacks: document_type, issuing_state",
    ),
    "a column twice": (HEADER + b",fraud\n" + LINE, "twice"),
    "an unknown column": (HEADER + b",colour\n" + LINE, "'colour' is not known"),
    "a header that is no CSV": (b'"number\n' + LINE, "not CSV"),
}
PERSONAL = ("surname", "First Name", "date_of_birth", "DOB", "holder", "nationality", "姓名")


@pytest.mark.parametrize(("content", "reason"), REFUSALS.values(), ids=REFUSALS)
def test_refuses(content: bytes, reason: str) -> None:
    with pytest.raises(FileRefused, match=reason):
        survey(BytesIO(content))


@pytest.mark.parametrize("column", PERSONAL)
def test_refuses_columns_about_persons_and_says_why(column: str) -> None:
    with pytest.raises(PersonalDataRefused, match="never their bearers"):
        survey(BytesIO(HEADER + f",{column}\n".encode() + LINE))


def test_counts_and_digests() -> None:
    content = HEADER + b"\r\n" + LINE + b"\r\n\r\n" + LINE
    found = survey(BytesIO(content))
    assert (found.lines, found.digest) == (2, hashlib.sha256(content).hexdigest())


@given(st.binary(max_size=300), st.booleans())
def test_any_bytes_are_surveyed_or_refused(noise: bytes, headed: bool) -> None:  # noqa: FBT001
    content = HEADER + b"\n" + noise if headed else noise
    said = ""
    try:
        survey(BytesIO(content))
    except FileRefused as refusal:
        said = str(refusal)
    assert said.isprintable()
