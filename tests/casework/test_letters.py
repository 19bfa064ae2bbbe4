"""The thread of a request of ours: answers of several desks, clarification, reminders, the end."""

import pytest

from liaison.casework import jobs, selectors, services
from liaison.casework.states import AddresseeState, ClockState, Result, State
from liaison.casework.words import LetterKind, Outcome
from liaison.exchange import selectors as exchange
from tests.casework.things import SOON, a_sent, again, boris, li, receive
from tests.cast import NOW
from tests.records.outbox import Outbox

pytestmark = pytest.mark.django_db


def test_two_desks_are_asked_and_both_answer(outbox: Outbox) -> None:
    """The request is answered when the last of them is."""
    row = a_sent(to=("seoul", "lyon"))
    assert outbox.sent[0].to == ("lyon", "seoul")
    receive(row, LetterKind.ANSWER, result=Result.NOTHING_KNOWN)
    assert again(row).state == State.PARTLY_ANSWERED
    receive(row, LetterKind.ANSWER, sender="lyon", result=Result.INFORMATION)
    row = again(row)
    assert (row.state, row.result) == (State.ANSWERED, Result.INFORMATION)
    assert row.deadline.state == ClockState.STOPPED


def test_the_officer_reads_when_the_desk_passes_it_on(outbox: Outbox) -> None:
    """Until then the unit sees that nothing came."""
    assert outbox is not None
    row = a_sent()
    receive(row, LetterKind.ANSWER)
    kinds = [one.kind for one in selectors.request_file(li(), row.id, SOON).letters]
    assert LetterKind.ANSWER not in kinds
    services.pass_on(boris(), request_id=row.id, words="For your file.", now=SOON)
    letters = selectors.request_file(li(), row.id, SOON).letters
    assert [one.words for one in letters if one.kind is LetterKind.ANSWER] == [
        "Seen on camera at Incheon on 14 February."
    ]


def test_nor_does_the_unit_see_how_it_was_answered_before(outbox: Outbox) -> None:
    """The result says as much as the words; lists and addressees hold their tongue too."""
    assert outbox is not None
    row = a_sent()
    receive(row, LetterKind.ANSWER, result=Result.NOTHING_KNOWN)
    found = selectors.request_file(li(), row.id, SOON)
    page = selectors.desk_page(li(), queue="answered", now=SOON)
    results = [found.line.result, found.addressees[0].result, page.lines[0].result]
    assert results == [None, None, None]
    services.pass_on(boris(), request_id=row.id, now=SOON)
    assert selectors.request_file(li(), row.id, SOON).line.result is Result.NOTHING_KNOWN


def test_a_desk_that_was_not_reached_is_marked_and_not_waited_for(
    outbox: Outbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its bureau refused the message; the other one has answered."""
    row = a_sent(to=("seoul", "lyon"))
    failed = {outbox.sent[0].jti: frozenset({"lyon"})}
    monkeypatch.setattr(exchange, "not_delivered", lambda **_: failed)
    for _ in range(2):
        jobs.clocks(NOW)
    states = dict(row.addressees.values_list("desk", "state"))
    assert states == {"lyon": AddresseeState.NOT_DELIVERED, "seoul": AddresseeState.SENT}
    receive(row, LetterKind.ANSWER)
    assert again(row).state == State.ANSWERED


def test_their_reference_is_kept_with_the_first_letter(outbox: Outbox) -> None:
    """And told with every letter of ours."""
    row = a_sent()
    receive(row, LetterKind.ANSWER, partial=True)
    services.remind(boris(), request_id=row.id, words="And the lorry?", now=SOON)
    assert outbox.sent[-1].body["your_reference"] == "SL-2026-000017"
    found = selectors.find(boris(), reference="SL-2026-000017", now=SOON)
    assert [line.id for line in found.lines] == [row.id]


def test_clarification_pauses_their_clock(outbox: Outbox) -> None:
    """Until we have answered."""
    row = a_sent()
    receive(row, LetterKind.CLARIFICATION_ASKED, words="Which lorry?")
    assert (again(row).state, again(row).deadline.state) == (
        State.CLARIFICATION_ASKED,
        ClockState.PAUSED,
    )
    services.clarify(boris(), request_id=row.id, words="The red one.", now=SOON)
    row = again(row)
    assert (row.state, row.deadline.state) == (State.SENT, ClockState.RUNNING)
    assert row.addressees.get().state == AddresseeState.SENT
    assert outbox.sent[-1].kind == "casework.clarified"


def test_closing_tells_everybody_what_came_of_it(outbox: Outbox) -> None:
    """Copies included."""
    row = a_sent(info=("lyon",))
    receive(row, LetterKind.ANSWER)
    services.close(boris(), request_id=row.id, outcome=Outcome.LOCATED, now=SOON)
    row = again(row)
    assert (row.state, row.is_open) == (State.CLOSED, False)
    assert (outbox.sent[-1].to, outbox.sent[-1].body["outcome"]) == (("lyon", "seoul"), "located")


def test_what_comes_after_the_end_is_kept_and_moves_nothing(outbox: Outbox) -> None:
    """A late answer is still an answer."""
    assert outbox is not None
    row = a_sent()
    services.cancel(boris(), request_id=row.id, words="Found.", now=SOON)
    receive(row, LetterKind.ANSWER)
    row = again(row)
    assert row.state == State.CANCELLED
    assert row.letters.filter(kind=LetterKind.ANSWER).exists()


def test_macao_is_asked_on_the_same_node(outbox: Outbox) -> None:
    """No message leaves; the request lies in Macao's own pool under its own reference."""
    row = a_sent(to=("beijing/macao",))
    assert not outbox.sent
    there = type(row).objects.get(desk="beijing/macao")
    assert (there.partner, there.origin, there.our_reference) == (
        "beijing",
        row.id,
        "MO-2026-000001",
    )
