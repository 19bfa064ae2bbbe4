"""A text that was drafted stands in the form of the desk, is changed there, and goes."""

from collections.abc import Callable

from django.test import Client

from liaison.casework import services
from liaison.casework.models import Letter
from liaison.casework.words import LetterKind
from tests.casework.things import a_sent, an_accepted, an_answer, an_assigned, boris, li
from tests.cast import NOW
from tests.records.outbox import Outbox

AtDesk = Callable[..., Client]


def test_a_correction_is_kept_read_changed_and_sent(at_desk: AtDesk, abroad: Outbox) -> None:
    client, row = at_desk("Boris"), a_sent()
    where = f"/requests/{row.id}/"
    # two buttons, one form: what the second one is called decides
    kept = client.post(where, {"step": ["correct", "draft_correction"], "correct-words": "Wie."})
    assert kept.status_code == 302
    assert Letter.objects.filter(kind=LetterKind.CORRECTION_DRAFT).count() == 1
    page = client.get(where).content.decode()
    assert "Wie.</textarea>" in page
    sent = len(abroad.sent)
    assert client.post(where, {"step": "correct", "correct-words": "Wei."}).status_code == 302
    assert (len(abroad.sent), abroad.sent[-1].body["words"]) == (sent + 1, "Wei.")
    assert "Wie.</textarea>" not in client.get(where).content.decode()


def test_a_draft_without_words_keeps_the_form_open(at_desk: AtDesk) -> None:
    client, row = at_desk("Boris"), a_sent()
    said = {"step": ["correct", "draft_correction"], "correct-words": ""}
    answer = client.post(f"/requests/{row.id}/", said)
    assert answer.status_code == 422
    assert "This is needed" in answer.content.decode()
    assert not Letter.objects.filter(kind=LetterKind.CORRECTION_DRAFT).exists()


def test_the_officer_who_asked_asks_the_desk_to_correct(
    in_unit: Callable[..., Client], at_desk: AtDesk
) -> None:
    client, row = in_unit(), a_sent()
    where = f"/requests/{row.id}/"
    page = client.get(where).content.decode()
    assert "Ask the desk to correct it" in page
    assert "Send the correction" not in page
    answer = client.post(where, {"step": "draft_correction", "correct-words": "He is 40."})
    assert answer.status_code == 302
    assert "He is 40.</textarea>" in at_desk("Boris").get(where).content.decode()


def test_the_drafted_answer_stands_in_the_form_that_releases_it(
    at_desk: AtDesk, abroad: Outbox
) -> None:
    row = an_assigned()
    services.draft_answer(li(), request_id=row.id, answer=an_answer(words="Knwon."), now=NOW)
    client, where = at_desk("Boris"), f"/requests/{row.id}/"
    assert "Knwon.</textarea>" in client.get(where).content.decode()
    answer = client.post(where, {"step": "release_answer", "release_answer-words": "Known."})
    assert answer.status_code == 302
    assert abroad.sent[-1].body["words"] == "Known."


def test_an_answer_that_was_given_is_corrected(at_desk: AtDesk, abroad: Outbox) -> None:
    row = an_accepted()
    services.answer(boris(), request_id=row.id, answer=an_answer(words="May."), now=NOW)
    client, where = at_desk("Boris"), f"/requests/{row.id}/"
    assert "May.</textarea>" in client.get(where).content.decode()
    said = {"correct_answer-words": "June.", "correct_answer-result": "information"}
    assert client.post(where, {"step": "correct_answer", **said}).status_code == 302
    assert abroad.sent[-1].body["words"] == "June."
