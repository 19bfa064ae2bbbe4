"""What may happen to a record, whoever asks, and the limits of the room. Pure."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from liaison.core import texts
from liaison.core.transitions import Transitions
from liaison.records.errors import (
    FieldRefused,
    NoteRefused,
    NotTheOwner,
    RecipientsRefused,
    RetentionRefused,
    TextRefused,
    TooMuchSaid,
    TransitionRefused,
)
from liaison.records.retention import POLICY
from liaison.records.states import (
    COPY_TRANSITIONS,
    CORRECTION_TRANSITIONS,
    TRANSITIONS,
    RecordKind,
)
from liaison.records.types import DocumentFields, Fields

CHUNK = 1_000  # documents per transaction of an import: a crash loses at most one chunk
MESSAGE_DOCUMENTS = 100  # per message: a refused message stays small enough to be looked at
MESSAGE_BYTES = 40 * 1024  # of canonical JSON; exchange takes 48 KiB, the rest is for the frame
RECIPIENTS_MAXIMUM = 200  # 195 other members of INTERPOL; one message takes as many
ORGANISATION_MAXIMUM = 120
NOTE_MAXIMUM = 500
LIMIT = 100  # rows a system gets at once
PAGE = 50  # documents on a page: what a person reads without scrolling for ever
REVIEW_YEARS = POLICY.kept[RecordKind.TRAVEL_DOCUMENT].months // 12
TEXT_MAXIMUM = 500  # of a note or a reason: what is longer belongs into a message
# of one bureau about one record: a year of weekly sightings; more is a case of its own
NOTES_MAXIMUM = 50
CORRECTIONS_OPEN = 10  # a record has some twenty fields, and half of them wrong is a new record
CORRECTIONS_MAXIMUM = 50  # answered ones too: asking again and again is no way to be heard
# begins the reason of a version that a correction made; the id of who asked follows
CORRECTED: Final = "correction asked by "
# closed list of purposes, Rules on the Processing of Data Art. 10(2): locate a person or object
PURPOSE = "locate persons or objects"
# called with where it stands and where it shall go; refused as `TransitionRefused`
check_transition: Final = Transitions(TRANSITIONS, TransitionRefused)
check_copy_transition: Final = Transitions(COPY_TRANSITIONS, TransitionRefused)
check_correction_transition: Final = Transitions(CORRECTION_TRANSITIONS, TransitionRefused)


def check_owner(*, owner: str, asked_by: str) -> None:
    """Refuse a change that does not come from the owner.

    Raises:
        NotTheOwner: another bureau owns the record.
    """
    if owner != asked_by:
        raise NotTheOwner(owner, asked_by)


def check_foreign(sender: str, *, own: str) -> None:
    """Refuse what comes from abroad and claims to be our own word.

    Raises:
        NotTheOwner: the sender goes by our id.
    """
    if sender == own:
        raise NotTheOwner(own, "a message from abroad")


def check_recipients(recipients: Sequence[str], *, own: str) -> tuple[str, ...]:
    """Return the distribution list, each bureau once, in alphabetical order.

    Args:
        recipients: ids of bureaus; an empty list keeps the documents at home.
        own: our own id, which belongs into no distribution list.

    Raises:
        RecipientsRefused: too many, an id that cannot be one, or ourselves.
    """
    if len(recipients) > RECIPIENTS_MAXIMUM:
        raise RecipientsRefused(f"{len(recipients)} bureaus; at most {RECIPIENTS_MAXIMUM}")
    if any(not 0 < len(recipient) <= ORGANISATION_MAXIMUM for recipient in recipients):
        raise RecipientsRefused("an id of a bureau is empty or too long")
    if own in recipients:
        raise RecipientsRefused(f"'{own}' is this bureau itself")
    return tuple(sorted(set(recipients)))


def check_distribution(documents: int) -> None:
    """Refuse to distribute nothing, or more than one transaction should hold.

    Raises:
        RecipientsRefused: no document, or more than a chunk.
    """
    if not 0 < documents <= CHUNK:
        raise RecipientsRefused(f"{documents} documents; from 1 to {CHUNK} at a time")


def check_note(note: str) -> str:
    """Return the note of a withdrawal without outer spaces.

    Raises:
        NoteRefused: too long, or control characters.
    """
    return texts.Rule(NoteRefused, NOTE_MAXIMUM).read("note", note)


def check_dates(fields: DocumentFields, *, today: date) -> None:
    """Refuse dates that cannot be said today.

    Raises:
        FieldRefused: a theft or an issue in the future, a review that is past or too far.
    """
    for field in ("issued_on", "stolen_on"):
        said: date | None = getattr(fields, field)
        if said is not None and said > today:
            raise FieldRefused(field, f"lies in the future; today is {today}", str(said))
    if fields.review_on is None:
        return
    if fields.review_on <= today:
        reason = "is past: justify the record again and give a new date, or leave the line out"
        raise FieldRefused("review_on", reason, str(fields.review_on))
    if fields.review_on > default_review(today):
        reason = f"later than {REVIEW_YEARS} years from today, {default_review(today)}"
        raise FieldRefused("review_on", reason, str(fields.review_on))


def default_review(today: date) -> date:
    """Return the review date of a travel document for which none was given."""
    return POLICY.end(RecordKind.TRAVEL_DOCUMENT, today)


def check_retention(kind: RecordKind, until: date, *, today: date) -> None:
    """Refuse an end of retention that is past, or further away than the policy allows.

    Raises:
        RetentionRefused: it is.
    """
    if until <= today:
        raise RetentionRefused(f"{until} is past: justify the record again and give a new date")
    if until > (longest := POLICY.end(kind, today)):
        raise RetentionRefused(f"{until} is later than {longest}, the longest for this kind")


def check_past(fields: Fields, *, today: date) -> None:
    """Refuse days in the future on which something has happened already.

    Raises:
        FieldRefused: a theft or an issue in the future.
    """
    for field in ("issued_on", "stolen_on"):
        said = str(fields.get(field, ""))
        if said and date.fromisoformat(said) > today:
            raise FieldRefused(field, f"lies in the future; today is {today}", said)


def check_exclusions(excluded: Sequence[str], *, own: str) -> tuple[str, ...]:
    """Return the bureaus that must never receive a record, each once, in alphabetical order.

    Raises:
        RecipientsRefused: too many, an id that cannot be one, or ourselves.
    """
    return check_recipients(excluded, own=own)


def check_text(field: str, text: str, *, maximum: int = TEXT_MAXIMUM, needed: bool = True) -> str:
    """Return what a person wrote, without outer spaces.

    Raises:
        TextRefused: missing, too long, or control characters.
    """
    return texts.Rule(TextRefused, maximum, int(needed)).read(field, text)


def check_notes(there: int) -> None:
    """Refuse one more note of a bureau about a record.

    Args:
        there: how many of its notes the record has.

    Raises:
        TooMuchSaid: as many as it may have.
    """
    if there >= NOTES_MAXIMUM:
        raise TooMuchSaid("notes", NOTES_MAXIMUM)


def check_corrections(*, waiting: int, there: int) -> None:
    """Refuse one more correction that a bureau asks of a record.

    Args:
        waiting: how many it asked that nobody answered yet.
        there: how many it ever asked.

    Raises:
        TooMuchSaid: as many as it may ask.
    """
    if waiting >= CORRECTIONS_OPEN:
        raise TooMuchSaid("unanswered corrections", CORRECTIONS_OPEN)
    if there >= CORRECTIONS_MAXIMUM:
        raise TooMuchSaid("corrections", CORRECTIONS_MAXIMUM)


def check_return(fields: Fields, *, withdrawn_at: datetime) -> None:
    """Refuse to take a withdrawn thing up again, unless it was lost again since.

    A list that another system exports every night may go on naming a passport that was found;
    importing it must not turn its bearer into a suspect again.

    Raises:
        FieldRefused: nothing says that it was lost or stolen after its withdrawal.
    """
    stolen_on = str(fields.get("stolen_on", ""))
    if not stolen_on or date.fromisoformat(stolen_on) < withdrawn_at.date():
        reason = (
            f"this was withdrawn on {withdrawn_at.date()}; it is taken again only with "
            "a date of theft on or after that day"
        )
        raise FieldRefused("stolen_on", reason, stolen_on)
