"""The story, chapter by chapter, with real processes and real messages.

Every step is done as a person or a machine would do it, then verified from outside: in the
databases and in the logs. A step that cannot be verified stops the story.
"""

import time
from collections.abc import Callable

from liaison.cli.demo.border import BorderChapter
from liaison.cli.demo.chapters import Chapter, People
from liaison.cli.demo.desk_day import DeskChapter
from liaison.cli.demo.family import FamilyChapter
from liaison.cli.demo.passport import PassportChapter
from liaison.cli.demo.stage import Stage

Tell = Callable[[str, str, float], None]
CHAPTERS: tuple[tuple[str, type[Chapter]], ...] = (
    ("One passport", PassportChapter),
    ("A request abroad and back", DeskChapter),
    ("The family", FamilyChapter),
    ("The border asks abroad", BorderChapter),
)


class Story:
    """Plays the chapters on a stage that runs.

    Args:
        stage: the bureaus, started.
        tell: called after each step with its words, its details and its milliseconds.
        open_chapter: called with the title of each chapter as it begins.
    """

    def __init__(self, stage: Stage, tell: Tell, open_chapter: Callable[[str], None]) -> None:
        """Nothing has happened yet."""
        self.stage = stage
        self.tell = tell
        self.open_chapter = open_chapter

    def play(self) -> int:
        """Play all steps and return how many there were.

        Raises:
            StepFailed: a step did not happen as it must, or could not be verified.
        """
        people, played = People(), 0
        try:
            for title, chapter in CHAPTERS:
                self.open_chapter(title)
                for step in chapter(self.stage, people).steps():
                    begun = time.perf_counter()
                    details = step.play()
                    self.tell(step.words, details, (time.perf_counter() - begun) * 1000)
                    played += 1
        finally:
            people.leave()
        return played
