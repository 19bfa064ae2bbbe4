"""Words for what casework's pages show: states, lists, who must move next."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from liaison.casework.states import (
    AddresseeState,
    CaseState,
    ClockState,
    Direction,
    Result,
    TaskState,
    TransferState,
)
from liaison.casework.words import (
    ConcernedKind,
    CrimeArea,
    Decision,
    FindingKind,
    LetterKind,
    Outcome,
    PauseReason,
    RelatedKind,
    Role,
    Subject,
    Tick,
    Urgency,
)
from liaison.rules.processing import HandlingCode, Purpose
from liaison.web.badges import Badge

Text = str | Promise

DIRECTIONS: Mapping[Direction, Badge] = {
    Direction.OUT: Badge(_("We ask"), "neutral", "arrow-up-right"),
    Direction.IN: Badge(_("We are asked"), "neutral", "arrow-down-left"),
    Direction.INTERNAL: Badge(_("In the house"), "neutral", "home"),
}
URGENCIES: Mapping[Urgency, Text] = {
    Urgency.NORMAL: _("Normal"),
    Urgency.URGENT: _("Urgent"),
}
PURPOSES: Mapping[Purpose, Text] = {
    Purpose.SEARCH_WANTED: _("Search for a wanted person"),
    Purpose.LOCATE: _("Find a person or an object"),
    Purpose.INFORMATION: _("Information for an investigation or a criminal history"),
    Purpose.WARN: _("Warn of a person, an event or a method"),
    Purpose.IDENTIFY: _("Identify a person or a body"),
    Purpose.FORENSIC: _("Forensic analysis"),
    Purpose.SECURITY_CHECK: _("Security check"),
    Purpose.ANALYSIS: _("Threats, trends and networks"),
}
HANDLINGS: Mapping[HandlingCode, Text] = {
    HandlingCode.OFFICIAL_USE_ONLY: _("For official use only"),
    HandlingCode.RESTRICTED: _("Restricted"),
    HandlingCode.CONFIDENTIAL: _("Confidential"),
}
CRIMES: Mapping[CrimeArea, Text] = {
    CrimeArea.PERSONS: _("Crimes against persons"),
    CrimeArea.PROPERTY: _("Crimes against property"),
    CrimeArea.FRAUD: _("Fraud and financial crime"),
    CrimeArea.DRUGS: _("Drugs"),
    CrimeArea.TRAFFICKING: _("Trafficking in human beings, smuggling of migrants"),
    CrimeArea.DOCUMENTS: _("False documents"),
    CrimeArea.VEHICLES: _("Vehicle crime"),
    CrimeArea.CYBER: _("Cybercrime"),
    CrimeArea.TERRORISM: _("Terrorism"),
    CrimeArea.FIREARMS: _("Firearms"),
    CrimeArea.ENVIRONMENT: _("Environmental crime"),
    CrimeArea.CULTURE: _("Works of art"),
    CrimeArea.CORRUPTION: _("Corruption"),
    CrimeArea.FUGITIVES: _("Fugitives"),
    CrimeArea.MISSING: _("Missing persons"),
    CrimeArea.OTHER: _("Something else"),
}
CONCERNED: Mapping[ConcernedKind, Badge] = {
    ConcernedKind.PERSON: Badge(_("Person"), "neutral", "user"),
    ConcernedKind.DOCUMENT: Badge(_("Document"), "neutral", "e-passport"),
    ConcernedKind.VEHICLE: Badge(_("Vehicle"), "neutral", "car"),
    ConcernedKind.THING: Badge(_("Other thing"), "neutral", "tag"),
}
ROLES: Mapping[Role, Text] = {
    Role.ACTION: _("To act"),
    Role.INFO: _("For information"),
}
LETTERS: Mapping[LetterKind, Badge] = {
    LetterKind.REQUEST: Badge(_("Request"), "info", "mail"),
    LetterKind.CLARIFICATION_ASKED: Badge(_("Asks for clarification"), "info", "message-question"),
    LetterKind.CLARIFICATION: Badge(_("Clarification"), "info", "message-reply"),
    LetterKind.REMINDER: Badge(_("Reminder"), "attention", "bell"),
    LetterKind.CORRECTION: Badge(_("Correction"), "attention", "edit"),
    LetterKind.ANSWER: Badge(_("Answer"), "good", "message-reply"),
    LetterKind.CLOSING: Badge(_("Closed with a result"), "neutral", "lock"),
    LetterKind.CANCELLATION: Badge(_("Cancelled"), "neutral", "ban"),
    LetterKind.REVIEW: Badge(_("Review at the desk"), "neutral", "checklist"),
    LetterKind.ASSIGNMENT: Badge(_("Assigned"), "neutral", "user-check"),
    LetterKind.ANSWER_DRAFT: Badge(_("Answer drafted"), "neutral", "pencil"),
    LetterKind.CORRECTION_DRAFT: Badge(_("Correction drafted"), "neutral", "pencil"),
    LetterKind.RETURNED: Badge(_("Given back"), "attention", "arrow-back-up"),
    LetterKind.PAUSE: Badge(_("Clock paused"), "neutral", "clock-pause"),
    LetterKind.RESUMPTION: Badge(_("Clock runs again"), "neutral", "clock-play"),
    LetterKind.EXTENSION: Badge(_("More time"), "attention", "clock"),
    LetterKind.PASSED_ON: Badge(_("Passed on to the officer"), "neutral", "send"),
    LetterKind.NOTE: Badge(_("Note"), "neutral", "note"),
}
RESULTS: Mapping[Result, Badge] = {
    Result.INFORMATION: Badge(_("With information"), "good", "circle-check"),
    Result.NOTHING_KNOWN: Badge(_("Nothing known"), "neutral", "circle-dashed"),
    Result.REFUSED: Badge(_("Refused"), "attention", "ban"),
}
DECISIONS: Mapping[Decision, Text] = {
    Decision.ACCEPT: _("Accept"),
    Decision.ASK_BACK: _("Ask back"),
    Decision.REFUSE: _("Refuse"),
}
TICKS: Mapping[Tick, Text] = {
    Tick.YES: _("Yes"),
    Tick.NO: _("No"),
    Tick.NOT_APPLICABLE: _("Does not apply"),
}
PAUSES: Mapping[PauseReason, Text] = {
    PauseReason.CLARIFICATION: _("waits for a clarification"),
    PauseReason.COURT: _("waits for a court"),
}
FINDINGS: Mapping[FindingKind, Text] = {
    FindingKind.RECORD: _("Record"),
    FindingKind.REQUEST: _("Earlier request"),
}
SUBJECTS: Mapping[Subject, Text] = {
    Subject.REQUEST: _("Request"),
    Subject.CASE: _("Case"),
    Subject.TASK: _("Task"),
    Subject.SHIFT: _("Shift"),
}
RELATED: Mapping[RelatedKind, Text] = {
    RelatedKind.RECORD: _("Record"),
    RelatedKind.MESSAGE: _("Message"),
    RelatedKind.HIT: _("Hit"),
    RelatedKind.REQUEST: _("Request"),
    RelatedKind.CASE: _("Other case"),
}
OUTCOMES: Mapping[Outcome, Text] = {
    Outcome.USED: _("The information was used"),
    Outcome.LOCATED: _("Located"),
    Outcome.ARRESTED: _("Arrested"),
    Outcome.SEIZED: _("Seized"),
    Outcome.NOT_USED: _("The information was not used"),
    Outcome.NO_LONGER_NEEDED: _("No longer needed"),
}
ADDRESSEES: Mapping[AddresseeState, Badge] = {
    AddresseeState.SENT: Badge(_("No answer yet"), "info", "hourglass"),
    AddresseeState.CLARIFICATION_ASKED: Badge(
        _("Asks for clarification"), "attention", "message-question"
    ),
    AddresseeState.PARTLY_ANSWERED: Badge(_("Answered in part"), "info", "circle-dot"),
    AddresseeState.ANSWERED: Badge(_("Answered"), "good", "circle-check"),
    AddresseeState.NOT_DELIVERED: Badge(_("Not delivered"), "bad", "alert-octagon"),
}
CLOCKS: Mapping[ClockState, Badge] = {
    ClockState.RUNNING: Badge(_("Running"), "neutral", "clock"),
    ClockState.WARNING: Badge(_("Due soon"), "attention", "clock-exclamation"),
    ClockState.OVERDUE: Badge(_("Overdue"), "bad", "clock-exclamation"),
    ClockState.ESCALATED: Badge(_("Overdue, escalated"), "bad", "alert-octagon"),
    ClockState.PAUSED: Badge(_("Paused"), "neutral", "clock-pause"),
    ClockState.STOPPED: Badge(_("Stopped"), "neutral", "circle-check"),
}
TRANSFERS: Mapping[TransferState, Badge] = {
    TransferState.OFFERED: Badge(_("Offered"), "attention", "hourglass"),
    TransferState.ACCEPTED: Badge(_("Taken over"), "good", "circle-check"),
    TransferState.DECLINED: Badge(_("Declined"), "neutral", "circle-x"),
    TransferState.WITHDRAWN: Badge(_("Offer withdrawn"), "neutral", "arrow-back-up"),
    TransferState.LAPSED: Badge(_("Nobody answered in time"), "bad", "clock-exclamation"),
}
CASES: Mapping[CaseState, Badge] = {
    CaseState.OPEN: Badge(_("Open"), "info", "folder"),
    CaseState.CLOSED: Badge(_("Closed"), "neutral", "lock"),
}
TASKS: Mapping[TaskState, Badge] = {
    TaskState.OPEN: Badge(_("To do"), "attention", "circle-dashed"),
    TaskState.DONE: Badge(_("Done"), "good", "circle-check"),
    TaskState.DROPPED: Badge(_("Dropped"), "neutral", "circle-x"),
}
