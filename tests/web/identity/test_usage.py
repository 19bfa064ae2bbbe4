"""The page of usage: figures with bars, by level and by place."""

from collections.abc import Callable

import pytest
from django.test import Client

from liaison.identity.models import Usage
from liaison.identity.states import Level, Use
from liaison.web.identity.usage import LEVELS, USES
from tests.cast import NOW, the_organisations

Sit = Callable[..., Client]


def used(organisation: str, use: Use, count: int) -> None:
    """Write a figure of today."""
    Usage(day=NOW.date(), organisation=organisation, use=use, count=count).save()


def test_figures_by_level_and_by_place(at_desk: Sit) -> None:
    the_organisations()
    used("beijing", Use.CHECK, 40)
    used("beijing/shenzhen-border", Use.CHECK, 1600)
    page = at_desk(role="head_of_bureau").get("/usage/").content.decode()
    for words in ("Posts and units", "Shenzhen border post", "Bureau", "Possible matches"):
        assert words in page
    assert '<rect width="100" height="6" />' in page
    assert '<rect width="2" height="6" />' in page
    assert "style=" not in page[page.index("<main") : page.index("</main>")]


@pytest.mark.parametrize("days", ["7", "365"])
def test_other_times(at_desk: Sit, days: str) -> None:
    page = at_desk(role="head_of_bureau").get("/usage/", {"days": days})
    assert page.status_code == 200
    assert "Nothing was counted in this time." in page.content.decode()


def test_a_time_nobody_offers(at_desk: Sit) -> None:
    assert at_desk(role="head_of_bureau").get("/usage/", {"days": "9"}).status_code == 400


def test_everything_has_words() -> None:
    assert set(LEVELS) == set(Level)
    assert set(USES) == set(Use)
