"""A disk of its own for every test of relayed files."""

from pathlib import Path

import pytest

from liaison.files import blobs


@pytest.fixture(autouse=True)
def disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put the blobs where nothing else is."""
    monkeypatch.setattr(blobs, "home", lambda: tmp_path)
    return tmp_path
