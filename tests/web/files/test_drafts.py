"""A file beside a unit's draft is the unit's alone: the desk that knows its id gets nothing."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from liaison.casework import services
from liaison.casework.errors import FieldRefused
from liaison.casework.models import Request
from liaison.casework.words import Decision
from liaison.files import selectors as known
from liaison.files import services as files
from liaison.files.errors import NoSuchFile
from liaison.files.models import Attachment
from liaison.files.states import Rendition
from tests.casework.conftest import outbox
from tests.casework.things import DRAFT, a_draft, boris, li, ticks
from tests.cast import NOW
from tests.files.room import added, logged, looked_at
from tests.files.specimens import picture

__all__ = ["outbox"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("outbox")]


def a_drawn_draft() -> tuple[Request, UUID]:
    """Return a draft of the unit's with a picture beside it."""
    facts = added(picture("PNG"), name="lorry.png", actor=li())
    looked_at(facts)
    return a_draft(files=(str(facts.id),)), facts.id


def read(file_id: UUID, rendition: Rendition) -> object:
    return files.open_for(boris(), file_id=file_id, rendition=rendition, now=NOW)


ATTACKS: Mapping[str, Callable[[UUID], object]] = {
    "by its id": lambda one: known.get(boris(), one),
    "opened": lambda one: read(one, Rendition.ORIGINAL),
    "as a picture": lambda one: read(one, Rendition.PICTURE),
    "as a thumbnail": lambda one: read(one, Rendition.THUMBNAIL),
    "erased": lambda one: files.remove(boris(), file_id=one, now=NOW),
    "in a draft of one's own": lambda one: services.draft(
        boris(), draft=replace(DRAFT, files=(str(one),)), now=NOW
    ),
}


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)
def test_the_desk_gets_nothing_of_a_draft(attack: Callable[[UUID], object]) -> None:
    _, one = a_drawn_draft()
    with pytest.raises((NoSuchFile, FieldRefused)):
        attack(one)
    assert known.listed(boris(), [one]) == ()
    assert not logged("files:file:opened")
    assert known.get(li(), one).id == one


PAGES = ("file", "file-picture", "file-thumbnail")


@pytest.mark.parametrize("page", PAGES)
def test_nor_its_pages(at_desk: Callable[..., Client], page: str) -> None:
    _, one = a_drawn_draft()
    assert at_desk("Boris").get(reverse(page, args=[one])).status_code == 404


def test_what_is_submitted_is_opened_to_the_desk() -> None:
    row, one = a_drawn_draft()
    services.submit(li(), request_id=row.id, now=NOW)
    assert known.get(boris(), one).id == one


def test_what_is_added_after_it_was_asked_back_waits_for_the_next_time() -> None:
    """What the desk has read it goes on knowing; what the unit adds it does not."""
    row, one = a_drawn_draft()
    services.submit(li(), request_id=row.id, now=NOW)
    services.review(
        boris(),
        request_id=row.id,
        checklist=ticks(),
        decision=Decision.ASK_BACK,
        words="Which lorry?",
        now=NOW,
    )
    more = added(picture("PNG"), name="driver.png", actor=li())
    looked_at(more)
    said = replace(DRAFT, files=(str(one), str(more.id)))
    services.change_draft(li(), request_id=row.id, draft=said, now=NOW)
    assert [one.id for one in known.listed(boris(), [one, more.id])] == [one]
    services.submit(li(), request_id=row.id, now=NOW)
    assert len(known.listed(boris(), [one, more.id])) == 2
    assert Attachment.objects.filter(file=more.id).count() == 2
