"""Where a request stands, in words, and who must move next."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from liaison.casework.states import Direction, Queue, State
from liaison.web.badges import Badge
from liaison.web.casework.words import Text

_OUT: Mapping[State, Badge] = {
    State.DRAFT: Badge(_("Draft"), "neutral", "pencil"),
    State.SUBMITTED: Badge(_("To be reviewed"), "attention", "checklist"),
    State.ASKED_BACK: Badge(_("The desk asks back"), "attention", "message-question"),
    State.REFUSED_AT_DESK: Badge(_("Refused by the desk"), "neutral", "ban"),
    State.SENT: Badge(_("Sent"), "info", "send"),
    State.CLARIFICATION_ASKED: Badge(_("Abroad asks back"), "attention", "message-question"),
    State.PARTLY_ANSWERED: Badge(_("Answered in part"), "info", "circle-dot"),
    State.ANSWERED: Badge(_("Answered"), "good", "circle-check"),
    State.CLOSED: Badge(_("Closed"), "neutral", "lock"),
    State.CANCELLED: Badge(_("Cancelled"), "neutral", "ban"),
}
_IN: Mapping[State, Badge] = {
    State.ARRIVED: Badge(_("New"), "attention", "inbox"),
    State.ACCEPTED: Badge(_("Accepted"), "info", "circle-check"),
    State.ASSIGNED: Badge(_("With a unit"), "info", "user-check"),
    State.ANSWER_DRAFTED: Badge(_("Answer to be released"), "attention", "pencil"),
    State.WAITING: Badge(_("Waits for a court"), "neutral", "gavel"),
    State.CLARIFICATION_ASKED: Badge(_("We asked back"), "neutral", "message-question"),
    State.PARTLY_ANSWERED: Badge(_("Answered in part"), "info", "circle-dot"),
    State.ANSWERED: Badge(_("Answered"), "good", "circle-check"),
    State.CLOSED: Badge(_("Closed"), "neutral", "lock"),
    State.CANCELLED: Badge(_("Cancelled by who asked"), "neutral", "ban"),
}
STATES: Mapping[Direction, Mapping[State, Badge]] = {Direction.OUT: _OUT, Direction.IN: _IN}
# what the desk's lists are called, and who must move there
QUEUES: Mapping[Queue, Text] = {
    Queue.UNIT: _("With the officer who asks"),
    Queue.REVIEW: _("To review"),
    Queue.ARRIVED: _("New from abroad"),
    Queue.ACCEPTED: _("To assign or answer"),
    Queue.ASSIGNED: _("With a unit or court"),
    Queue.RELEASE: _("Answers to release"),
    Queue.WAITING: _("Waiting for a court"),
    Queue.ABROAD: _("Waiting for abroad"),
    Queue.CLARIFY: _("Clarification"),
    Queue.ANSWERED: _("Answered, to close"),
    Queue.DONE: _("Done"),
}
NEXT: Mapping[Queue, Text] = {
    Queue.UNIT: _("the officer who asks completes it and submits it"),
    Queue.REVIEW: _("the desk reviews it"),
    Queue.ARRIVED: _("the desk reads it and accepts, asks back or refuses"),
    Queue.ACCEPTED: _("the desk assigns it or answers"),
    Queue.ASSIGNED: _("the unit drafts an answer"),
    Queue.RELEASE: _("the desk releases the answer or gives it back"),
    Queue.WAITING: _("a court decides; then the clock runs again"),
    Queue.ABROAD: _("the bureaus asked answer"),
    Queue.CLARIFY: _("whoever was asked back clarifies"),
    Queue.ANSWERED: _("the officer who asked reads the answer and says what came of it"),
    Queue.DONE: _("nobody: there is nothing left to do"),
}


def badge_of(direction: Direction, state: State) -> Badge:
    """Return where a request stands."""
    return STATES[direction][state]
