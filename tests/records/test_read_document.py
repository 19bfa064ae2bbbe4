"""Looking at documents: who may, what they see, and that it is on record."""

import uuid

import pytest

from liaison.audit.models import Payload
from liaison.identity.errors import PermissionRefused
from liaison.identity.types import Actor
from liaison.records import selectors, services
from liaison.records.errors import NoSuchRecord
from liaison.records.states import CopyState, RecordState
from tests.cast import NOW, an_actor
from tests.records.things import a_copy, ada, an_own_document, imported, numbered, written

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("outbox")]


def test_shows_the_record_its_list_and_its_copies() -> None:
    row = an_own_document(to=["seoul", "incheon"], withdrawn=True)
    found = services.read_document(ada(), document_id=row.id, now=NOW)
    assert found.document.id == row.id
    assert found.document.withdrawal_reason == "found"
    assert found.recipients == ("incheon", "seoul")
    assert [copy.organisation for copy in found.copies] == ["incheon", "seoul"]
    assert found.copies[0].state is CopyState.RECALL_QUEUED
    entry = Payload.objects.get(event="records:document:read")
    assert entry.target == str(row.id)
    assert '"number":"LX7310254"' in entry.body


def test_shows_a_copy_of_anothers_record() -> None:
    facts = selectors.get(ada(), a_copy().id)
    assert (facts.owner, facts.withdrawal_reason) == ("seoul", None)


@pytest.mark.parametrize("actor", [an_actor(person="Dora"), an_actor(role="frontline_officer")])
def test_refuses_who_may_not_read(actor: Actor) -> None:
    row = an_own_document()
    before = written()
    with pytest.raises(PermissionRefused):
        services.read_document(actor, document_id=row.id, now=NOW)
    with pytest.raises(PermissionRefused):
        services.list_documents(actor, text="", state=None, page=1, now=NOW)
    assert written() == before


def test_refuses_what_is_not_there() -> None:
    before = written()
    with pytest.raises(NoSuchRecord):
        services.read_document(ada(), document_id=uuid.uuid4(), now=NOW)
    assert written() == before


SEARCHES = {
    "": 2,
    "LX 731-0254": 1,
    "1x7310254": 1,
    "bj-2026": 2,
    "LX731": 0,
    "\N{CJK UNIFIED IDEOGRAPH-8B66}": 0,
}


@pytest.mark.parametrize(("text", "count"), SEARCHES.items(), ids=map(repr, SEARCHES))
def test_lists_own_documents_by_number_or_reference(text: str, count: int) -> None:
    an_own_document()
    an_own_document(number="AB123456")
    a_copy()
    assert services.list_documents(ada(), text=text, state=None, page=1, now=NOW).total == count


def test_lists_by_state() -> None:
    an_own_document(withdrawn=True)
    an_own_document(number="AB123456")
    page = selectors.own_documents(ada(), state=RecordState.WITHDRAWN)
    assert [facts.fields.number for facts in page.documents] == ["LX7310254"]


@pytest.mark.parametrize(
    ("asked", "given", "shown"), [(1, 1, 50), (2, 2, 10), (9, 2, 10), (0, 1, 50)]
)
def test_gives_the_nearest_page(asked: int, given: int, shown: int) -> None:
    imported(*numbered(60), to=())
    page = services.list_documents(ada(), text="", state=None, page=asked, now=NOW)
    assert (page.page, page.pages, len(page.documents), page.total) == (given, 2, shown, 60)
    assert '"total":60' in Payload.objects.get(event="records:documents:listed").body
