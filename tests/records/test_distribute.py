"""Distributing a document further: only to those who miss it, only by those who may."""

import uuid
from collections.abc import Callable, Sequence

import pytest

from liaison.core.errors import Refusal
from liaison.identity.errors import PermissionRefused
from liaison.identity.types import Actor
from liaison.records import services
from liaison.records.errors import NoSuchRecord, RecipientsRefused
from liaison.records.models import Copy, RecordRecipient
from tests.cast import NOW, an_actor
from tests.records.outbox import Outbox
from tests.records.things import a_copy, ada, an_own_document, written

pytestmark = pytest.mark.django_db
Ids = Callable[[], Sequence[uuid.UUID]]
REFUSALS: dict[str, tuple[Callable[[], Actor], Ids, Sequence[str], type[Refusal]]] = {
    "who reads does not distribute": (
        an_actor,
        lambda: [an_own_document().id],
        ["incheon"],
        PermissionRefused,
    ),
    "a document nobody knows": (ada, lambda: [uuid.uuid4()], ["incheon"], NoSuchRecord),
    "a copy of Seoul's": (ada, lambda: [a_copy().id], ["incheon"], NoSuchRecord),
    "no document": (ada, list, ["incheon"], RecipientsRefused),
    "ourselves": (ada, lambda: [an_own_document().id], ["beijing"], RecipientsRefused),
}


@pytest.mark.parametrize(("actor", "ids", "to", "refusal"), REFUSALS.values(), ids=REFUSALS)
def test_refuses(
    outbox: Outbox,
    actor: Callable[[], Actor],
    ids: Ids,
    to: Sequence[str],
    refusal: type[Refusal],
) -> None:
    documents = ids()
    before, sent = written(), len(outbox.sent)
    with pytest.raises(refusal):
        services.distribute(actor(), document_ids=documents, recipients=to, now=NOW)
    assert written() == before
    assert len(outbox.sent) == sent


def test_sends_only_to_those_who_miss_it(outbox: Outbox) -> None:
    row = an_own_document(to=["seoul"])
    queued = services.distribute(
        ada(), document_ids=[row.id], recipients=["incheon", "seoul"], now=NOW
    )
    assert queued == 1
    assert outbox.sent[-1].to == ("incheon",)
    assert {copy.organisation for copy in Copy.objects.all()} == {"incheon", "seoul"}
    assert RecordRecipient.objects.count() == 2


def test_passes_over_a_withdrawn_document(outbox: Outbox) -> None:
    row = an_own_document(withdrawn=True)
    sent = len(outbox.sent)
    assert not services.distribute(ada(), document_ids=[row.id], recipients=["incheon"], now=NOW)
    assert len(outbox.sent) == sent
