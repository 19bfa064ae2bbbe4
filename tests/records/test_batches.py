"""Messages: small enough, and never to a bureau that is not on a document's list."""

import uuid

import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from liaison.records.batches import batches
from liaison.records.policy import MESSAGE_BYTES, MESSAGE_DOCUMENTS
from liaison.records.types import DocumentFields, WireRecord
from tests.records.strategies import documents
from tests.records.things import a_document, wired

LISTS = (("incheon", "seoul"), ("seoul",), ())


def wire(fields: DocumentFields) -> WireRecord:
    """Return a document under a new id."""
    return wired(fields, uuid.uuid4(), owner="beijing")


@given(st.lists(st.tuples(st.sampled_from(LISTS), documents(reviewed=True)), max_size=20))
def test_every_document_goes_to_its_own_list_and_no_other(
    addressed: list[tuple[tuple[str, ...], DocumentFields]],
) -> None:
    pairs = [(to, wire(fields)) for to, fields in addressed]
    made = list(batches(pairs))
    sent = [(batch.to, document) for batch in made for document in batch.records]
    assert sorted(sent, key=str) == sorted(((to, one) for to, one in pairs if to), key=str)
    for batch in made:
        assert len(rfc8785.dumps({"format": 2, "records": list(batch.objects)})) <= MESSAGE_BYTES


def test_a_message_carries_a_hundred_documents() -> None:
    pairs = [(("seoul",), wire(a_document())) for _ in range(250)]
    counts = [len(batch.records) for batch in batches(pairs)]
    assert counts == [MESSAGE_DOCUMENTS, MESSAGE_DOCUMENTS, 50]


def test_long_documents_make_more_messages() -> None:
    # three bytes for each character
    wordy = a_document(additional_information="\N{CJK UNIFIED IDEOGRAPH-8B66}" * 300)
    made = list(batches((("seoul",), wire(wordy)) for _ in range(100)))
    sizes = [len(rfc8785.dumps({"format": 2, "records": list(batch.objects)})) for batch in made]
    assert len(made) > 1
    assert max(sizes) <= MESSAGE_BYTES
