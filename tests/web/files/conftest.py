"""Pages of files have a disk of their own, and a way to add a file as a browser does."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from liaison.files import blobs
from tests.files.specimens import TEXT

Send = Callable[..., object]


@pytest.fixture(autouse=True)
def disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put the blobs where nothing else is."""
    monkeypatch.setattr(blobs, "home", lambda: tmp_path)
    return tmp_path


def chosen(
    content: bytes = TEXT, name: str = "note.txt", declared: str = "text/plain"
) -> SimpleUploadedFile:
    """Return a file as a browser sends it."""
    return SimpleUploadedFile(name, content, content_type=declared)


def sent(client: Client, file: SimpleUploadedFile | None = None, **more: object):  # type: ignore[no-untyped-def]  # noqa: ANN201
    """Send the form."""
    return client.post("/files/add/", {"file": file or chosen(), **more})
