"""What records plugs in below: three kinds of messages, and words for every event it writes."""

import re
from pathlib import Path

from liaison.audit.sockets import PRESENTERS
from liaison.exchange.sockets import HANDLERS
from liaison.records import presenters

ROOM = Path(presenters.__file__).parent


def test_takes_the_messages_about_documents() -> None:
    plugged = {kind: handler for kind, handler in HANDLERS.items() if kind.startswith("records.")}
    assert {kind: handler.keep_body for kind, handler in plugged.items()} == {
        "records.annotation": False,
        "records.corrected": False,
        "records.correction": False,
        "records.distribute": False,
        "records.withdraw": True,
        "records.erased": True,
    }


def test_has_words_for_every_event_it_writes() -> None:
    written = {
        event
        for file in ROOM.rglob("*.py")
        if file.name not in {"presenters.py", "errors.py"}
        for event in re.findall(r'"(records:\w+:\w+)"', file.read_text())
    }
    assert written == set(presenters.PRESENTERS)
    assert written <= set(PRESENTERS)
