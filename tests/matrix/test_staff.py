"""Every page of the staff site from every chair: what it gets, what it leaves, what is logged."""

import copy
from collections.abc import Mapping

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from liaison.identity.models import Delegation
from tests.matrix.node import node_with_all
from tests.matrix.trying import Got, tried, undone
from tests.matrix.world import World
from tools import who_may
from tools.who_may import FORBIDDEN, HIDDEN, NO_CHAIR, OPENS, PROVES, Row

__all__ = ["node_with_all"]
TABLE = who_may.read(who_may.STAFF)
BY_PAGE: dict[str, list[Row]] = {}
for row in TABLE.rows:
    BY_PAGE.setdefault(row.name, []).append(row)
LOGGED = frozenset({FORBIDDEN, HIDDEN, NO_CHAIR})
# whoever holds a link is nobody yet: there is no one to write into the log
UNLOGGED = frozenset({"welcome"})
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("page", BY_PAGE)
def test_every_chair_gets_what_stands_written(node_with_all: World, page: str) -> None:
    """And a refusal writes nothing but its entry."""
    wrong = []
    for row in BY_PAGE[page]:
        with undone():
            if row.oversight:
                Delegation.objects.filter(rules="beijing/macao").update(oversight=row.oversight)
            wrong += what_is_wrong(row, {c: got(node_with_all, row, c) for c in TABLE.chairs})
    assert not wrong, "\n".join(wrong)


def what_is_wrong(row: Row, found: Mapping[str, Got]) -> list[str]:
    """Return sentences about the cells of a row that are not as written."""
    where = f"{row.method} {row.name} {row.about} {row.oversight}:"
    wrong = []
    for chair, one in found.items():
        expected = row.answers[chair].replace(PROVES, OPENS)
        if one.letter != expected:
            wrong.append(f"{where} {chair}: {one.letter} ({one.said}) instead of {expected}")
        if expected != OPENS and one.wrote:
            wrong.append(f"{where} {chair}: wrote {one.wrote}")
        if expected in LOGGED and row.name not in UNLOGGED and not one.logged:
            wrong.append(f"{where} {chair}: is not logged")
    return wrong


def got(node: World, row: Row, chair: str) -> Got:
    """Try one cell."""
    return tried(
        lambda: sent(node, row, chair), before=node.before, loose=row.loose, page=row.name
    )


def sent(node: World, row: Row, chair: str) -> HttpResponse:
    """Send it as this chair would, from a browser that keeps nothing of it."""
    client = Client()
    client.cookies = copy.deepcopy(node.chairs.clients[chair].cookies)
    said = {name: str(filled(one, node.things)) for name, one in row.form.items()}
    found = address(row, node.things)
    send = client.get if row.method == "GET" else client.post
    answer: HttpResponse = send(found, said)  # type: ignore[assignment]
    return answer


def filled(said: object, things: Mapping[str, object]) -> object:
    """Put ids in the places of names."""
    return things.get(said[1:-1], said) if isinstance(said, str) and said[:1] == "{" else said


def address(row: Row, things: Mapping[str, object]) -> str:
    """Return the address of a row with its thing."""
    if not row.about:
        return reverse(row.name, args=["person"] if row.name == "record-new" else [])
    thing = things[row.about]
    return reverse(row.name, args=list(thing) if isinstance(thing, tuple) else [thing])
