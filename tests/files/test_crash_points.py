"""Killed at each point between bytes and row: no row without bytes, no bytes kept for ever."""

import os
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import NoReturn

import pytest

from liaison.core import jobs as core_jobs
from liaison.core.models import Job
from liaison.files import blobs, jobs, services
from liaison.files.models import Content, ContentKey, StoredFile
from liaison.files.services.adding import Intake
from tests.cast import NOW, an_actor
from tests.files.room import added, clean, looked_at, on_disk
from tests.files.specimens import TEXT, picture

pytestmark = pytest.mark.django_db
Spoil = Callable[[pytest.MonkeyPatch], None]


class Killed(BaseException):
    """Like `kill -9`: no handler tidies up."""


def die(*_: object, **__: object) -> NoReturn:
    raise Killed


def at(place: object, name: str) -> Spoil:
    """Die instead of doing something."""
    return lambda patch: patch.setattr(place, name, die)


def after(place: object, name: str) -> Spoil:
    """Die when something is done."""

    def spoil(patch: pytest.MonkeyPatch) -> None:
        real = getattr(place, name)

        def dying(*arguments: object, **named: object) -> NoReturn:
            real(*arguments, **named)
            raise Killed

        patch.setattr(place, name, dying)

    return spoil


POINTS: Mapping[str, Spoil] = {
    "written, not durable": at(blobs, "make_durable"),
    "durable, not renamed": at(blobs, "settle"),
    "renamed, row not begun": at(Intake, "_keep"),
    "row written, not committed": after(core_jobs, "enqueue"),
}


def old(hours: int) -> None:
    """Let every file on the disk be some hours old."""
    for path in on_disk():
        moment = (NOW - timedelta(hours=hours)).timestamp()
        os.utime(path, (moment, moment))


@pytest.mark.parametrize("spoil", POINTS.values(), ids=POINTS)
def test_killed(monkeypatch: pytest.MonkeyPatch, spoil: Spoil) -> None:
    intake = Intake(an_actor(), name="note.txt", purpose_kind="x")
    intake.write(TEXT)
    with monkeypatch.context() as patch:
        spoil(patch)
        with pytest.raises(Killed):
            intake.finish(now=NOW)
    intake._writer._file.close()

    assert not StoredFile.objects.exists()
    assert not ContentKey.objects.exists()
    assert len(on_disk()) == 1
    old(hours=1)
    jobs.sweep(NOW)
    assert len(on_disk()) == 1, "somebody may still be writing"
    old(hours=7)
    jobs.sweep(NOW)
    assert on_disk() == []


def test_killed_while_looking(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pictures were drawn and sealed; the file is still in quarantine and is looked at again."""
    facts = added(picture(), name="face.jpg")
    with monkeypatch.context() as patch:
        patch.setattr("liaison.files.services.inspecting._conclude", die)
        with pytest.raises(Killed):
            looked_at(facts)
    assert StoredFile.objects.get().state == "quarantined"
    assert looked_at(facts).state == "clean"
    assert len(on_disk()) == 5
    old(hours=7)
    jobs.sweep(NOW)
    known = set(Content.objects.values_list("address", flat=True))
    assert {path.name for path in on_disk()} == known


def test_the_sweeper_promises_a_look_that_was_forgotten() -> None:
    facts = added()
    Job.objects.all().delete()
    jobs.sweep(NOW)
    assert Job.objects.get().payload == {"file": str(facts.id)}


def test_what_came_to_belong_to_nothing_goes_after_a_week() -> None:
    kept, left = clean(), clean()
    services.grant(
        kept.id,
        organisation="beijing",
        holder="casework.request",
        reference="r-1",
        purpose="identify",
        now=NOW,
    )
    jobs.sweep(NOW + timedelta(days=6))
    assert set(StoredFile.objects.values_list("state", flat=True)) == {"clean"}
    jobs.sweep(NOW + timedelta(days=8))
    assert StoredFile.objects.get(pk=left.id).state == "erased"
    assert StoredFile.objects.get(pk=kept.id).state == "clean"
