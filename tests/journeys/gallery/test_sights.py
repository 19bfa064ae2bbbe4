"""Every page in three languages, wide and narrow, light and dark: read by axe, and measured."""

import pytest

from tests.journeys.gallery.looking import LANGUAGES, Gallery, faults
from tests.journeys.gallery.rooms import SIGHTS
from tests.journeys.gallery.sights import Sight

pytestmark = pytest.mark.journey
GROUPS = 4


def shown() -> list[object]:
    """Return each sight in each language; workers share them by group."""
    pairs = [(sight, language) for sight in SIGHTS for language in LANGUAGES]
    return [
        pytest.param(
            sight,
            language,
            id=f"{sight.name}-{language}",
            marks=pytest.mark.xdist_group(f"gallery-{place % GROUPS}"),
        )
        for place, (sight, language) in enumerate(pairs)
    ]


@pytest.mark.parametrize(("sight", "language"), shown())
def test_nothing_is_wrong_with_it(gallery: Gallery, axe: str, sight: Sight, language: str) -> None:
    with gallery.open(sight, language) as window:
        wrong = faults(window, axe, sight, language)
    assert not wrong, "\n".join(" | ".join(map(str, one)) for one in wrong)
