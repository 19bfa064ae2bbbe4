"""Every test of the index has a folder of its own, and a process that knows nothing yet."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from liaison.search import home


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return the folder of the index files."""
    place = tmp_path / "search"
    monkeypatch.setattr(home, "folder", lambda: place)
    home.forget_state()
    yield place
    home.forget_state()
