"""Words for bulk checks: kinds of lists, states, why a line or a file was not taken."""

from collections.abc import Mapping
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from liaison.core.errors import Refusal
from liaison.queries import bulkform
from liaison.queries.errors import QuestionRefused
from liaison.queries.states import BulkState, Halt, ListKind
from liaison.queries.types import BulkReject
from liaison.web.badges import Badge
from liaison.web.queries import readings
from liaison.web.refusals_bulk import BULK
from liaison.web.refusing import MISSING

Text = str | Promise

KINDS: Mapping[ListKind, Text] = {
    ListKind.PASSENGERS: _("Passengers of a flight, a ship, a train"),
    ListKind.CREW: _("Crew"),
    ListKind.REGISTER: _("A register that is cleaned up"),
    ListKind.ACCREDITATION: _("Accreditation for an event"),
    ListKind.APPLICANTS: _("Applicants"),
    ListKind.CASE: _("Persons or documents of one case"),
}
STATES: Mapping[BulkState, Badge] = {
    BulkState.FILLING: Badge(_("not complete"), "neutral", "clock"),
    BulkState.WAITING: Badge(_("waits for a second person"), "attention", "clock"),
    BulkState.RUNNING: Badge(_("running"), "info", "clock"),
    BulkState.DONE: Badge(_("done"), "good", "circle-check"),
    BulkState.CANCELLED: Badge(_("cancelled"), "neutral", "ban"),
    BulkState.REFUSED: Badge(_("refused"), "bad", "ban"),
    BulkState.HALTED: Badge(_("halted"), "bad", "alert-triangle"),
    BulkState.EXPIRED: Badge(_("results erased"), "neutral", "history"),
}
HALTS: Mapping[Halt, Text] = {
    Halt.MATCHES: _(
        "More lines match than any list of this kind should have. What was found until then is "
        "below; look at the list, then at the ground it was asked on."
    ),
    Halt.ASKER: _(
        "Who asked may no longer ask: the chair ended, or a right was withdrawn. What was found "
        "until then is below; somebody who may can send the rest again."
    ),
}
_LINES: Mapping[str, Text] = {
    bulkform.EMPTY: _("Neither a name nor a number: nothing to ask about."),
    bulkform.MALFORMED: _(
        "The line has too many or too few cells, quotes that do not match, a cell that is too "
        "long, or characters that cannot be shown."
    ),
}
UNREADABLE: Text = _(
    "The file cannot be read at line %(line)s. Save it as 'CSV UTF-8', with a first line that "
    "names only the columns below, each once, and with a name or a number in each line. Nothing "
    "was taken."
)
UNREADABLE_WHOLE: Text = _(
    "There is nothing in the file, or it is no list. Save it as 'CSV UTF-8', with a first line "
    "that names only the columns below. Nothing was taken."
)
TOO_LARGE: Text = _("The file has more than %(most)s MB. Divide it; nothing was taken.")
NO_FILE: Text = _("Choose the file with the list.")
COLUMNS: Mapping[str, Text] = {
    bulkform.REFERENCE: _("your own number of the line; it comes back with the answer"),
    bulkform.NAME: _("of a person, in any script"),
    bulkform.BIRTH: _("1974, 1974-08 or 1974-08-12"),
    bulkform.SEX: _("F, M or X"),
    bulkform.NATIONALITY: _("code of the State: KOR"),
    bulkform.NUMBER: _("of a travel document"),
    bulkform.STATE: _("code of the State that issued the document: needed with a number"),
}


def reject_words(reject: BulkReject, today: date) -> str:
    """Return why a line was not asked, in the reader's language.

    Args:
        reject: the line.
        today: the day of reading.
    """
    if reject.reason in _LINES:
        return str(_LINES[reject.reason])
    try:
        bulkform.questions_of(reject.cells, today=today)
    except QuestionRefused as refusal:
        return str(readings.words_of(refusal.cause))
    return str(_LINES[bulkform.MALFORMED])


def said_in_form(refusal: Refusal) -> Text | None:
    """Return the words of a refusal that belongs into the form, or None."""
    words = BULK.get(refusal.code)
    return words.happened if words is not None and words is not MISSING else None
