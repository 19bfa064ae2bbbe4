"""Every event of identity has words in the log."""

import re
from pathlib import Path

import pytest

import liaison.identity
from liaison.audit import sockets
from liaison.identity.presenters import PRESENTERS
from liaison.web.notifying import EVENTS as TOLD

SOURCES = Path(liaison.identity.__path__[0]).rglob("*.py")
EVENTS = {
    name
    for file in SOURCES
    if file.name != "presenters.py"
    for name in re.findall(r'"(identity:\w+:\w+)"', file.read_text())
} - (set(TOLD) - set(PRESENTERS))


def test_every_event_has_words_and_every_word_an_event() -> None:
    assert set(PRESENTERS) == EVENTS


@pytest.mark.parametrize("event", PRESENTERS)
def test_the_words_are_plugged_in(event: str) -> None:
    assert sockets.PRESENTERS[event] is PRESENTERS[event]
    assert "%(" not in sockets.sentence(event, {})
