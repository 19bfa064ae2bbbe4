"""Corrections: asked of the owner, accepted into a new version or declined with a reason."""

from dataclasses import replace

import pytest

from liaison.exchange.types import Received
from liaison.identity.errors import PermissionRefused
from liaison.records import hearing, services
from liaison.records.errors import (
    CorrectionRefused,
    FieldRefused,
    NoSuchCorrection,
    TextRefused,
    TransitionRefused,
)
from liaison.records.models import Annotation, Correction, Record
from tests.cast import NOW, an_actor
from tests.records.outbox import Outbox
from tests.records.persons import entered
from tests.records.things import LATER, a_copy, ada, received

pytestmark = pytest.mark.django_db


def asked_of_us(row: Record, *, field: str = "sex", proposed: str = "f") -> Correction:
    """Let Seoul ask us to correct a record."""
    body: dict[str, str | int] = {
        "record_id": str(row.id),
        "version": row.version,
        "field": field,
        "proposed": proposed,
        "reason": "Seen at Incheon.",
    }
    hearing.receive_correction(received(body, kind="records.correction"), NOW)
    return Correction.objects.get()


def answered(asked: Correction, outcome: str) -> Received:
    """Return Seoul's answer to a correction of ours."""
    body: dict[str, str | int] = {
        "record_id": str(asked.record.record_id),
        "outcome": outcome,
        "answer": "Looked at.",
    }
    message = received(body, kind="records.corrected")
    return replace(message, in_reply_to=asked.message)


def test_accepted_it_becomes_a_version_for_all_copies(outbox: Outbox) -> None:
    asked = asked_of_us(entered(to=("lyon", "seoul")))
    outbox.sent.clear()
    services.decide_correction(ada(), correction_id=asked.id, accept=True, answer="", now=LATER)
    row = Record.objects.get()
    assert (row.version, '"sex":"f"' in row.fields) == (2, True)
    assert row.past.get().reason == "correction asked by seoul"
    assert [sent.to for sent in outbox.of_kind("records.distribute")] == [("lyon", "seoul")]
    (answer,) = outbox.of_kind("records.corrected")
    assert (answer.to, answer.in_reply_to) == (("seoul",), asked.message)
    assert answer.body["outcome"] == "accepted"


def test_declined_it_changes_nothing_and_says_why(outbox: Outbox) -> None:
    asked = asked_of_us(entered())
    with pytest.raises(TextRefused):
        services.decide_correction(
            ada(), correction_id=asked.id, accept=False, answer=" ", now=LATER
        )
    services.decide_correction(
        ada(), correction_id=asked.id, accept=False, answer="We looked.", now=LATER
    )
    assert Record.objects.get().version == 1
    assert outbox.of_kind("records.corrected")[0].body["answer"] == "We looked."
    with pytest.raises(TransitionRefused):
        services.decide_correction(
            ada(), correction_id=asked.id, accept=True, answer="", now=LATER
        )


@pytest.mark.usefixtures("outbox")
def test_what_cannot_be_written_is_not_accepted() -> None:
    asked = asked_of_us(entered(), proposed="horse")
    with pytest.raises(FieldRefused):
        services.decide_correction(
            ada(), correction_id=asked.id, accept=True, answer="", now=LATER
        )
    asked.refresh_from_db()
    assert (asked.state, Record.objects.get().version) == ("asked", 1)


@pytest.mark.usefixtures("outbox")
def test_only_the_stewards_of_the_owner_decide() -> None:
    asked = asked_of_us(entered())
    with pytest.raises(PermissionRefused):
        services.decide_correction(
            an_actor(role="desk_officer"), correction_id=asked.id, accept=True, answer="", now=NOW
        )


def test_we_ask_the_owner_and_hear_the_answer(outbox: Outbox) -> None:
    copy = a_copy()
    desk = an_actor(role="desk_officer")
    services.ask_correction(
        desk, record_id=copy.id, field="fraud", proposed="revoked", reason="Told so.", now=NOW
    )
    (sent,) = outbox.of_kind("records.correction")
    asked = Correction.objects.get()
    assert (sent.to, asked.message, asked.state) == (("seoul",), sent.jti, "asked")
    # nothing of ours changes the copy
    assert Record.objects.get().version == 1
    with pytest.raises(NoSuchCorrection):
        services.decide_correction(ada(), correction_id=asked.id, accept=True, answer="", now=NOW)
    hearing.receive_corrected(answered(asked, "declined"), LATER)
    asked.refresh_from_db()
    assert (asked.state, asked.answer, asked.answered_at) == ("declined", "Looked at.", LATER)


@pytest.mark.usefixtures("outbox")
def test_our_own_record_is_changed_not_corrected() -> None:
    with pytest.raises(CorrectionRefused):
        services.ask_correction(
            ada(), record_id=entered().id, field="", proposed="", reason="why", now=NOW
        )


def test_a_note_stays_unless_it_is_sent(outbox: Outbox) -> None:
    copy = a_copy()
    services.annotate(ada(), record_id=copy.id, text="Seen here.", send=False, now=NOW)
    assert not outbox.of_kind("records.annotation")
    services.annotate(ada(), record_id=copy.id, text="Seen there.", send=True, now=NOW)
    (sent,) = outbox.of_kind("records.annotation")
    assert (sent.to, sent.body["text"]) == (("seoul",), "Seen there.")
    assert {note.author for note in Annotation.objects.all()} == {"beijing"}


@pytest.mark.usefixtures("outbox")
def test_a_note_from_abroad_names_its_bureau() -> None:
    row = entered()
    body: dict[str, str | int] = {"record_id": str(row.id), "text": "Seen at Incheon."}
    hearing.receive_annotation(received(body, kind="records.annotation"), NOW)
    note = Annotation.objects.get()
    assert (note.author, note.author_name, note.text) == ("seoul", "", "Seen at Incheon.")
