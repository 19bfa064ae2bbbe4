"""What is not fit to be kept for ever is refused by name, and nothing is written."""

import dataclasses
from typing import Any

import pytest
from django.db import transaction

from liaison.audit import services
from liaison.audit.errors import EntryRefused
from liaison.audit.types import Who
from tests.audit.cast import NOW, an_entry, written

pytestmark = pytest.mark.django_db


def deep(levels: int) -> list[Any]:
    """Return lists inside lists."""
    return [deep(levels - 1)] if levels else []


REFUSALS: dict[str, tuple[dict[str, Any], str]] = {
    "no event": ({"event": ""}, "event"),
    "an event of two words": ({"event": "records:read"}, "event"),
    "an event of four words": ({"event": "a:b:c:d"}, "event"),
    "an event in capitals": ({"event": "Records:document:read"}, "event"),
    "an event with a line feed": ({"event": "records:document:read\n"}, "event"),
    "an event without end": ({"event": f"a:b:{'c' * 80}"}, "event"),
    "nobody": ({"who": Who("", "", "beijing")}, "who"),
    "for no organisation": ({"who": Who("ada", "", "")}, "who"),
    "a name without end": ({"who": Who("a" * 201, "", "beijing")}, "who.person"),
    "a null byte in a name": ({"who": Who("ada\x00", "", "beijing")}, "who.person"),
    "a chair without end": ({"who": Who("ada", "c" * 201, "beijing")}, "who.chair"),
    "a line feed in a chair": ({"who": Who("ada", "a\nb", "beijing")}, "who.chair"),
    "an organisation without end": ({"who": Who("ada", "", "b" * 201)}, "who.organisation"),
    "a target without end": ({"target": "t" * 201}, "target"),
    "a target that is no text": ({"target": 7}, "target"),
    "an escape sequence in a target": ({"target": "\x1b[2J"}, "target"),
    "a purpose without end": ({"purpose": "p" * 501}, "purpose"),
    "a purpose written backwards": ({"purpose": "\u202eesoprup"}, "purpose"),
    "a line separator in a legal basis": ({"legal_basis": "Article\u202817"}, "legal_basis"),
    "half a surrogate in a legal basis": ({"legal_basis": "\ud800"}, "legal_basis"),
    "a result without end": ({"result": "r" * 81}, "result"),
    "a moment without a time zone": ({"at": NOW.replace(tzinfo=None)}, "at"),
    "a control character in a fact": ({"facts": {"reason": "a\x07"}}, "facts"),
    "a carriage return in a fact": ({"facts": {"reason": "a\r\nb"}}, "facts"),
    "a control character in a fact's name": ({"facts": {"a\x07": 1}}, "facts"),
    "a fact's name that is no text": ({"facts": {1: 1}}, "facts"),
    "a fact of bytes": ({"facts": {"photo": b"jpeg"}}, "facts"),
    "a fact of an object": ({"facts": {"when": NOW}}, "facts"),
    "a fact that is no number": ({"facts": {"score": float("nan")}}, "facts"),
    "a fact that is infinite": ({"facts": {"score": float("-inf")}}, "facts"),
    "a fact that JSON rounds": ({"facts": {"count": 2**53}}, "facts"),
    "facts nested too deeply": ({"facts": {"list": deep(5)}}, "facts"),
    "facts without end": ({"facts": {str(i): "x" * 900 for i in range(20)}}, "facts"),
}


@pytest.mark.parametrize(("changes", "field"), REFUSALS.values(), ids=REFUSALS)
def test_entries_are_refused(changes: dict[str, Any], field: str) -> None:
    """One unfit entry refuses all of them, and says which field it was."""
    unfit = dataclasses.replace(an_entry(1), **changes)

    with pytest.raises(EntryRefused) as refusal, transaction.atomic():
        services.record_many([an_entry(0), unfit])

    assert refusal.value.field == field
    assert not any(written().values())


FIT: dict[str, dict[str, Any]] = {
    "names of every script": {"who": Who("\u5f20\u4f1f", "", "\uc11c\uc6b8")},
    "joiners that Persian needs": {"target": "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"},
    "a reason of two lines": {"facts": {"reason": "found again\nin the archive"}},
    "the largest integer": {"facts": {"count": 2**53 - 1}},
    "values inside values": {"facts": {"tables": [[{"a": [None, True, 0.5]}]]}},
}


@pytest.mark.parametrize("changes", FIT.values(), ids=FIT)
def test_entries_are_kept(changes: dict[str, Any]) -> None:
    """The limits are no wider than they have to be."""
    with transaction.atomic():
        services.record_many([dataclasses.replace(an_entry(), **changes)])

    assert written()["Payload"] == 1
