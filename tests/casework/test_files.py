"""Files of requests: enclosed by those who know them, opened to those who work on the request."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from liaison.casework import handlers, services
from liaison.casework.errors import FieldRefused
from liaison.casework.models import Letter, Request
from liaison.casework.states import Result
from liaison.casework.words import LetterKind
from liaison.exchange.types import PartFacts
from liaison.files import blobs
from liaison.files import selectors as known
from liaison.files import services as files
from liaison.files.errors import NotClean
from liaison.files.models import Attachment
from liaison.files.types import Announced
from liaison.identity.types import Actor
from tests.casework.things import (
    DRAFT,
    SOON,
    UNIT,
    a_draft,
    a_message,
    a_sent,
    a_submitted,
    accept,
    again,
    an_answer,
    asked,
    boris,
    li,
    said_to,
)
from tests.cast import NOW, an_actor
from tests.files.room import added, looked_at
from tests.files.specimens import TEXT
from tests.records.outbox import Outbox
from tests.simulators.enclosed import Enclosed

pytestmark = pytest.mark.django_db
MACAO = an_actor(person="Mia", organisation="beijing/macao")


@pytest.fixture(autouse=True)
def disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the blobs where nothing else is."""
    monkeypatch.setattr(blobs, "home", lambda: tmp_path)


def clean_of(actor: Actor) -> str:
    """Return the id of a clean file that somebody added."""
    facts = added(actor=actor)
    looked_at(facts)
    return str(facts.id)


def may_open(actor: Actor, file_id: str | UUID) -> bool:
    """Return whether somebody may open a file."""
    return bool(known.listed(actor, [UUID(str(file_id))]))


def brought() -> PartFacts:
    """Return a file that came with a message of Seoul's, fetched and found clean."""
    file = Enclosed.of(TEXT)
    announced = Announced(
        name=file.opening.name,
        media_type=file.opening.media_type,
        size=file.opening.size,
        sha256=hashlib.sha256(TEXT).hexdigest(),
        key=file.opening.key,
        address=file.part.address,
    )
    file_id = files.expect(announced, sender="seoul", message=uuid4(), now=NOW)
    files.take(file_id, sender="seoul", offset=0, data=file.data, now=NOW)
    facts = PartFacts(file_id, "note.txt", "text/plain", len(TEXT))
    looked_at(replace(added(), id=file_id))
    return facts


def test_a_unit_s_file_goes_abroad_with_the_request(outbox: Outbox) -> None:
    file_id = clean_of(li())
    row = a_sent(files=(file_id,))
    assert outbox.sent[-1].files == (UUID(file_id),)
    assert Letter.objects.get(request=row, kind=LetterKind.REQUEST).files == [file_id]
    assert may_open(boris(), file_id)
    assert known.unclaimed(li()) == ()


@pytest.mark.usefixtures("outbox")
def test_what_is_left_out_of_a_draft_is_free_again() -> None:
    file_id = clean_of(li())
    row = a_draft(files=(file_id,))
    services.change_draft(li(), request_id=row.id, draft=DRAFT, now=NOW)
    assert not Attachment.objects.exists()
    assert [one.id for one in known.unclaimed(li())] == [UUID(file_id)]


FOREIGN: Mapping[str, Callable[[], str]] = {
    "another unit's file": lambda: clean_of(
        an_actor(person="Yi", organisation="beijing/shenzhen-court", role="unit_officer")
    ),
    "a file of the desk": lambda: clean_of(boris()),
    "a file that is not there": lambda: str(uuid4()),
    "a path": lambda: "../../etc/passwd",
    "a refused file": lambda: str(looked_at(added(b"MZ\x90\x00", actor=li())).pk),
}


@pytest.mark.usefixtures("outbox")
@pytest.mark.parametrize("made", FOREIGN.values(), ids=FOREIGN)
def test_nobody_sends_abroad_what_is_not_theirs(made: Callable[[], str]) -> None:
    """A form can name any id: it is asked who may know it."""
    file_id = made()
    with pytest.raises(FieldRefused):
        services.draft(li(), draft=replace(DRAFT, files=(file_id,)), now=NOW)
    assert not Request.objects.exists()
    assert not Attachment.objects.exists()


def test_nothing_leaves_before_it_was_looked_at(outbox: Outbox) -> None:
    row = a_submitted(files=(str(added(actor=li()).id),))
    with pytest.raises(NotClean):
        accept(row)
    assert not outbox.sent


def an_arrived_with_a_file(**said: object) -> tuple[Request, UUID]:
    """Return a request of Seoul's, accepted, and the file that came with it."""
    facts = brought()
    sent = asked(**said)
    handlers.receive_request(a_message(sent, files=(facts,)), NOW)
    row = Request.objects.get(origin=sent.request, desk=sent.to[0])
    return row, facts.file_id


@pytest.mark.usefixtures("outbox")
def test_what_came_is_for_the_desk_then_for_the_unit_that_works_on_it() -> None:
    row, file_id = an_arrived_with_a_file()
    assert row.files == [str(file_id)]
    assert may_open(boris(), file_id)
    assert not may_open(li(), file_id)
    accept(row)
    services.assign(boris(), request_id=row.id, organisation=UNIT, words="Known?", now=NOW)
    assert may_open(li(), file_id)
    services.give_back(li(), request_id=row.id, words="Not ours.", now=NOW)
    assert not may_open(li(), file_id)
    assert may_open(boris(), file_id)


@pytest.mark.usefixtures("outbox")
def test_what_came_for_a_tenant_is_the_tenant_s() -> None:
    _, file_id = an_arrived_with_a_file(to=("beijing/macao",))
    assert may_open(MACAO, file_id)
    assert not may_open(boris(), file_id)


def test_an_answer_carries_the_unit_s_file(outbox: Outbox) -> None:
    row, _ = an_arrived_with_a_file()
    accept(row)
    services.assign(boris(), request_id=row.id, organisation=UNIT, words="Known?", now=NOW)
    file_id = clean_of(li())
    services.draft_answer(
        li(), request_id=row.id, answer=an_answer(Result.INFORMATION, files=(file_id,)), now=NOW
    )
    assert not outbox.sent
    services.release_answer(boris(), request_id=row.id, now=NOW)
    assert outbox.sent[-1].files == (UUID(file_id),)


@pytest.mark.usefixtures("outbox")
def test_an_answer_from_abroad_is_the_desk_s_until_it_is_passed_on() -> None:
    row = a_sent()
    facts = brought()
    letter = said_to(row, LetterKind.ANSWER)
    message = a_message(letter, files=(facts,))
    handlers.RECEIVERS[message.kind](message, SOON)
    assert may_open(boris(), facts.file_id)
    assert not may_open(li(), facts.file_id)
    services.pass_on(boris(), request_id=row.id, now=SOON)
    assert may_open(li(), facts.file_id)
    assert again(row).letters.filter(files=[str(facts.file_id)]).exists()
