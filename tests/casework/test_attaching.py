"""Files beside requests: whoever attaches one must know it; whoever may read it is told once."""

from uuid import UUID, uuid4

import pytest

from liaison.casework import handlers, services
from liaison.casework.errors import FieldRefused
from liaison.casework.models import Request
from liaison.casework.words import LetterKind
from liaison.exchange.types import PartFacts
from liaison.files.models import Attachment, StoredFile
from liaison.files.states import FileState, Origin, Scan
from tests.casework.things import (
    SOON,
    UNIT,
    a_draft,
    a_message,
    a_sent,
    accept,
    asked,
    boris,
    li,
    said_to,
    written,
)
from tests.cast import NOW
from tests.records.outbox import Outbox

pytestmark = pytest.mark.django_db


def a_file(*, organisation: str = UNIT, desk: str = "beijing") -> UUID:
    """Return a clean file, as if somebody had added it."""
    key = uuid4()
    StoredFile.objects.create(
        id=key,
        name="lorry.jpg",
        declared_type="image/jpeg",
        media_type="image/jpeg",
        size=7,
        state=FileState.CLEAN,
        origin=Origin.OWN if organisation else Origin.MESSAGE,
        scan=Scan.ABSENT,
        organisation=organisation,
        desk=desk,
        added_by=li().person_id if organisation else "",
        added_by_name="Li" if organisation else "",
        sender="" if organisation else "seoul",
        message=None if organisation else uuid4(),
        created_at=NOW,
    )
    return key


def readers(key: UUID) -> set[str]:
    """Return the organisations a file was opened to."""
    return set(Attachment.objects.filter(file=key).values_list("organisation", flat=True))


@pytest.mark.parametrize("foreign", ["seoul-unit", "missing", "no id"])
def test_nobody_attaches_what_they_do_not_know(outbox: Outbox, foreign: str) -> None:
    """Naming somebody else's file would open it to the one who names it."""
    assert outbox is not None
    other = a_file(organisation="beijing/macao", desk="beijing/macao")
    said = {"seoul-unit": str(other), "missing": str(uuid4()), "no id": "../etc"}[foreign]
    before = written()
    with pytest.raises(FieldRefused):
        a_draft(files=(said,))
    assert written() == before
    assert readers(other) == set()


def test_what_comes_with_an_answer_waits_for_the_desk(outbox: Outbox) -> None:
    """The unit may open it when the desk has passed it on."""
    assert outbox is not None
    row = a_sent()
    key = a_file(organisation="", desk="")
    part = PartFacts(key, "camera.jpg", "image/jpeg", 7)
    message = a_message(said_to(row, LetterKind.ANSWER), files=(part,))
    handlers.RECEIVERS[message.kind](message, SOON)
    assert readers(key) == {"beijing"}
    services.pass_on(boris(), request_id=row.id, now=SOON)
    assert readers(key) == {"beijing", UNIT}


def test_what_comes_with_a_request_goes_to_the_unit_it_is_given_to(outbox: Outbox) -> None:
    assert outbox is not None
    sent = asked()
    key = a_file(organisation="", desk="")
    part = PartFacts(key, "passport.jpg", "image/jpeg", 7)
    handlers.receive_request(a_message(sent, files=(part,)), NOW)
    row = Request.objects.get(origin=sent.request)
    accept(row)
    assert readers(key) == {"beijing"}
    services.assign(boris(), request_id=row.id, organisation=UNIT, now=NOW)
    assert readers(key) == {"beijing", UNIT}
