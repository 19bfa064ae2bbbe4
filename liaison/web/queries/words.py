"""Words for what queries' pages show: states, purposes, actions, reasons."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from liaison.exchange.states import AskMark
from liaison.queries.states import (
    Action,
    Agreement,
    ConfirmationState,
    HitState,
    NoMatchReason,
    Outcome,
    StepKind,
    Urgency,
    Verb,
)
from liaison.records.states import DocumentType, Fraud
from liaison.rules.processing import Purpose
from liaison.web.badges import Badge

Text = str | Promise

PURPOSES: Mapping[Purpose, Text] = {
    Purpose.SECURITY_CHECK: _("Security check: border control, first line"),
    Purpose.LOCATE: _("Find a person or an object: second line, patrol"),
    Purpose.IDENTIFY: _("Identify a person or a body"),
    Purpose.SEARCH_WANTED: _("Search for a wanted person"),
    Purpose.INFORMATION: _("Information for an investigation or a criminal history"),
    Purpose.WARN: _("Warn of a person, an event or a method"),
    Purpose.FORENSIC: _("Forensic analysis"),
    Purpose.ANALYSIS: _("Threats, trends and networks"),
    Purpose.VISA: _("Visa application: no owner is alerted"),
    Purpose.ASYLUM: _("Asylum application: no owner is alerted"),
    Purpose.SCREENING: _("Screening of applicants: no owner is alerted"),
}
URGENCIES: Mapping[Urgency, Text] = {
    Urgency.URGENT: _("Urgent: somebody is waiting"),
    Urgency.ROUTINE: _("Routine: nobody is waiting"),
}
ACTIONS: Mapping[Action, Text] = {
    Action.NONE: _("Nothing was done"),
    Action.LET_PASS: _("Let pass"),
    Action.VERIFY_IDENTITY: _("Verify the identity"),
    Action.FURTHER_INSPECTION: _("Further inspection"),
    Action.REFUSE_ENTRY: _("Refuse entry"),
    Action.SEIZE_DOCUMENT: _("Seize the document"),
    Action.DETAIN_PERSON: _("Detain the person"),
}
OUTCOMES: Mapping[Outcome, Text] = {
    Outcome.NO_ACTION: _("No action"),
    Outcome.IDENTITY_VERIFIED: _("Identity verified"),
    Outcome.SEIZURE: _("Document seized"),
    Outcome.ENTRY_REFUSED: _("Entry refused"),
    Outcome.ARREST: _("Person arrested"),
}
NO_MATCH_REASONS: Mapping[NoMatchReason, Text] = {
    NoMatchReason.NOT_YET_REPORTED: _("The loss or theft was not reported yet."),
    NoMatchReason.NOT_YET_RECEIVED: _("The report has not reached us yet."),
    NoMatchReason.NOT_YET_ENTERED: _("The report was received and not entered yet."),
    NoMatchReason.NATIONAL_ONLY: _("The issuing State searches for it at home only."),
    NoMatchReason.UNKNOWN: _("Nobody has noticed: a theft unknown so far, or a forgery."),
}
HIT_STATES: Mapping[HitState, Badge] = {
    HitState.POSSIBLE: Badge(_("Possible match"), "attention", "zoom-question"),
    HitState.FALSE_POSITIVE: Badge(_("Another document"), "neutral", "circle-x"),
    HitState.COMPARED: Badge(_("Compared: the same"), "attention", "arrows-diff"),
    HitState.CONFIRMATION_ASKED: Badge(_("Owner asked"), "info", "hourglass"),
    HitState.CONFIRMED: Badge(_("Confirmed by the owner"), "bad", "shield-check"),
    HitState.INVALID: Badge(_("Not valid"), "neutral", "shield-x"),
    HitState.EXPIRED: Badge(_("No answer in time"), "attention", "clock-exclamation"),
    HitState.ACTION_TAKEN: Badge(_("Action taken"), "info", "writing"),
    HitState.CLOSED: Badge(_("Closed"), "neutral", "lock"),
}
CONFIRMATION_STATES: Mapping[ConfirmationState, Badge] = {
    ConfirmationState.ASKED: Badge(_("Waiting for our answer"), "attention", "hourglass"),
    ConfirmationState.LAPSED: Badge(_("Overdue, still wanted"), "bad", "clock-exclamation"),
    ConfirmationState.ANSWERED_VALID: Badge(_("Answered: valid"), "good", "shield-check"),
    ConfirmationState.ANSWERED_INVALID: Badge(_("Answered: not valid"), "neutral", "shield-x"),
    ConfirmationState.OUTCOME_REPORTED: Badge(_("Outcome reported"), "neutral", "lock"),
}
AGREEMENTS: Mapping[Agreement, Badge] = {
    Agreement.SAME: Badge(_("same"), "good", "check"),
    Agreement.LOOKS_ALIKE: Badge(_("looks alike"), "attention", "arrows-diff"),
    Agreement.DIFFERENT: Badge(_("different"), "bad", "x"),
    Agreement.UNKNOWN: Badge(_("not compared"), "neutral", "minus"),
}
STEPS: Mapping[StepKind, Text] = {
    StepKind.FOUND: _("Possible match found"),
    StepKind.FETCHED: _("Full record fetched from its owner"),
    StepKind.FALSE_POSITIVE: _("Compared: another document"),
    StepKind.COMPARED: _("Compared: the same document"),
    StepKind.ASKED: _("Owner asked to confirm"),
    StepKind.CONFIRMED: _("Owner answered: the record is valid"),
    StepKind.INVALID: _("Owner answered: the record is not valid"),
    StepKind.EXPIRED: _("The owner did not answer in time"),
    StepKind.ACTION: _("Action taken"),
    StepKind.EMERGENCY: _("Action taken in an emergency, before the owner confirmed"),
    StepKind.WITHDRAWN: _("Owner withdrew the record; its content was erased here"),
    StepKind.CLOSED: _("Closed with an outcome"),
}
VERBS: Mapping[Verb, Text] = {
    Verb.COMPARE: _("Compare"),
    Verb.ASK: _("Ask the owner to confirm"),
    Verb.ACT: _("Take action"),
    Verb.CLOSE: _("Record the outcome"),
}
MARKS: Mapping[AskMark, Badge] = {
    AskMark.ANSWERED: Badge(_("answered"), "good", "check"),
    AskMark.LATE: Badge(_("no answer in time"), "attention", "clock-exclamation"),
    AskMark.REFUSED: Badge(_("refused"), "bad", "ban"),
    AskMark.NOT_PERMITTED: Badge(_("not permitted"), "bad", "lock"),
    AskMark.DOWN: Badge(_("not reached"), "attention", "circle-dashed"),
    AskMark.UNUSABLE: Badge(_("answer not trusted"), "bad", "shield-x"),
}
PARTS: Mapping[str, Text] = {
    "same": _("%(asked)s stands in both names."),
    "romanised": _("%(asked)s and %(held)s are the same in Latin letters."),
    "spelling": _("%(asked)s and %(held)s are spellings of one sound."),
    "family": _("%(asked)s and %(held)s are spellings of one surname."),
    "skeleton": _("%(asked)s and %(held)s have the same consonants."),
    "initial": _("%(asked)s and %(held)s: one may be the initial of the other."),
    "near": _("%(asked)s and %(held)s differ in few letters."),
    "usual": _("%(asked)s and %(held)s are usual forms of one name."),
    "order": _("The words stand in another order."),
    "against": _("%(asked)s stands against %(held)s."),
    "left_out": _("Only one of the names has %(asked)s%(held)s."),
}
LINES: Mapping[str, Text] = {
    "name": _("The name %(asked)s is like %(held)s on record: %(points)s"),
    "number": _("The number %(asked)s is %(held)s on record"),
    "birth": _("Date of birth %(asked)s, on record %(held)s: %(points)s"),
    "sex": _("Sex %(asked)s, on record %(held)s: %(points)s"),
    "nationality": _("Nationality %(asked)s, on record %(held)s: %(points)s"),
}
DOCUMENT_TYPES: Mapping[DocumentType, Text] = {
    DocumentType.PASSPORT: _("Passport"),
    DocumentType.IDENTITY_DOCUMENT: _("Identity document"),
    DocumentType.VISA: _("Visa"),
    DocumentType.RESIDENCE_PERMIT: _("Residence permit"),
    DocumentType.OTHER_TRAVEL_DOCUMENT: _("Other travel document"),
}
FRAUDS: Mapping[Fraud, Text] = {
    Fraud.STOLEN_BLANK: _("Stolen blank"),
    Fraud.LOST_OR_STOLEN: _("Lost or stolen"),
    Fraud.REVOKED: _("Revoked by its issuer"),
}
_COMPARE_FIRST = _("It has to be compared first.")
_FINISHED = _("This hit is finished.")
# why a verb is not open, by the state the hit is in
WHY_NOT: Mapping[Verb, Mapping[HitState, Text]] = {
    Verb.COMPARE: {
        HitState.FALSE_POSITIVE: _("Compared already: it is another document."),
        HitState.INVALID: _("The record does not stand: nothing is left to compare."),
        HitState.CLOSED: _FINISHED,
    },
    Verb.ASK: {
        HitState.POSSIBLE: _COMPARE_FIRST,
        HitState.CONFIRMATION_ASKED: _("The owner was asked; the answer appears here."),
        HitState.EXPIRED: _("The owner was asked; an answer is still taken when it comes."),
        HitState.CONFIRMED: _("The owner has confirmed."),
        HitState.INVALID: _("The record does not stand."),
        HitState.ACTION_TAKEN: _("Action was taken; record how it ended."),
    },
    Verb.ACT: {
        HitState.POSSIBLE: _COMPARE_FIRST,
        HitState.INVALID: _("The record does not stand: no action may be based on it."),
        HitState.ACTION_TAKEN: _("Action was taken; record how it ended."),
    },
    Verb.CLOSE: {HitState.POSSIBLE: _COMPARE_FIRST},
}
WHY_NOT_ELSE: Mapping[Verb, Text] = {
    Verb.COMPARE: _("Compared already: it is the same document."),
    Verb.ASK: _FINISHED,
    Verb.ACT: _FINISHED,
    Verb.CLOSE: _("First state what was done."),
}
# refusals that belong into the form that caused them
REFUSALS: Mapping[str, Text] = {
    "queries:not_confirmed": _(
        "The owner has not confirmed. This action needs the confirmation, or an emergency that "
        "you describe."
    ),
    "queries:name_only": _(
        "Nothing but a name speaks for this hit. This action needs the owner's confirmation and, "
        "in your words, what shows that this is the person."
    ),
    "queries:not_fetched": _(
        "Only the least of this record is here. Read the full record first; if its owner does "
        "not give it any more, check again."
    ),
    "queries:emergency_not_needed": _("This action is allowed without an emergency."),
    "queries:record_gone": _(
        "The record was withdrawn by its owner. No action may be based on it and it cannot be "
        "called valid."
    ),
    "queries:outcome": _("This outcome does not follow from the action that was taken."),
    "queries:same_person": _(
        "You asked this question yourself. Another officer of the bureau has to answer it."
    ),
    "exchange:unknown_bureau": _(
        "The owner is not in the trust directory, so no message can reach it. Tell your "
        "administrator; nothing was sent."
    ),
}
WRONG_TEXTS: Mapping[str, Text] = {
    "missing": _("Write something that says what it is."),
    "short": _("Too short: at least %(limit)s characters."),
    "long": _("Too long: at most %(limit)s characters."),
    "characters": _("There are characters here that cannot be shown. Type the text again."),
}


def why_not(verb: Verb, state: HitState) -> Text:
    """Return why something cannot be done with a hit now."""
    if state in {HitState.CLOSED, HitState.FALSE_POSITIVE} and verb is not Verb.COMPARE:
        return _FINISHED
    return WHY_NOT[verb].get(state, WHY_NOT_ELSE[verb])
