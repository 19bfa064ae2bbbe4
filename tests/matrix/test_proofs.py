"""Steps that open after a fresh proof do not open without one; all others never ask."""

import functools
from datetime import timedelta

import pytest

from liaison.core import clock
from tests.cast import NOW
from tests.matrix.node import node_with_all
from tests.matrix.test_staff import TABLE, sent
from tests.matrix.trying import tried
from tests.matrix.world import World
from tools.who_may import OPENS, PROVES

__all__ = ["node_with_all"]
pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=11)
POSTS = [row for row in TABLE.rows if row.method == "POST" and set("oc") & {*row.answers.values()}]


def test_eleven_minutes_after_signing_in(
    node_with_all: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first chair that may, of every form."""
    monkeypatch.setattr(clock, "now", lambda: LATER)
    wrong = []
    for row in POSTS:
        asked = PROVES in row.answers.values()
        chair = next(
            c for c, letter in row.answers.items() if letter == (PROVES if asked else OPENS)
        )
        found = tried(
            functools.partial(sent, node_with_all, row, chair),
            before=node_with_all.before,
            loose=row.loose,
            page=row.name,
        )
        if (found.letter == PROVES) is not asked or (asked and found.wrote):
            wrong.append(f"{row.name} {row.about} {chair}: {found}")
    assert not wrong, "\n".join(wrong)
