"""The demonstration's story is a test: five bureaus as processes, every step verified outside."""

import pytest

from liaison.cli.demo.stage import Stage
from liaison.cli.demo.story import Story

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]


def test_the_whole_story_plays_and_every_step_is_verified(family: Stage) -> None:
    told: list[str] = []
    chapters: list[str] = []
    steps = Story(family, lambda words, *_: told.append(words), chapters.append).play()
    assert steps == len(told) == 30
    assert chapters == [
        "One passport",
        "A request abroad and back",
        "The family",
        "The border asks abroad",
    ]
