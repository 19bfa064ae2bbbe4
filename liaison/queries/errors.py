"""The refusals of queries."""

from liaison.core import errors as core
from liaison.core.errors import Refusal
from liaison.lib.ids.errors import IdsRefusal
from liaison.lib.names.errors import NamesRefusal


class QuestionRefused(Refusal):
    """What was typed or scanned cannot be read: nothing was checked."""

    code = "queries:question"

    def __init__(self, field: str, cause: IdsRefusal | NamesRefusal) -> None:
        """Keep the field of the question and why the libraries refused it."""
        super().__init__(field, cause)
        self.field = field
        self.cause = cause

    def __str__(self) -> str:
        return f"{self.field}: {self.cause}"


class TextRefused(core.TextRefused):
    """A text is missing, too long, or has characters that act on a screen."""

    code = "queries:text"


class NoSuchHit(Refusal):
    """The hit is not there, or not there for this actor: the two look alike."""

    code = "queries:no_hit"

    def __init__(self, hit_id: str) -> None:
        """Keep the id asked for."""
        super().__init__(hit_id)
        self.hit_id = hit_id

    def __str__(self) -> str:
        return f"no hit {self.hit_id} is known here"


class NoSuchConfirmation(Refusal):
    """The question is not there, or not for this actor: the two look alike."""

    code = "queries:no_confirmation"

    def __init__(self, confirmation_id: str) -> None:
        """Keep the id asked for."""
        super().__init__(confirmation_id)
        self.confirmation_id = confirmation_id

    def __str__(self) -> str:
        return f"no confirmation {self.confirmation_id} is known here"


class TransitionRefused(core.TransitionRefused):
    """The table of states knows no way from here to there."""

    code = "queries:transition"


class NotConfirmed(Refusal):
    """A coercive action without the owner's word, and without a documented emergency."""

    code = "queries:not_confirmed"

    def __init__(self, action: str, state: str) -> None:
        """Keep the action and where the hit stands."""
        super().__init__(action, state)
        self.action = action
        self.state = state

    def __str__(self) -> str:
        return f"{self.action} needs the owner's confirmation or a documented emergency"


class NameOnly(Refusal):
    """A coercive action on a hit that nothing but a name speaks for."""

    code = "queries:name_only"

    def __init__(self, action: str, state: str) -> None:
        """Keep the action and where the hit stands."""
        super().__init__(action, state)
        self.action = action
        self.state = state

    def __str__(self) -> str:
        return (
            f"{self.action} on a name alone needs the owner's confirmation and what shows that "
            "this is the person"
        )


class NotFetched(Refusal):
    """Of another bureau's candidate only the least is here: it must be read in full first."""

    code = "queries:not_fetched"

    def __init__(self, hit_id: str) -> None:
        """Keep the hit."""
        super().__init__(hit_id)
        self.hit_id = hit_id

    def __str__(self) -> str:
        return f"hit {self.hit_id}: the full record was not fetched from its owner"


class TooManyQuestions(Refusal):
    """More questions in one batch than it may have."""

    code = "queries:too_many"

    def __init__(self, found: int, limit: int) -> None:
        """Keep how many, and the limit."""
        super().__init__(found, limit)
        self.found = found
        self.limit = limit

    def __str__(self) -> str:
        return f"{self.found} questions; at most {self.limit} are checked together"


class NoSuchAlert(Refusal):
    """The alert is not there, or not for this actor: the two look alike."""

    code = "queries:no_alert"

    def __init__(self, alert_id: str) -> None:
        """Keep the id asked for."""
        super().__init__(alert_id)
        self.alert_id = alert_id

    def __str__(self) -> str:
        return f"no alert {self.alert_id} is known here"


class EmergencyNotNeeded(Refusal):
    """An emergency was declared where none is needed: the flag would mean nothing any more."""

    code = "queries:emergency_not_needed"

    def __init__(self, action: str, state: str) -> None:
        """Keep the action and where the hit stands."""
        super().__init__(action, state)
        self.action = action
        self.state = state

    def __str__(self) -> str:
        return f"{self.action} is allowed in state {self.state} without an emergency"


class RecordGone(Refusal):
    """The record was withdrawn: it carries no action and no confirmation any more."""

    code = "queries:record_gone"

    def __init__(self, record_id: str) -> None:
        """Keep the record's id."""
        super().__init__(record_id)
        self.record_id = record_id

    def __str__(self) -> str:
        return f"record {self.record_id} was withdrawn by its owner"


class OutcomeContradicts(Refusal):
    """An outcome that the action taken cannot have led to."""

    code = "queries:outcome"

    def __init__(self, action: str, outcome: str) -> None:
        """Keep both."""
        super().__init__(action, outcome)
        self.action = action
        self.outcome = outcome

    def __str__(self) -> str:
        return f"the outcome {self.outcome} does not follow from the action '{self.action}'"


class SamePersonRefused(Refusal):
    """Whoever asks for a confirmation does not give it: two persons are needed."""

    code = "queries:same_person"

    def __init__(self, person_id: str) -> None:
        """Keep the person."""
        super().__init__(person_id)
        self.person_id = person_id

    def __str__(self) -> str:
        return f"{self.person_id} asked for this confirmation and cannot give it"


class BodyRefused(core.BodyRefused):
    """The body of a message is not what its kind asks for."""

    code = "queries:body"


class AnswerRefused(Refusal):
    """An answer or a report that nobody here asked for, or that contradicts an earlier one."""

    code = "queries:answer"

    def __init__(self, reason: str) -> None:
        """Keep the reason, a word that goes back to the sender."""
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return f"answer refused: {self.reason}"


class NoSuchBulk(Refusal):
    """The bulk check is not there, or not there for this actor: the two look alike."""

    code = "queries:no_bulk"

    def __init__(self, bulk_id: str) -> None:
        """Keep the id asked for."""
        super().__init__(bulk_id)
        self.bulk_id = bulk_id

    def __str__(self) -> str:
        return f"no bulk check {self.bulk_id} is known here"


class NoSuchLine(Refusal):
    """The bulk check has no such line, or it was not answered, or its results are gone."""

    code = "queries:no_line"

    def __init__(self, bulk_id: str, line: int) -> None:
        """Keep the bulk check and the line."""
        super().__init__(bulk_id, line)
        self.bulk_id = bulk_id
        self.line = line

    def __str__(self) -> str:
        return f"line {self.line} of bulk check {self.bulk_id} cannot be shown"


class BulkLimit(Refusal):
    """More lines than one bulk check may have, none at all, or too many bulk checks at once."""

    code = "queries:bulk_limit"

    def __init__(self, what: str, found: int, limit: int) -> None:
        """Keep what is counted (`lines`, `part`, `order`, `open`), how many, and the limit."""
        super().__init__(what, found, limit)
        self.what = what
        self.found = found
        self.limit = limit

    def __str__(self) -> str:
        return f"{self.what}: {self.found}, the limit is {self.limit}"


class BulkPurpose(Refusal):
    """For this purpose no list may be checked: nobody goes through people to see what comes up."""

    code = "queries:bulk_purpose"

    def __init__(self, purpose: str) -> None:
        """Keep the purpose."""
        super().__init__(purpose)
        self.purpose = purpose

    def __str__(self) -> str:
        return f"no list may be checked for the purpose {self.purpose}"


class SecondPersonNeeded(Refusal):
    """Whoever asks for a bulk check does not approve it: two persons are needed."""

    code = "queries:second_person"

    def __init__(self, person_id: str) -> None:
        """Keep the person."""
        super().__init__(person_id)
        self.person_id = person_id

    def __str__(self) -> str:
        return f"{self.person_id} asked for this bulk check and cannot approve it"


class PolicyRefused(core.FileRefused):
    """The file of clocks says too much, too little or nonsense: the start stops."""

    code = "queries:policy"
