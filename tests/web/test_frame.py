"""The frame: rooms the person may enter, the chair they sit in, language and direction."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client, override_settings

import liaison.web
from liaison.core.node import NodeSettings
from liaison.identity.models import Person
from liaison.identity.roles import HOMES, ROLES
from liaison.web import context
from liaison.web.context import ROOMS, address_of, doors_of
from tests.cast import NOW, an_actor

WEB = Path(liaison.web.__file__).parent
VENDOR = Path(__file__).parents[2] / "tools" / "vendor.py"


@pytest.mark.parametrize("role", ROLES)
def test_a_role_sees_the_rooms_it_may_enter(role: str, at_desk: Callable[..., Client]) -> None:
    """No more and no fewer; rooms that are not built yet are left out."""
    doors = doors_of(an_actor(role=role), "/", NOW)
    expected = [
        room.page
        for room in ROOMS
        if room.permission in ROLES[role].permissions and address_of(room.page)
    ]
    assert [door.room.page for door in doors] == expected
    page = at_desk(role=role).get("/nowhere/").content.decode()
    rooms = page[page.index('<nav class="rooms"') : page.index("</nav>")]
    assert re.findall(r'<a href="([^"]+)"', rooms) == [door.address for door in doors]


def test_roles_begin_their_day_in_rooms_of_the_frame() -> None:
    """And with the permission the frame asks for."""
    assert {room.page: room.permission for room in ROOMS} == dict(HOMES)


@pytest.mark.parametrize("role", ROLES)
def test_the_first_page_is_one_that_opens(role: str, at_desk: Callable[..., Client]) -> None:
    """Whatever the role: no circle, no refusal."""
    answer = at_desk(role=role).get("/", follow=True)
    assert answer.status_code == 200
    assert len(answer.redirect_chain) <= 1


def test_counts_stand_beside_the_room(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rooms plug their counts by the name of their page."""
    monkeypatch.setattr(context, "COUNTS", {"bureau": lambda _actor, _now: 3})
    monkeypatch.setattr(context, "COUNTS_TOGETHER", lambda _actor: {})
    doors = doors_of(an_actor(), "/bureau/", NOW)
    assert [(door.count, door.open) for door in doors if door.room.page == "bureau"] == [(3, True)]


def test_the_frame_names_person_chair_and_bureau(at_desk: Callable[..., Client]) -> None:
    """One always knows in whose name one acts."""
    page = at_desk("Boris").get("/bureau/").content.decode()
    for words in ("Boris", "Desk officer · INTERPOL Beijing", 'href="#main"', '<main id="main"'):
        assert words in page


@pytest.mark.parametrize("mode", ["demo", "production"])
def test_a_demonstration_says_so(
    at_desk: Callable[..., Client], node: NodeSettings, mode: str
) -> None:
    """On every page, signed in or not."""
    values = {**node.values, "node.mode": mode}
    with override_settings(NODE=NodeSettings(home=node.home, values=values)):
        for page in (at_desk().get("/bureau/"), Client().get("/sign-in/")):
            assert ("document and number here is invented" in page.content.decode()) == (
                mode == "demo"
            )


@pytest.mark.parametrize(
    ("language", "tag"), [("en", 'lang="en"\\s+dir="ltr"'), ("ar", 'lang="ar"\\s+dir="rtl"')]
)
def test_language_and_direction_follow_the_person(
    at_desk: Callable[..., Client], language: str, tag: str
) -> None:
    """The person's choice, not the browser's."""
    client = at_desk()
    Person.objects.update(language=language)
    with override_settings(LANGUAGES=[("en", "English"), ("ar", "Arabic")]):
        page = client.get("/bureau/", headers={"Accept-Language": "en"}).content.decode()
    assert re.search(tag, page)


def test_every_icon_that_is_named_is_in_the_sprite() -> None:
    """A missing symbol is an empty square that no other test sees."""
    sprite = set(re.findall(r'^    "([a-z0-9-]+)",$', VENDOR.read_text(), re.MULTILINE))
    named = {room.icon for room in ROOMS}
    for template in WEB.rglob("*.html"):
        named |= set(re.findall(r'(?:c-icon name|\sicon)="([a-z0-9-]+)"', template.read_text()))
    assert named <= sprite
