"""Who may open a file, and what the log says of it."""

from collections.abc import Callable, Mapping
from uuid import UUID, uuid4

import pytest

from liaison.files import selectors, services
from liaison.files.errors import ContentDamaged, NoSuchFile, NotClean
from liaison.files.states import Rendition
from liaison.identity.errors import PermissionRefused
from liaison.identity.types import Actor
from tests.cast import NOW, an_actor, entries
from tests.files.room import added, clean, logged, looked_at, on_disk
from tests.files.specimens import TEXT

pytestmark = pytest.mark.django_db
UNIT = "beijing/shenzhen-detectives"


def opened(actor: Actor, file_id: UUID) -> bytes:
    return b"".join(services.open_for(actor, file_id=file_id, now=NOW).chunks)


def at_unit(name: str = "Wen") -> Actor:
    """Return an officer of a unit below the bureau."""
    return an_actor(person=name, organisation=UNIT, role="unit_officer")


def held(file_id: UUID, *organisations: str) -> None:
    services.attach(
        [file_id],
        holder="casework.request",
        reference="r-1",
        purpose="identify a traveller",
        organisations=organisations,
        now=NOW,
    )


MAY: Mapping[str, Callable[[], tuple[UUID, Actor]]] = {
    "whoever added it": lambda: (clean().id, an_actor()),
    "a colleague": lambda: (clean().id, an_actor(person="Boris")),
    "the desk, of a unit's file that a request holds": lambda: (unit_file_held(), an_actor()),
    "an officer of the same unit": lambda: (unit_file(), at_unit("Xia")),
}


def unit_file_held() -> UUID:
    file_id = unit_file()
    held(file_id, UNIT, "beijing")
    return file_id


def unit_file() -> UUID:
    facts = added(actor=at_unit())
    looked_at(facts)
    return facts.id


@pytest.mark.parametrize("case", MAY.values(), ids=MAY)
def test_may(case: Callable[[], tuple[UUID, Actor]]) -> None:
    file_id, actor = case()
    assert opened(actor, file_id) == TEXT


def test_an_organisation_it_was_opened_to() -> None:
    facts = clean()
    held(facts.id, "beijing", UNIT)
    assert opened(at_unit(), facts.id) == TEXT
    (entry,) = logged("files:file:opened")
    assert "identify a traveller" in entry.body
    assert "casework.request r-1" in entry.body


def test_no_longer_when_it_is_taken_back() -> None:
    facts = clean()
    held(facts.id, UNIT)
    services.detach(holder="casework.request", reference="r-1", organisation=UNIT)
    with pytest.raises(NoSuchFile):
        opened(at_unit(), facts.id)


REFUSALS: Mapping[str, tuple[Callable[[], tuple[UUID, Actor]], type[Exception]]] = {
    # what a unit is still writing is the unit's own
    "the desk, of a unit's file that nothing holds": (
        lambda: (unit_file(), an_actor()),
        NoSuchFile,
    ),
    "a unit that was not given it": (lambda: (clean().id, at_unit()), NoSuchFile),
    "another unit's": (
        lambda: (
            unit_file(),
            an_actor(person="Yi", organisation="beijing/shenzhen-court", role="unit_officer"),
        ),
        NoSuchFile,
    ),
    "a stranger": (lambda: (clean().id, an_actor(person="Chiara")), NoSuchFile),
    "one that is not there": (lambda: (uuid4(), an_actor()), NoSuchFile),
    "an auditor": (lambda: (clean().id, an_actor(person="Dora")), PermissionRefused),
    "one in quarantine": (lambda: (added().id, an_actor()), NotClean),
}


@pytest.mark.parametrize(("case", "refusal"), REFUSALS.values(), ids=REFUSALS)
def test_refused(case: Callable[[], tuple[UUID, Actor]], refusal: type[Exception]) -> None:
    file_id, actor = case()
    before = entries()
    with pytest.raises(refusal):
        opened(actor, file_id)
    assert entries() == before


def test_damaged_bytes_are_not_handed_out() -> None:
    facts = clean()
    (blob,) = on_disk()
    blob.write_bytes(blob.read_bytes()[:-1])
    with pytest.raises(ContentDamaged):
        services.open_for(an_actor(), file_id=facts.id, now=NOW)


def test_a_text_has_no_picture() -> None:
    facts = clean()
    with pytest.raises(NoSuchFile):
        services.open_for(an_actor(), file_id=facts.id, rendition=Rendition.PICTURE, now=NOW)


def test_what_a_thing_holds_is_listed_for_those_who_may() -> None:
    first, second = clean(), clean()
    held(first.id, "beijing")
    held(second.id, "beijing", UNIT)
    ask = {"holder": "casework.request", "reference": "r-1"}
    assert [f.id for f in selectors.attached(an_actor(), **ask)] == [first.id, second.id]
    assert [f.id for f in selectors.attached(at_unit(), **ask)] == [second.id]
    assert selectors.unclaimed(an_actor()) == ()
