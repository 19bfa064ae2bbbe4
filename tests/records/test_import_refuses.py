"""Importing refused: nothing is written, nothing is sent."""

from collections.abc import Callable, Sequence

import pytest

from liaison.core.errors import Refusal
from liaison.exchange import services as exchange
from liaison.exchange.errors import UnknownBureau
from liaison.identity.errors import PermissionRefused
from liaison.identity.types import Actor
from liaison.records import services
from liaison.records.errors import RecipientsRefused
from tests.cast import NOW, an_actor
from tests.records.outbox import Outbox
from tests.records.things import DIGEST, a_document, ada, an_own_document, imported, rows, written

pytestmark = pytest.mark.django_db
REFUSALS: dict[str, tuple[Callable[[], Actor], Sequence[str], type[Refusal]]] = {
    "who reads does not import": (an_actor, ["seoul"], PermissionRefused),
    "who protects data does not import": (
        lambda: an_actor(person="Dora"),
        ["seoul"],
        PermissionRefused,
    ),
    "the steward of a sub-bureau": (
        lambda: an_actor(organisation="beijing/hong-kong", role="data_steward"),
        ["seoul"],
        PermissionRefused,
    ),
    "ourselves on the distribution list": (ada, ["beijing"], RecipientsRefused),
    "too many on the distribution list": (ada, ["x"] * 201, RecipientsRefused),
}


@pytest.mark.parametrize(("actor", "to", "refusal"), REFUSALS.values(), ids=REFUSALS)
def test_import_refuses(
    outbox: Outbox, actor: Callable[[], Actor], to: Sequence[str], refusal: type[Refusal]
) -> None:
    before = written()
    with pytest.raises(refusal):
        services.import_documents(
            actor(), rows=rows(a_document()), source_digest=DIGEST, recipients=to, now=NOW
        )
    assert written() == before
    assert not outbox.sent


@pytest.mark.usefixtures("outbox")
def test_a_chunk_that_cannot_be_sent_is_not_stored(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_fields: object) -> None:
        raise UnknownBureau("atlantis")

    monkeypatch.setattr(exchange, "queue", refuse)
    before = written()
    with pytest.raises(UnknownBureau):
        imported(a_document(), to=["atlantis"])
    assert written() == before


def test_a_withdrawn_document_is_not_taken_again(outbox: Outbox) -> None:
    an_own_document(withdrawn=True)
    sent, before = len(outbox.sent), dict(written())
    report = imported(a_document())
    assert report.created == report.changed == report.unchanged == 0
    assert [reject.column for reject in report.rejects] == ["stolen_on"]
    assert len(outbox.sent) == sent
    # the import itself is on record
    assert written() == before | {"Leaf": before["Leaf"] + 1}


def test_a_document_lost_again_becomes_a_new_record(outbox: Outbox) -> None:
    old = an_own_document(withdrawn=True)
    again = a_document(stolen_on=NOW.date())
    assert imported(again).created == 1
    assert imported(again).unchanged == 1
    old.refresh_from_db()
    assert old.state == "withdrawn"
    assert outbox.sent[-1].kind == "records.distribute"
