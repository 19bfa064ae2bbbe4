"""`make screenshots`: no test but a photographer; named outright, for pytest does not find it."""

from pathlib import Path

import pytest

from tests.journeys.gallery.looking import Gallery, Theme, dress
from tests.journeys.gallery.rooms import SIGHTS
from tests.journeys.gallery.sights import Sight

FOLDER = Path(__file__).parents[3] / "var" / "screenshots"
# language, width, colours
PICTURES: tuple[tuple[str, int, Theme], ...] = (
    ("en", 1280, "light"),
    ("ar", 1280, "light"),
    ("zh-hans", 1280, "light"),
    ("en", 390, "light"),
    ("en", 1280, "dark"),
    ("ar", 390, "dark"),
)
LANGUAGES = tuple(dict.fromkeys(language for language, _, _ in PICTURES))
GROUPS = 2


def taken() -> list[object]:
    """Return each sight; two photographers share them."""
    return [
        pytest.param(
            sight, id=sight.name, marks=pytest.mark.xdist_group(f"photographer-{place % GROUPS}")
        )
        for place, sight in enumerate(SIGHTS)
    ]


@pytest.mark.parametrize("sight", taken())
def test_take_pictures(gallery: Gallery, sight: Sight) -> None:
    folder = FOLDER / sight.room
    folder.mkdir(parents=True, exist_ok=True)
    for language in LANGUAGES:
        with gallery.open(sight, language) as window:
            for place, width, theme in PICTURES:
                if place != language:
                    continue
                dress(window.page, width, theme)
                # what stays in sight while one scrolls stands where a page begins
                window.page.evaluate("scrollTo(0, 0)")
                name = f"{sight.name}.{language}-{width}-{theme}.png"
                window.page.screenshot(path=folder / name, full_page=True)
