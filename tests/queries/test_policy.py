"""What may happen to a hit: force, outcomes, texts, explanations."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison.lib.ids.numbers import fold_number
from liaison.queries import policy
from liaison.queries.comparing import compare_fields
from liaison.queries.errors import (
    EmergencyNotNeeded,
    NotConfirmed,
    OutcomeContradicts,
    TextRefused,
    TransitionRefused,
)
from liaison.queries.states import Action, Agreement, HitState, Outcome, Verb
from liaison.records.fields import write_fields
from liaison.records.states import RecordKind
from tests.queries.things import REASON, a_question
from tests.records.things import a_document

EVERY = list(product(HitState, Action, ("", REASON)))


@pytest.mark.parametrize(("state", "action", "reason"), EVERY)
def test_force_needs_the_owners_word_or_an_emergency(
    state: HitState, action: Action, reason: str
) -> None:
    """Every state, every action, with and without an emergency."""
    try:
        policy.check_action(state, action, emergency_reason=reason)
    except (NotConfirmed, EmergencyNotNeeded, TransitionRefused):
        return
    if action.coercive:
        assert state is HitState.CONFIRMED or reason
        listed = policy.emergency_actions(state) if reason else policy.allowed_actions(state)
    else:
        assert not reason
        listed = policy.allowed_actions(state)
    assert action in listed


@pytest.mark.parametrize("state", HitState)
def test_what_is_offered_is_allowed(state: HitState) -> None:
    """The page never offers what the service refuses."""
    for action in policy.allowed_actions(state):
        policy.check_action(state, action, emergency_reason="")
    for action in policy.emergency_actions(state):
        policy.check_action(state, action, emergency_reason=REASON)
    act = next(o for o in policy.options(state) if o.verb is Verb.ACT)
    assert act.allowed == bool(policy.allowed_actions(state))


@pytest.mark.parametrize(("action", "outcome"), list(product([None, *Action], Outcome)))
def test_no_arrest_without_its_ground(action: Action | None, outcome: Outcome) -> None:
    """A coercive outcome follows from a coercive action only."""
    if outcome.coercive and not (action and action.coercive):
        with pytest.raises(OutcomeContradicts):
            policy.check_outcome(action, outcome)
    else:
        policy.check_outcome(action, outcome)


TEXTS = {
    "nothing where something is needed": ("", 1, "missing"),
    "spaces only": ("  \n ", 1, "missing"),
    "signs only": ("?!...", 1, "missing"),
    "signs only, as many as are asked for": ("." * 20, 20, "missing"),
    "short of a reason": ("urgent", 20, "short"),
    "too long": ("a" * 31, 0, "long"),
    "a zero byte": ("a\x00b", 0, "characters"),
    "an escape sequence": ("a\x1b[31mb", 0, "characters"),
    "a line that runs backwards": ("a\u202eb", 0, "characters"),
    "an isolate": ("a\u2066b", 0, "characters"),
    "a line separator": ("a\u2028b", 0, "characters"),
    "half a character": ("a\ud800b", 0, "characters"),
    "a private character": ("a\ue000b", 0, "characters"),
}


@pytest.mark.parametrize(("text", "minimum", "reason"), TEXTS.values(), ids=TEXTS)
def test_texts_are_refused(text: str, minimum: int, reason: str) -> None:
    """By name."""
    with pytest.raises(TextRefused) as refusal:
        policy.check_text("note", text, maximum=30, minimum=minimum)
    assert refusal.value.reason == reason


def test_a_text_is_taken() -> None:
    """In every script, with lines; a line has none."""
    assert policy.check_text("note", " 검사\r\nنص ", maximum=30) == "검사\nنص"
    assert policy.check_line("reference", " BJ/4 ", maximum=30) == "BJ/4"
    with pytest.raises(TextRefused):
        policy.check_line("reference", "a\nb", maximum=30)


@given(st.text("A0B8C", min_size=1, max_size=20), st.text("A0B8C", min_size=1, max_size=20))
def test_the_evidence_names_every_difference(one: str, other: str) -> None:
    """Put the record's characters in, and the number is the record's."""
    evidence = policy.explain(one, other)
    mended = list(one)
    for pair in evidence.pairs:
        assert (one[pair.position - 1], other[pair.position - 1]) == (pair.in_hand, pair.on_record)
        mended[pair.position - 1] = pair.on_record
    length = min(len(one), len(other))
    assert "".join(mended)[:length] == other[:length]
    assert evidence.exact == (one[:length] == other[:length])


def test_a_number_that_looks_alike_is_marked() -> None:
    """It is neither the same nor simply different."""
    question = a_question("LX73IO254")
    assert fold_number(question.number) == fold_number("LX7310254")
    number, state, kind, expires = compare_fields(
        question, RecordKind.TRAVEL_DOCUMENT, write_fields(a_document())
    )
    assert (number.agreement, state.agreement) == (Agreement.LOOKS_ALIKE, Agreement.SAME)
    # a typed number says nothing about the kind of document
    assert {kind.agreement, expires.agreement} == {Agreement.UNKNOWN}
