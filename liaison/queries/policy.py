"""What may happen to a hit and to a confirmation, whoever asks, and the limits. Pure."""

from typing import Final

from liaison.core import texts
from liaison.core.transitions import Transitions
from liaison.queries.errors import (
    EmergencyNotNeeded,
    NameOnly,
    NotConfirmed,
    OutcomeContradicts,
    SamePersonRefused,
    TextRefused,
    TransitionRefused,
)
from liaison.queries.states import (
    CONFIRMATION_TRANSITIONS,
    TRANSITIONS,
    Action,
    HitState,
    Outcome,
    Verb,
)
from liaison.queries.types import CharacterPair, Evidence, Option

REFERENCE_MAXIMUM: Final = 60  # "BJ-2026-000123/4, shift C" is 25
NOTE_MAXIMUM: Final = 1_000  # two paragraphs: what one reads with a queue at the counter
EMERGENCY_MINIMUM: Final = 20  # "armed, runs to the exit" is 23; "urgent" is not a reason
PURPOSE_MAXIMUM: Final = 200  # of a message, as exchange stores it
PAGE: Final = 50
LIMIT: Final = 100  # rows a system gets at once
BATCH_MOST: Final = 100  # questions checked together: I-BATCH, a passenger list in parts
IDENTITY_MINIMUM: Final = 20  # "fingerprints compared" is 21; "it is him" is no evidence

_EMERGENCY_STATES: Final = frozenset(
    {HitState.COMPARED, HitState.CONFIRMATION_ASKED, HitState.EXPIRED}
)
# called with where it stands and where it shall go; refused as `TransitionRefused`
check_transition: Final = Transitions(TRANSITIONS, TransitionRefused)
check_confirmation_transition: Final = Transitions(CONFIRMATION_TRANSITIONS, TransitionRefused)


def check_text(field: str, text: str, *, maximum: int, minimum: int = 0) -> str:
    """Return a text without outer spaces, its line ends made one.

    Args:
        field: told in a refusal.
        text: what was typed, or sent from abroad.
        maximum: most characters.
        minimum: fewest characters; from 1 on the text must also hold a letter or a digit.

    Raises:
        TextRefused: missing, short, long, or characters that act on a screen.
    """
    return texts.Rule(TextRefused, maximum, minimum).read(field, text)


def check_line(field: str, text: str, *, maximum: int) -> str:
    """Return a text of one line that says something.

    Raises:
        TextRefused: missing, long, or characters that act on a screen; so does a line end.
    """
    return texts.Rule(TextRefused, maximum, minimum=1, lines=False).read(field, text)


def check_action(
    state: HitState,
    action: Action,
    *,
    emergency_reason: str,
    by_name_only: bool = False,
    identity_evidence: str = "",
) -> None:
    """Refuse an action that the state of the hit does not carry.

    A coercive action rests on the owner's word, or on a documented emergency (Rules on the
    Processing of Data, Art. 63: verify before use [K]). On a name alone no emergency helps: many
    people share a name.

    Args:
        state: where the hit stands.
        action: what is to be done.
        emergency_reason: in the officer's words, or "".
        by_name_only: whether no number speaks for the hit.
        identity_evidence: what shows that this is the person, in the officer's words, or "".

    Raises:
        TransitionRefused: no action at all follows from this state.
        NameOnly: coercive, by name only, and not both confirmed and shown to be the person.
        NotConfirmed: coercive, not confirmed, and no emergency is documented.
        EmergencyNotNeeded: an emergency is declared where the action is allowed anyway.
    """
    check_transition(state, HitState.ACTION_TAKEN)
    sure = state is HitState.CONFIRMED and identity_evidence
    if action.coercive and by_name_only and not sure:
        raise NameOnly(action, state)
    needed = action.coercive and state in _EMERGENCY_STATES
    if needed and not emergency_reason:
        raise NotConfirmed(action, state)
    if emergency_reason and not needed:
        raise EmergencyNotNeeded(action, state)


def check_outcome(action: Action | None, outcome: Outcome) -> None:
    """Refuse an outcome that the action cannot have led to: no arrest without its ground.

    Raises:
        OutcomeContradicts: a coercive outcome without a coercive action.
    """
    if outcome.coercive and not (action and action.coercive):
        raise OutcomeContradicts(action or "", outcome)


def check_two_persons(*, asked_by: str, answered_by: str) -> None:
    """Refuse a confirmation by whoever asked for it.

    Raises:
        SamePersonRefused: the same person; another chair does not help.
    """
    if asked_by == answered_by:
        raise SamePersonRefused(answered_by)


def allowed_actions(state: HitState) -> tuple[Action, ...]:
    """Return what may be done now without an emergency."""
    if HitState.ACTION_TAKEN not in TRANSITIONS[state]:
        return ()
    return tuple(a for a in Action if not (a.coercive and state in _EMERGENCY_STATES))


def emergency_actions(state: HitState, *, by_name_only: bool = False) -> tuple[Action, ...]:
    """Return what may be done now in a documented emergency only: on a name alone, nothing."""
    if by_name_only or state not in _EMERGENCY_STATES:
        return ()
    return tuple(a for a in Action if a.coercive)


def options(state: HitState) -> tuple[Option, ...]:
    """Return every verb with whether it may be done now, and why not."""
    ways = {
        Verb.COMPARE: HitState.COMPARED,
        Verb.ASK: HitState.CONFIRMATION_ASKED,
        Verb.ACT: HitState.ACTION_TAKEN,
        Verb.CLOSE: HitState.CLOSED,
    }
    return tuple(
        Option(verb, allowed=True)
        if target in TRANSITIONS[state]
        else Option(verb, allowed=False, why_not=state.value)
        for verb, target in ways.items()
    )


def explain(in_hand: str, on_record: str) -> Evidence:
    """Return the two numbers compared, character by character."""
    pairs = tuple(
        CharacterPair(position, ours, theirs)
        for position, (ours, theirs) in enumerate(zip(in_hand, on_record, strict=False), start=1)
        if ours != theirs
    )
    return Evidence(in_hand, on_record, pairs)
