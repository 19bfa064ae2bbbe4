"""A lying peer cannot bury a record under notes and corrections."""

import pytest

from liaison.exchange.errors import ContentRefused
from liaison.records import services
from liaison.records.models import Annotation, Correction
from liaison.records.policy import CORRECTIONS_MAXIMUM, CORRECTIONS_OPEN, NOTES_MAXIMUM
from tests.cast import NOW, entries
from tests.records.persons import entered
from tests.records.test_discreet import a_correction, a_note
from tests.records.things import ada

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("outbox")]


def test_notes_of_one_bureau_end_somewhere() -> None:
    row = entered(to=("lyon", "seoul"))
    for _ in range(NOTES_MAXIMUM):
        a_note(row, "seoul")
    written = entries()
    with pytest.raises(ContentRefused) as refused:
        a_note(row, "seoul")
    assert refused.value.reason == "records:too_much"
    assert (entries(), Annotation.objects.count()) == (written, NOTES_MAXIMUM)
    # who floods silences nobody else, and no other record
    a_note(row, "lyon")
    a_note(entered(national_reference="BJ-P-2"), "seoul")
    services.annotate(ada(), record_id=row.id, text="Ours.", send=False, now=NOW)
    assert Annotation.objects.count() == NOTES_MAXIMUM + 3


def test_unanswered_corrections_end_sooner() -> None:
    row = entered(to=("lyon", "seoul"))
    for _ in range(CORRECTIONS_OPEN):
        a_correction(row, "seoul")
    with pytest.raises(ContentRefused) as refused:
        a_correction(row, "seoul")
    assert refused.value.reason == "records:too_much"
    assert Correction.objects.count() == CORRECTIONS_OPEN
    a_correction(row, "lyon")
    first = Correction.objects.filter(asked_by="seoul").earliest("id")
    services.decide_correction(
        ada(), correction_id=first.id, accept=False, answer="We looked.", now=NOW
    )
    a_correction(row, "seoul")
    assert Correction.objects.filter(asked_by="seoul").count() == CORRECTIONS_OPEN + 1


def test_asking_again_what_was_declined_ends_too() -> None:
    row = entered()
    for _ in range(CORRECTIONS_MAXIMUM):
        a_correction(row, "seoul")
        services.decide_correction(
            ada(),
            correction_id=Correction.objects.latest("id").id,
            accept=False,
            answer="We looked.",
            now=NOW,
        )
    with pytest.raises(ContentRefused) as refused:
        a_correction(row, "seoul")
    assert refused.value.reason == "records:too_much"
    assert Correction.objects.count() == CORRECTIONS_MAXIMUM
