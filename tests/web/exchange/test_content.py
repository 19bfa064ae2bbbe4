"""Content as text: nothing in it can act on the screen or hide."""

import json

import pytest

from liaison.web.exchange.content import readable

DISGUISES = {
    "right-to-left override": "\u202e4520137XL",
    "isolate": "\u2067abc\u2069",
    "right-to-left mark": "1\u200f2",
    "line separator": "one\u2028two",
    "escape": "\x9b2J",
    "half a surrogate pair": "\ud800",
}


@pytest.mark.parametrize("text", DISGUISES.values(), ids=DISGUISES)
def test_what_cannot_be_seen_is_written_out(text: str) -> None:
    shown = readable({"number": text})
    assert all(char == "\n" or char.isprintable() for char in shown)
    assert json.loads(shown) == {"number": text}


def test_scripts_of_the_world_stay_as_they_are() -> None:
    body = {"name": "失窃 서울 جواز 👮", "list": [1, 2]}
    shown = readable(body)
    assert "失窃 서울 جواز 👮" in shown
    assert shown.count("\n") > 4
