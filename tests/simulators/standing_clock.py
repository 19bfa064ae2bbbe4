"""A clock that stands until somebody moves it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from tests.cast import NOW


@dataclass
class StandingClock:
    """The present moment of a test."""

    at: datetime = NOW

    def now(self) -> datetime:
        """Return the present moment."""
        return self.at

    def advance(self, pause: timedelta) -> None:
        """Let time pass."""
        self.at += pause
