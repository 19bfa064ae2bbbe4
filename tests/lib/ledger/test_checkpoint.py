"""A signed checkpoint reads back, and every other text is refused by name."""

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from liaison.lib.ledger.checkpoint import MAX_NOTE, Checkpoint, key_id, parse, sign, verify
from liaison.lib.ledger.errors import (
    Flaw,
    HashWrong,
    LedgerRefusal,
    NoteMalformed,
    OriginWrong,
    SignatureMissing,
    SignatureWrong,
    SizeWrong,
)

NAME = "liaison-log/beijing"
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER_KEY = Ed25519PrivateKey.from_private_bytes(bytes(32))
CHECKPOINT = Checkpoint(NAME, 7, bytes(range(32)))
NOTE = sign(CHECKPOINT, NAME, KEY)
BODY, _, SIGNED = NOTE.rpartition("\n\n")
ROOT = base64.b64encode(CHECKPOINT.root).decode()


@given(size=st.integers(0, 2**63 - 1), root=st.binary(min_size=32, max_size=32))
def test_what_was_signed_is_read(size: int, root: bytes) -> None:
    """Sizes up to the largest and any root come back as they were signed."""
    checkpoint = Checkpoint(NAME, size, root)

    assert verify(sign(checkpoint, NAME, KEY), NAME, KEY.public_key()) == checkpoint


def test_the_text_of_a_note() -> None:
    """The lines are those of C2SP: origin, size, root, blank, signature."""
    lines = NOTE.split("\n")

    assert lines[:4] == [NAME, "7", ROOT, ""]
    assert lines[4].startswith(f"\N{EM DASH} {NAME} ")
    assert lines[5:] == [""]


def test_a_witness_may_sign_too() -> None:
    """Signatures by strangers do not hide the log's own."""
    value = base64.b64encode(b"wit!" + bytes(72)).decode()
    note = f"{NOTE}\N{EM DASH} witness.example {value}\n"

    assert verify(note, NAME, KEY.public_key()) == CHECKPOINT
    assert [item.name for item in parse(note).signatures] == [NAME, "witness.example"]


def flawed(body: str = BODY, signed: str = SIGNED) -> str:
    """Return a note with one of its halves replaced."""
    return f"{body}\n\n{signed}"


DASH = "\N{EM DASH}"
MALFORMED = {
    "nothing": ("", Flaw.NO_SIGNATURES),
    "no signatures": (BODY + "\n", Flaw.NO_SIGNATURES),
    "an empty signature part": (flawed(signed=""), Flaw.NO_SIGNATURES),
    "the last line is cut": (NOTE[:-1], Flaw.NO_SIGNATURES),
    "too long": (NOTE + "x" * MAX_NOTE, Flaw.TOO_LONG),
    "a carriage return": (NOTE.replace("\n", "\r\n"), Flaw.CHARACTERS),
    "a tab": (NOTE.replace("7", "7\t", 1), Flaw.CHARACTERS),
    "a null byte": (flawed(BODY + "\x00"), Flaw.CHARACTERS),
    "a delete character": (flawed(BODY + "\x7f"), Flaw.CHARACTERS),
    "a missing line": (flawed(f"{NAME}\n7"), Flaw.LINES),
    "an extension line": (flawed(f"{BODY}\nnobody reads this"), Flaw.LINES),
    "an empty origin": (flawed(f"\n7\n{ROOT}"), Flaw.ORIGIN),
    "an origin with a blank": (flawed(f"liaison log\n7\n{ROOT}"), Flaw.ORIGIN),
    "an origin with a plus sign": (flawed(f"a+b\n7\n{ROOT}"), Flaw.ORIGIN),
    "an origin that only looks like ours": (
        flawed(f"liaison-log/be\N{CYRILLIC SMALL LETTER BYELORUSSIAN-UKRAINIAN I}jing\n7\n{ROOT}"),
        Flaw.ORIGIN,
    ),
    "an origin without end": (flawed(f"{'a' * 201}\n7\n{ROOT}"), Flaw.ORIGIN),
    "no size": (flawed(f"{NAME}\n\n{ROOT}"), Flaw.SIZE),
    "a negative size": (flawed(f"{NAME}\n-7\n{ROOT}"), Flaw.SIZE),
    "a size with a leading zero": (flawed(f"{NAME}\n07\n{ROOT}"), Flaw.SIZE),
    "a size with a plus sign": (flawed(f"{NAME}\n+7\n{ROOT}"), Flaw.SIZE),
    "a size in Arabic digits": (
        flawed(f"{NAME}\n\N{ARABIC-INDIC DIGIT SEVEN}\n{ROOT}"),
        Flaw.SIZE,
    ),
    "a size with underscores": (flawed(f"{NAME}\n1_0\n{ROOT}"), Flaw.SIZE),
    "a size above the maximum": (flawed(f"{NAME}\n{2**63}\n{ROOT}"), Flaw.SIZE),
    "a size of a thousand digits": (flawed(f"{NAME}\n{'9' * 1000}\n{ROOT}"), Flaw.SIZE),
    "a root that is too short": (flawed(f"{NAME}\n7\nAAAA"), Flaw.ROOT),
    "a root that is no base64": (flawed(f"{NAME}\n7\n{'!' * 44}"), Flaw.ROOT),
    "a root beyond ASCII": (flawed(f"{NAME}\n7\n{DASH * 44}"), Flaw.ROOT),
    "a root without padding": (flawed(f"{NAME}\n7\n{ROOT[:-1]}"), Flaw.ROOT),
    "a root in another spelling": (flawed(f"{NAME}\n7\n{'A' * 42}B="), Flaw.ROOT),
    "a hyphen instead of the dash": (flawed(signed="-" + SIGNED[1:]), Flaw.SIGNATURE_LINE),
    "a signature line without a name": (flawed(signed=f"{DASH} AAAA\n"), Flaw.SIGNATURE_LINE),
    "a signature with an empty name": (flawed(signed=f"{DASH}  AAAA\n"), Flaw.SIGNATURE_LINE),
    "a signature without a value": (flawed(signed=f"{DASH} {NAME} \n"), Flaw.SIGNATURE_LINE),
    "a signature of a key id alone": (
        flawed(signed=f"{DASH} {NAME} AAAAAA==\n"),
        Flaw.SIGNATURE_LINE,
    ),
    "a signature that is no base64": (
        flawed(signed=f"{DASH} {NAME} ????\n"),
        Flaw.SIGNATURE_LINE,
    ),
    "seventeen signatures": (flawed(signed=SIGNED * 17), Flaw.TOO_MANY_SIGNATURES),
    "one signature twice": (flawed(signed=SIGNED * 2), Flaw.SIGNATURE_TWICE),
}


@pytest.mark.parametrize(("note", "flaw"), MALFORMED.values(), ids=MALFORMED)
def test_malformed_notes_are_refused(note: str, flaw: Flaw) -> None:
    """Every flaw has a name, and none of them is repaired."""
    with pytest.raises(NoteMalformed) as refusal:
        verify(note, NAME, KEY.public_key())
    assert refusal.value.flaw is flaw


@given(st.text(max_size=300))
def test_any_text_is_refused(text: str) -> None:
    """No text crashes the reader: it is refused by name."""
    with pytest.raises(LedgerRefusal):
        verify(text, NAME, KEY.public_key())


def relabelled(value: bytes) -> str:
    """Return our note with another signature under the right name and key id."""
    content = key_id(NAME, KEY.public_key()) + value
    return flawed(signed=f"{DASH} {NAME} {base64.b64encode(content).decode()}\n")


FORGED = {
    "another size": (NOTE.replace("\n7\n", "\n8\n"), SignatureWrong),
    "another root": (NOTE.replace(ROOT, base64.b64encode(bytes(32)).decode()), SignatureWrong),
    "a key of the same name": (sign(CHECKPOINT, NAME, OTHER_KEY), SignatureMissing),
    "the key id borrowed": (relabelled(OTHER_KEY.sign(f"{BODY}\n".encode())), SignatureWrong),
    "a short signature": (relabelled(bytes(63)), SignatureWrong),
    "a long signature": (relabelled(bytes(65)), SignatureWrong),
    "another log": (
        sign(Checkpoint("liaison-log/seoul", 7, bytes(32)), "liaison-log/seoul", KEY),
        OriginWrong,
    ),
}


@pytest.mark.parametrize(("note", "refusal"), FORGED.values(), ids=FORGED)
def test_forged_notes_are_refused(note: str, refusal: type[LedgerRefusal]) -> None:
    """Well-formed notes that the log's key did not sign."""
    with pytest.raises(refusal):
        verify(note, NAME, KEY.public_key())


UNSIGNABLE = {
    "a blank in the origin": (("a b", 0, bytes(32)), NoteMalformed),
    "a line feed in the origin": (("a\nb", 0, bytes(32)), NoteMalformed),
    "a negative size": ((NAME, -1, bytes(32)), SizeWrong),
    "a size above the maximum": ((NAME, 2**63, bytes(32)), SizeWrong),
    "half a root": ((NAME, 0, bytes(16)), HashWrong),
}


@pytest.mark.parametrize(("facts", "refusal"), UNSIGNABLE.values(), ids=UNSIGNABLE)
def test_what_could_not_be_read_is_not_signed(
    facts: tuple[str, int, bytes], refusal: type[LedgerRefusal]
) -> None:
    """The limits of reading hold for writing too."""
    with pytest.raises(refusal):
        Checkpoint(*facts)


def test_a_log_speaks_for_itself_only() -> None:
    """A log signs no checkpoint of another log."""
    with pytest.raises(OriginWrong):
        sign(CHECKPOINT, "liaison-log/seoul", KEY)
