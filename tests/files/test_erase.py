"""Erasing shreds the key in the transaction, and the bytes after it."""

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from liaison.files import services
from liaison.files.errors import InUse, NoSuchFile, TooManyFiles
from liaison.files.models import Attachment, Content, ContentKey, StoredFile
from tests.cast import NOW, an_actor
from tests.files.room import added, clean, logged, on_disk, written
from tests.files.specimens import picture

pytestmark = pytest.mark.django_db


def test_nothing_is_left_but_that_there_was_a_file(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    facts = clean(picture(), name="Kim at the gate.jpg")
    assert ContentKey.objects.count() == 3
    with django_capture_on_commit_callbacks(execute=True):
        services.erase([facts.id], who=an_actor().who, reason="retention", now=NOW)
    row = StoredFile.objects.get()
    assert (row.state, row.name, row.sha256, row.erased_at) == ("erased", "", "", NOW)
    assert not Content.objects.exists()
    assert not ContentKey.objects.exists()
    assert on_disk() == []
    assert len(logged("files:file:erased")) == 1


def test_twice_is_once() -> None:
    facts = clean()
    assert services.erase([facts.id], who=an_actor().who, reason="x", now=NOW) == 1
    before = written()
    assert services.erase([facts.id], who=an_actor().who, reason="x", now=NOW) == 0
    assert written() == before


def test_a_person_removes_what_nothing_holds() -> None:
    facts = added()
    services.remove(an_actor(), file_id=facts.id, now=NOW)
    assert StoredFile.objects.get().state == "erased"


def test_what_something_holds_stays() -> None:
    facts = added()
    services.grant(
        facts.id,
        organisation="beijing",
        holder="casework.request",
        reference="r-1",
        purpose="identify",
        now=NOW,
    )
    before = written()
    with pytest.raises(InUse):
        services.remove(an_actor(), file_id=facts.id, now=NOW)
    assert written() == before


def test_a_stranger_removes_nothing() -> None:
    facts = added()
    before = written()
    with pytest.raises(NoSuchFile):
        services.remove(an_actor(person="Chiara"), file_id=facts.id, now=NOW)
    assert written() == before


def test_a_thing_holds_twenty() -> None:
    ids = [added().id for _ in range(21)]
    before = written()
    with pytest.raises(TooManyFiles):
        services.attach(
            ids,
            holder="casework.request",
            reference="r-1",
            purpose="identify",
            organisations=["beijing"],
            now=NOW,
        )
    assert written() == before
    assert not Attachment.objects.exists()
