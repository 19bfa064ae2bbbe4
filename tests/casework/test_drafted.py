"""What is drafted stays in the house; the desk may change its text before it goes."""

from collections.abc import Callable

import pytest

from liaison.casework import selectors, services
from liaison.casework.errors import NotYours, TextRefused, TransitionRefused, WrongDirection
from liaison.casework.models import Request
from liaison.casework.words import LetterKind
from liaison.core.errors import Refusal
from tests.casework.things import (
    a_draft,
    a_sent,
    again,
    an_accepted,
    an_answer,
    an_assigned,
    boris,
    li,
    written,
)
from tests.cast import NOW, told
from tests.records.outbox import Outbox

pytestmark = pytest.mark.django_db


def drafted(row: Request, step: str) -> str:
    """Return the text a step begins with, as Boris sees it."""
    found = selectors.request_file(boris(), row.id, NOW).drafted.get(step)
    return found.words if found else ""


def test_a_unit_drafts_a_correction_and_the_desk_changes_it(outbox: Outbox) -> None:
    """Nothing leaves before; what leaves is the desk's text; the draft stays in the thread."""
    row = a_sent()
    before = len(outbox.sent)
    services.draft_correction(li(), request_id=row.id, words="He is called Zhang Wie.", now=NOW)
    assert (len(outbox.sent), drafted(row, "correct")) == (before, "He is called Zhang Wie.")
    assert ("casework:correction:drafted", str(row.id)) in told(boris())
    services.correct(boris(), request_id=row.id, words="He is called Zhang Wei.", now=NOW)
    assert outbox.sent[-1].body["words"] == "He is called Zhang Wei."
    kinds = [one.kind for one in selectors.request_file(boris(), row.id, NOW).letters]
    assert kinds[-2:] == [LetterKind.CORRECTION_DRAFT, LetterKind.CORRECTION]


def test_a_correction_that_went_is_no_draft_any_more(outbox: Outbox) -> None:
    assert outbox is not None
    row = a_sent()
    services.draft_correction(boris(), request_id=row.id, words="First.", now=NOW)
    services.draft_correction(boris(), request_id=row.id, words="Second.", now=NOW)
    assert drafted(row, "correct") == "Second."
    services.correct(boris(), request_id=row.id, words="Third.", now=NOW)
    assert drafted(row, "correct") == ""


def test_the_desk_changes_a_drafted_answer_before_it_goes(outbox: Outbox) -> None:
    """Result and grounds stay the unit's; its own words stay in the thread."""
    row = an_assigned()
    services.draft_answer(li(), request_id=row.id, answer=an_answer(words="Knwon."), now=NOW)
    assert drafted(row, "release_answer") == "Knwon."
    services.release_answer(boris(), request_id=row.id, words="Known.", now=NOW)
    assert outbox.sent[-1].body["words"] == "Known."
    letters = selectors.request_file(boris(), row.id, NOW).letters
    assert [one.words for one in letters][-2:] == ["Knwon.", "Known."]
    assert drafted(row, "release_answer") == ""


def test_without_words_the_answer_goes_as_the_unit_wrote_it(outbox: Outbox) -> None:
    row = an_assigned()
    services.draft_answer(li(), request_id=row.id, answer=an_answer(words="As it is."), now=NOW)
    services.release_answer(boris(), request_id=row.id, now=NOW)
    assert outbox.sent[-1].body["words"] == "As it is."


def test_an_answer_that_was_given_can_be_corrected(outbox: Outbox) -> None:
    """The form begins with what was answered; the other bureau gets both, and no state moves."""
    row = an_accepted()
    services.answer(boris(), request_id=row.id, answer=an_answer(words="Seen in May."), now=NOW)
    state = again(row).state
    assert "correct_answer" in selectors.request_file(boris(), row.id, NOW).verbs
    assert drafted(row, "correct_answer") == "Seen in May."
    services.answer(boris(), request_id=row.id, answer=an_answer(words="Seen in June."), now=NOW)
    assert outbox.sent[-1].body["words"] == "Seen in June."
    assert again(row).state == state


REFUSALS: dict[str, tuple[Callable[[], Request], str, type[Refusal]]] = {
    "words are needed": (a_sent, "  ", TextRefused),
    "what has not left needs no correction": (a_draft, "Better.", TransitionRefused),
    "what others ask is not ours to correct": (an_assigned, "Better.", NotYours),
}


@pytest.mark.parametrize(("made", "words", "refusal"), REFUSALS.values(), ids=REFUSALS)
def test_it_is_refused_and_nothing_is_written(
    outbox: Outbox, made: Callable[[], Request], words: str, refusal: type[Refusal]
) -> None:
    assert outbox is not None
    row = made()
    before = written()
    with pytest.raises(refusal):
        services.draft_correction(li(), request_id=row.id, words=words, now=NOW)
    assert written() == before


def test_the_desk_corrects_no_request_of_others(outbox: Outbox) -> None:
    assert outbox is not None
    row = an_accepted()
    with pytest.raises(WrongDirection):
        services.draft_correction(boris(), request_id=row.id, words="Better.", now=NOW)
