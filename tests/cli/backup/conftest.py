"""A bureau of the tests' own database, of which backups are made."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from django.conf import settings

from liaison.cli import snapshot, unpacking
from liaison.cli.backing_up import HALF, settle
from liaison.core.backups import BackupFacts
from liaison.lib.archive import recovery
from liaison.lib.archive.parts import Part
from tests.audit.cast import empty_the_log

PRIVATE = bytes(range(32))


class Made(NamedTuple):
    """A backup that was made."""

    file: Path
    facts: BackupFacts


Make = Callable[[], Made]


@pytest.fixture
def committing(transactional_db: None) -> Iterator[None]:  # noqa: ARG001 - ends after this one
    """Give a test a database in which transactions are real, and empty the log around it."""
    empty_the_log()
    yield
    empty_the_log()


@pytest.fixture
def make(committing: None, tmp_path: Path) -> Make:  # noqa: ARG001 - it stands around it
    """Make a backup of the test node, as the command does once Django is started."""

    def made() -> Made:
        file = tmp_path / "one.backup"
        half = file.with_name(file.name + HALF)
        facts = snapshot.write(Path(settings.NODE.home), half, recovery.public_of(PRIVATE))
        settle(half, file)
        return Made(file, facts)

    return made


def parts_of(file: Path) -> dict[str, bytes]:
    """Return every part of a backup that was compared to its end."""
    found: dict[str, bytes] = {}

    def keep(part: Part) -> None:
        found[part.name] = b"".join(part.chunks)

    unpacking.look(file, PRIVATE, keep=keep)
    return found
