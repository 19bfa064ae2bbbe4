"""Everybody the demonstration announces can sign in, and their day begins with a page."""

import pytest

from liaison.cli.demo.browser import Browser
from liaison.cli.demo.houses import House
from liaison.cli.demo.stage import Stage

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]


def begins(house: House, name: str) -> str:
    """Sign somebody in and return where their day begins; every page on the way answers 200."""
    browser = Browser(house).sign_in(name)
    try:
        home = browser.get("/")
        return home.url.path
    finally:
        browser.close()


def test_everybody_announced_signs_in(family: Stage) -> None:
    """At every bureau, the tenant's people and the sleeping bureau's among them."""
    began: dict[tuple[str, str], str] = {}
    for house in family.houses:
        asleep = not house.running
        if asleep:
            house.wake()
            house.wait_ready()
        for player in house.place.people:
            began[house.place.organisation, player.sign_in_name] = begins(
                house, player.sign_in_name
            )
        if asleep:
            house.stop()
    assert len(began) == sum(len(house.place.people) for house in family.houses)
    assert began["beijing", "ines"] == "/desk/"
    assert [who for who, page in began.items() if page in {"/", "/sign-in/"}] == []
