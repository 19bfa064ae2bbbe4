"""What every chapter of the story has: the stage, the people at their browsers, proofs."""

import uuid
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, field

from liaison.cli.demo.browser import Browser
from liaison.cli.demo.houses import House
from liaison.cli.demo.stage import Stage
from liaison.cli.demo.terminal import StepFailed

# the sequencer takes what was just written within a second
SEQUENCER_SECONDS = 1.2


@dataclass(frozen=True)
class Step:
    """One step: what happens, in words, and the doing, which returns ids and figures."""

    words: str
    play: Callable[[], str]


@dataclass
class People:
    """Who sits at a browser: everybody signs in once and stays.

    Attributes:
        signed_in: bureau and sign-in name to the browser.
    """

    signed_in: dict[tuple[str, str], Browser] = field(default_factory=dict)

    def at(self, house: House, name: str) -> Browser:
        """Return the browser of a person, signed in."""
        seat = (house.place.organisation, name)
        if seat not in self.signed_in:
            self.signed_in[seat] = Browser(house).sign_in(name)
        return self.signed_in[seat]

    def leave(self) -> None:
        """Close every browser."""
        for browser in self.signed_in.values():
            browser.close()
        self.signed_in.clear()


class Chapter(ABC):
    """Some steps of the story that belong together.

    Args:
        stage: the bureaus, started.
        people: those who are signed in already.
    """

    def __init__(self, stage: Stage, people: People) -> None:
        """Take the stage."""
        self.stage = stage
        self.people = people
        self.beijing, self.seoul = stage.beijing, stage.seoul

    @abstractmethod
    def steps(self) -> tuple[Step, ...]:
        """Return the steps in their order."""


def dashed(value: object) -> str:
    """Return an id as people write it; SQLite keeps it without hyphens."""
    return str(uuid.UUID(str(value)))


def plain(value: str) -> str:
    """Return an id as SQLite keeps it."""
    return value.replace("-", "")


def need(true: bool, otherwise: str) -> None:  # noqa: FBT001 - reads as a sentence
    """Stop the story unless something is true.

    Raises:
        StepFailed: with what is wrong.
    """
    if not true:
        raise StepFailed(otherwise)
