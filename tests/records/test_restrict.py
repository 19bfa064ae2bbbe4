"""A restricted record is never sent to an excluded bureau, whoever asks for it and in what way."""

from collections.abc import Callable

import pytest

from liaison.exchange.errors import ContentRefused
from liaison.identity.errors import PermissionRefused
from liaison.identity.types import Actor
from liaison.records import handlers, hearing, selectors, sending, services
from liaison.records.errors import (
    ExcludedRefused,
    NoSuchRecord,
    RecipientsRefused,
    TransitionRefused,
)
from liaison.records.models import Copy, Record, RecordExclusion
from liaison.records.states import RecordKind, WithdrawalReason
from liaison.records.types import ParsedRecord
from tests.cast import NOW, an_actor
from tests.records.outbox import Outbox, statement
from tests.records.persons import a_draft, entered
from tests.records.things import LATER, a_copy, ada, received, written

pytestmark = pytest.mark.django_db
BOTH = ("lyon", "seoul")


def reached(outbox: Outbox) -> set[str]:
    """Return every bureau that was sent a record."""
    return {one for sent in outbox.of_kind("records.distribute") for one in sent.to}


def test_entering_never_sends_to_an_excluded_bureau(outbox: Outbox) -> None:
    row = entered(to=BOTH, excluded=("seoul",))
    assert reached(outbox) == {"lyon"}
    assert selectors.recipients_of(row) == ("lyon",)
    assert selectors.exclusions_of(row) == ("seoul",)


def test_importing_never_sends_to_an_excluded_bureau(outbox: Outbox) -> None:
    services.import_records(
        ada(),
        kind=RecordKind.PERSON,
        rows=[ParsedRecord(2, a_draft())],
        source_digest="ab" * 32,
        recipients=BOTH,
        excluded=["seoul"],
        now=NOW,
    )
    assert reached(outbox) == {"lyon"}


def test_distributing_passes_an_excluded_bureau_over(outbox: Outbox) -> None:
    row = entered(to=(), excluded=("seoul",))
    services.distribute(ada(), document_ids=[row.id], recipients=BOTH, now=NOW)
    assert reached(outbox) == {"lyon"}


def test_no_code_sends_it_past_the_services(outbox: Outbox) -> None:
    row = entered(to=(), excluded=("seoul",))
    with pytest.raises(ExcludedRefused, match="seoul"):
        sending.send_new(ada().who, [row], ["lyon", "seoul"], NOW)
    assert not reached(outbox)


def test_a_later_exclusion_calls_that_copy_back_and_no_other(outbox: Outbox) -> None:
    row = entered(to=BOTH)
    assert services.restrict(ada(), record_id=row.id, excluded=["seoul"], now=LATER) == 1
    (recall,) = outbox.of_kind("records.withdraw")
    assert recall.to == ("seoul",)
    # the bureau is not told that it is excluded
    assert recall.body["reason"] == WithdrawalReason.OWNER_DECISION
    assert dict(Copy.objects.values_list("organisation", "state")) == {
        "lyon": "queued",
        "seoul": "recall_queued",
    }
    row.refresh_from_db()
    assert (row.state, selectors.recipients_of(row)) == ("active", ("lyon",))


def test_a_new_version_passes_an_excluded_bureau_over(outbox: Outbox) -> None:
    row = entered(to=BOTH)
    services.restrict(ada(), record_id=row.id, excluded=["seoul"], now=LATER)
    outbox.sent.clear()
    services.change(
        ada(), record_id=row.id, read=1, draft=a_draft(sex="u"), reason="seen", now=LATER
    )
    assert reached(outbox) == {"lyon"}


def test_the_erasure_of_an_excluded_bureau_is_taken_after_a_change(outbox: Outbox) -> None:
    row = entered(to=BOTH)
    services.restrict(ada(), record_id=row.id, excluded=["seoul"], now=NOW)
    services.change(
        ada(), record_id=row.id, read=1, draft=a_draft(sex="u"), reason="seen", now=NOW
    )
    claims: dict[str, str | int] = {
        "record_id": str(row.id),
        "owner": "beijing",
        "version": 1,
        "erased_at": LATER.isoformat(),
    }
    said = statement(iss="seoul", kind="records.erasure", claims=claims, at=LATER)
    body: dict[str, str | int] = {"record_id": str(row.id), "version": 1, "statement": said}
    handlers.receive_erased(received(body, kind="records.erased"), LATER)
    assert Copy.objects.get(organisation="seoul").state == "erased"
    # withdrawing the record recalls only what is still out there
    outbox.sent.clear()
    services.withdraw(ada(), document_id=row.id, reason=WithdrawalReason.FOUND, note="", now=LATER)
    assert [sent.to for sent in outbox.of_kind("records.withdraw")] == [("lyon",)]


def test_lifting_an_exclusion_sends_nothing(outbox: Outbox) -> None:
    row = entered(to=("lyon",), excluded=("seoul",))
    outbox.sent.clear()
    assert services.restrict(ada(), record_id=row.id, excluded=[], now=LATER) == 0
    assert not outbox.sent
    assert not RecordExclusion.objects.exists()


REFUSALS: dict[str, tuple[Callable[[], Actor], Callable[[], Record], list[str], type]] = {
    "reading is not restricting": (
        lambda: an_actor(role="desk_officer"),
        entered,
        ["seoul"],
        PermissionRefused,
    ),
    "a stranger's record looks absent": (ada, a_copy, ["seoul"], NoSuchRecord),
    "ourselves": (ada, entered, ["beijing"], RecipientsRefused),
    "withdrawn before": (ada, lambda: withdrawn(entered()), ["seoul"], TransitionRefused),
}


def withdrawn(row: Record) -> Record:
    """Let Ada withdraw a record."""
    services.withdraw(ada(), document_id=row.id, reason=WithdrawalReason.FOUND, note="", now=NOW)
    return row


@pytest.mark.usefixtures("outbox")
@pytest.mark.parametrize(("who", "made", "bureaus", "refusal"), REFUSALS.values(), ids=REFUSALS)
def test_restrict_refuses(
    who: Callable[[], Actor], made: Callable[[], Record], bureaus: list[str], refusal: type
) -> None:
    row = made()
    before = written()
    with pytest.raises(refusal):
        services.restrict(who(), record_id=row.id, excluded=bureaus, now=NOW)
    assert written() == before


@pytest.mark.usefixtures("outbox")
def test_an_excluded_bureau_cannot_speak_of_the_record() -> None:
    row = entered(to=BOTH)
    services.restrict(ada(), record_id=row.id, excluded=["seoul"], now=NOW)
    body: dict[str, str | int] = {"record_id": str(row.id), "text": "seen"}
    with pytest.raises(ContentRefused, match="no_document"):
        hearing.receive_annotation(received(body, kind="records.annotation"), NOW)
