"""Words for messages: their kinds, their states, the alarms about peers."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from liaison.exchange.states import AlarmKind, Direction, State
from liaison.web.badges import Badge
from liaison.web.isolating import isolate

KINDS: Mapping[str, Promise] = {
    "casework.request": _("Request"),
    "exchange.restart": _("Restored from a backup"),
    "exchange.returned": _("A message given back"),
    "exchange.resumed": _("Up to date again"),
    "casework.clarify": _("Question back about a request"),
    "casework.clarified": _("Answer to a question back"),
    "casework.remind": _("Reminder of a request"),
    "casework.correct": _("Correction of a request"),
    "casework.answer": _("Answer to a request"),
    "casework.close": _("Closing of a request"),
    "casework.cancel": _("Cancelling of a request"),
    "records.distribute": _("Stolen or lost documents"),
    "records.withdraw": _("Withdrawal of a document"),
    "records.erased": _("Statement that a copy was erased"),
    "records.annotation": _("Note on a record"),
    "records.correction": _("Correction asked of a record"),
    "records.corrected": _("Answer to a correction asked"),
    "queries.confirmation_asked": _("Request to confirm a hit"),
    "queries.confirmation_given": _("Answer about a hit"),
    "queries.outcome_reported": _("Report of what followed a hit"),
}
DIRECTIONS: Mapping[Direction, Badge] = {
    Direction.IN: Badge(_("Received"), "neutral", "arrow-down-left"),
    Direction.OUT: Badge(_("Sent"), "neutral", "arrow-up-right"),
}
STATES: Mapping[State, Badge] = {
    State.ACCEPTED: Badge(_("On its way"), "attention", "hourglass"),
    State.STORED: Badge(_("Stored"), "info", "inbox"),
    State.QUARANTINED: Badge(_("Set aside"), "attention", "alert-triangle"),
    State.REJECTED: Badge(_("Rejected"), "bad", "circle-x"),
    State.DELIVERED: Badge(_("Delivered"), "good", "circle-check"),
    State.OPENED: Badge(_("Opened"), "good", "eye"),
    State.ANSWERED: Badge(_("Answered"), "good", "message-reply"),
    State.UNDELIVERABLE: Badge(_("Not delivered"), "bad", "circle-x"),
}
RUNGS: Mapping[State, Promise] = {
    State.ACCEPTED: _("Accepted for sending"),
    State.STORED: _("Stored by the recipient"),
    State.QUARANTINED: _("Set aside by the recipient"),
    State.REJECTED: _("Rejected by the recipient"),
    State.DELIVERED: _("Delivered to the desk"),
    State.OPENED: _("Opened by a person"),
    State.ANSWERED: _("Answered"),
    State.UNDELIVERABLE: _("Not delivered in time"),
}
URGENT = Badge(_("Urgent"), "attention", "clock-exclamation")


@dataclass(frozen=True)
class AlarmWords:
    """What an alarm says and what a desk does about it.

    Attributes:
        title: what happened; has a place for the bureau's name.
        advice: what to do.
    """

    title: str | Promise
    advice: str | Promise


_CALL = _("Do not act on it. Call the bureau on a line you know and tell your security officer.")
ALARMS: Mapping[AlarmKind, AlarmWords] = {
    AlarmKind.ALTERED: AlarmWords(_("A message from %(bureau)s was altered on its way"), _CALL),
    AlarmKind.EQUIVOCATION: AlarmWords(
        _("%(bureau)s sent two different messages under one number"), _CALL
    ),
    AlarmKind.SPLIT_VIEW: AlarmWords(
        _("The audit log of %(bureau)s contradicts what it showed before"), _CALL
    ),
    AlarmKind.RECEIPT_MISMATCH: AlarmWords(
        _("A receipt from %(bureau)s does not fit the message we sent"), _CALL
    ),
    AlarmKind.UNDELIVERABLE: AlarmWords(
        _("A message to %(bureau)s could not be delivered in time"),
        _("Reach the bureau another way; then send again what is still needed."),
    ),
    AlarmKind.REJECTED: AlarmWords(
        _("%(bureau)s rejected a message"),
        _("Open the message, read the reason, correct it and send again."),
    ),
    AlarmKind.ROLLBACK: AlarmWords(
        _("The audit log of %(bureau)s is shorter than it was before"), _CALL
    ),
    AlarmKind.LOG_RESTARTED: AlarmWords(
        _("%(bureau)s was restored from a backup"),
        _(
            "Its log proves it. Call the bureau on a line you know and ask whether that is so; "
            "what it lost is sent to it again."
        ),
    ),
    AlarmKind.RESUMED: AlarmWords(
        _("%(bureau)s has brought us up to date after our restore"),
        _("Look through the messages it gave back, and do again what was lost here."),
    ),
    AlarmKind.RELAY_SLOW: AlarmWords(
        _("A message waits too long for %(bureau)s"),
        _("A relay keeps it. Reach the bureau another way if it cannot wait."),
    ),
}


def kind_words(kind: str) -> str:
    """Return what a message is, or its kind as it travels when no room here handles it."""
    return str(KINDS.get(kind, kind))


def alarm_title(kind: str, bureau: str) -> str:
    """Return what an alarm says about a bureau.

    Args:
        kind: of the alarm.
        bureau: name of the bureau.
    """
    return str(ALARMS[AlarmKind(kind)].title) % {"bureau": isolate(bureau)}
