"""The refusals of records."""

from liaison.core import errors as core
from liaison.core.errors import Refusal


class FieldRefused(Refusal):
    """One field of a record is missing, malformed, or contradicts another."""

    code = "records:document"

    def __init__(self, field: str, reason: str, value: str = "") -> None:
        """Keep the field, what is wrong with it, and what was read."""
        super().__init__(field, reason, value)
        self.field = field
        self.reason = reason
        self.value = value

    def __str__(self) -> str:
        return f"{self.field}: {self.reason}"


class FileRefused(Refusal):
    """The file as a whole cannot be read; no line of it was stored."""

    code = "records:file"

    def __init__(self, reason: str, line: int = 0) -> None:
        """Keep what is wrong and the line it was seen on (0: the whole file)."""
        super().__init__(reason, line)
        self.reason = reason
        self.line = line

    def __str__(self) -> str:
        return f"line {self.line}: {self.reason}" if self.line else f"file: {self.reason}"


class PersonalDataRefused(FileRefused):
    """A column would carry data about a person, and this register holds none."""

    code = "records:personal_data"

    def __init__(self, column: str) -> None:
        """Keep the column's name."""
        super().__init__(
            f"column '{column}' would carry personal data; this register holds things and never "
            "their bearers: remove the column",
            1,
        )
        self.column = column


class NoSuchRecord(Refusal):
    """The record is not there, or not there for this actor: the two look alike."""

    code = "records:no_document"

    def __init__(self, record_id: str) -> None:
        """Keep the id asked for."""
        super().__init__(record_id)
        self.record_id = record_id

    def __str__(self) -> str:
        return f"no record {self.record_id} is known here"


class TransitionRefused(core.TransitionRefused):
    """The table of states knows no way from here to there."""

    code = "records:transition"


class NotTheOwner(Refusal):
    """Somebody tries to change a record that another bureau owns (RPD, ownership of data)."""

    code = "records:not_the_owner"

    def __init__(self, owner: str, asked_by: str) -> None:
        """Keep who owns the record and who asked."""
        super().__init__(owner, asked_by)
        self.owner = owner
        self.asked_by = asked_by

    def __str__(self) -> str:
        return f"only the owner changes a record: it is owned by {self.owner}, not {self.asked_by}"


class RecipientsRefused(Refusal):
    """The distribution list names nobody it could be, too many, or ourselves."""

    code = "records:recipients"

    def __init__(self, reason: str) -> None:
        """Keep what is wrong with the list."""
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return f"distribution list: {self.reason}"


class NoteRefused(core.TextRefused):
    """The note of a withdrawal is too long or has characters that do not belong there."""

    code = "records:note"


class StatementMismatch(Refusal):
    """An erasure statement that speaks of something else than the message around it."""

    code = "records:statement"

    def __init__(self, field: str) -> None:
        """Keep the field that differs."""
        super().__init__(field)
        self.field = field

    def __str__(self) -> str:
        return f"the erasure statement says something else about {self.field}"


class RecordTaken(Refusal):
    """An active record of ours is about the same thing already."""

    code = "records:taken"

    def __init__(self, label: str) -> None:
        """Keep what the record is called."""
        super().__init__(label)
        self.label = label

    def __str__(self) -> str:
        return f"an active record of this bureau is about the same already: {self.label}"


class ChangedMeanwhile(Refusal):
    """Somebody changed the record after the actor read it."""

    code = "records:changed_meanwhile"

    def __init__(self, read: int, now: int) -> None:
        """Keep both versions."""
        super().__init__(read, now)
        self.read = read
        self.now = now

    def __str__(self) -> str:
        return f"version {self.read} was read, but the record is at version {self.now}"


class ExcludedRefused(Refusal):
    """The record is restricted: this bureau must never receive it."""

    code = "records:excluded"

    def __init__(self, organisation: str) -> None:
        """Keep the bureau."""
        super().__init__(organisation)
        self.organisation = organisation

    def __str__(self) -> str:
        return f"the record is restricted: it is never sent to {self.organisation}"


class RetentionRefused(Refusal):
    """The end of retention lies in the past or further away than the policy allows."""

    code = "records:retention"

    def __init__(self, reason: str) -> None:
        """Keep what is wrong with it."""
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return f"retention: {self.reason}"


class TextRefused(core.TextRefused):
    """Words of a person are missing, too long, or cannot be printed."""

    code = "records:text"


class TooMuchSaid(Refusal):
    """A bureau noted or asked about one record as often as it may."""

    code = "records:too_much"

    def __init__(self, what: str, maximum: int) -> None:
        """Keep what there is too much of, and how much would be taken."""
        super().__init__(what, maximum)
        self.what = what
        self.maximum = maximum

    def __str__(self) -> str:
        return f"{self.what}: at most {self.maximum} of one bureau about one record"


class NoSuchCorrection(Refusal):
    """The correction is not there, or not there for this actor: the two look alike."""

    code = "records:no_correction"

    def __init__(self, correction_id: str) -> None:
        """Keep the id asked for."""
        super().__init__(correction_id)
        self.correction_id = correction_id

    def __str__(self) -> str:
        return f"no correction {self.correction_id} is known here"


class CorrectionRefused(Refusal):
    """The correction cannot be asked or accepted so."""

    code = "records:correction"

    def __init__(self, reason: str) -> None:
        """Keep what is wrong with it."""
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return f"correction: {self.reason}"
