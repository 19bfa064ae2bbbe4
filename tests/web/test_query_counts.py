"""No page asks more than thirty queries, and none asks more because more lies there."""

from collections.abc import Mapping
from http import HTTPStatus
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from liaison.files import blobs
from liaison.identity.states import Permission
from tests.architecture.entrances import ENTRANCES
from tests.casework.conftest import outbox
from tests.web.full_house import STAFF, FullHouse, address

__all__ = ["outbox"]
MOST = 30
FEW, MANY = 2, 18
# addresses that show no page in this house, and why
ELSEWHERE: Mapping[str, str] = {
    "": "it leads on to the first room",
    "sign-in/": "everybody is signed in already",
    "sign-in/second/": "everybody is signed in already",
    "welcome/<str:token>/": "nobody has a link",
    "requests/<uuid:request_id>/change/": "no draft is open",
    # looked up or made by a browser's script; tests of their own open them
    "messages/find/": "it leads on to a message",
    "messages/<str:message_id>/": "tests/web/exchange, where bureaus answer",
    "files/<uuid:file_id>/": "bytes",
    "files/<uuid:file_id>/picture/": "bytes",
    "files/<uuid:file_id>/thumbnail/": "bytes",
    "records/<uuid:document_id>/photographs/<uuid:file_id>/": "bytes",
    "records/<uuid:document_id>/photographs/<uuid:file_id>/thumbnail/": "bytes",
}

pytestmark = pytest.mark.usefixtures("outbox")


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FullHouse:
    """Return a bureau in which two of everything lie everywhere."""
    monkeypatch.setattr(blobs, "home", lambda: tmp_path)
    found = FullHouse()
    found.open()
    found.fill(FEW)
    return found


def measured(house: FullHouse) -> tuple[dict[tuple[str, str], int], set[str]]:
    """Open every page in every role that may; return what each asked, and what takes forms."""
    found, forms = {}, set()
    for route, asked in ENTRANCES.items():
        for role, facts in STAFF.items():
            if isinstance(asked, Permission) and asked not in facts.permissions:
                continue
            with CaptureQueriesContext(connection) as queries:
                answer = house.browsers[role].get(address(route, house.ids))
            if answer.status_code == HTTPStatus.OK:
                found[route, role] = len(queries)
            if answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
                forms.add(route)
    return found, forms


def test_every_page_asks_little_however_much_lies_there(house: FullHouse) -> None:
    few, forms = measured(house)
    house.fill(MANY)
    many, _ = measured(house)
    opened = {route for route, _ in many}
    assert set(ENTRANCES) - opened - forms == set(ELSEWHERE)
    assert set(few) == set(many)
    assert {page: asked for page, asked in many.items() if asked > MOST} == {}
    assert {page: (few[page], many[page]) for page in many if many[page] > few[page]} == {}
