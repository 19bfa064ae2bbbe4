"""The refusals of casework."""

from liaison.core import errors as core
from liaison.core.errors import Refusal


class TextRefused(core.TextRefused):
    """A text is missing, too long, or has characters that act on a screen."""

    code = "casework:text"


class FieldRefused(Refusal):
    """A field holds what its list, form or number does not allow."""

    code = "casework:field"

    def __init__(self, field: str, reason: str) -> None:
        """Keep the field, such as `concerned.0.birth`, and a word for what is wrong."""
        super().__init__(field, reason)
        self.field = field
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.field}: {self.reason}"


class NoSuchRequest(Refusal):
    """The request is not there, or not there for this actor: the two look alike."""

    code = "casework:no_request"

    def __init__(self, request_id: str) -> None:
        """Keep the id asked for."""
        super().__init__(request_id)
        self.request_id = request_id

    def __str__(self) -> str:
        return f"no request {self.request_id} is known here"


class NoSuchCase(Refusal):
    """The case, its task or its entry is not there, or not for this actor."""

    code = "casework:no_case"

    def __init__(self, case_id: str) -> None:
        """Keep the id asked for."""
        super().__init__(case_id)
        self.case_id = case_id

    def __str__(self) -> str:
        return f"no case {self.case_id} is known here"


class NoSuchRelated(Refusal):
    """What a case file shall point to is not there, or not for this actor: the two look alike."""

    code = "casework:no_related"

    def __init__(self, kind: str) -> None:
        """Keep what kind of thing it is; never more, so that nothing is told of it."""
        super().__init__(kind)
        self.kind = kind

    def __str__(self) -> str:
        return f"no such {self.kind} is known here"


class NoSuchTransfer(Refusal):
    """The offer is not there, or not for this actor."""

    code = "casework:no_transfer"

    def __init__(self, transfer_id: str) -> None:
        """Keep the id asked for."""
        super().__init__(transfer_id)
        self.transfer_id = transfer_id

    def __str__(self) -> str:
        return f"no transfer {self.transfer_id} is known here"


class TransitionRefused(core.TransitionRefused):
    """The table of states knows no way from here to there."""

    code = "casework:transition"


class WrongDirection(Refusal):
    """A verb of incoming requests on an outgoing one, or the reverse."""

    code = "casework:direction"

    def __init__(self, direction: str) -> None:
        """Keep the direction the request has."""
        super().__init__(direction)
        self.direction = direction

    def __str__(self) -> str:
        return f"that cannot be done with a request whose direction is {self.direction}"


class SamePersonRefused(Refusal):
    """Whoever drafted does not review: two persons are needed."""

    code = "casework:same_person"

    def __init__(self, person_id: str) -> None:
        """Keep the person."""
        super().__init__(person_id)
        self.person_id = person_id

    def __str__(self) -> str:
        return f"{self.person_id} drafted this and cannot review it"


class NotYours(Refusal):
    """Somebody else holds it, drafts it or was offered it."""

    code = "casework:not_yours"

    def __init__(self, what: str) -> None:
        """Keep what it is: `request`, `case`, `task`, `transfer`."""
        super().__init__(what)
        self.what = what

    def __str__(self) -> str:
        return f"this {self.what} is in somebody else's hands"


class ChecklistRefused(Refusal):
    """A point of the intake checklist is open, unknown, or not as an acceptance needs it."""

    code = "casework:checklist"

    def __init__(self, point: str, reason: str) -> None:
        """Keep the point and what is wrong (`missing`, `unknown`, `no`, `reason`)."""
        super().__init__(point, reason)
        self.point = point
        self.reason = reason

    def __str__(self) -> str:
        return f"intake point {self.point}: {self.reason}"


class GroundsRefused(Refusal):
    """A refusal without grounds, or with grounds that are not on the list."""

    code = "casework:grounds"

    def __init__(self, ground: str) -> None:
        """Keep what was said; empty when nothing was."""
        super().__init__(ground)
        self.ground = ground

    def __str__(self) -> str:
        return f"no ground of refusal '{self.ground}' is on the list"


class AddressRefused(Refusal):
    """A desk that cannot be asked: unknown, ourselves, excluded to the last, too many."""

    code = "casework:address"

    def __init__(self, address: str, reason: str) -> None:
        """Keep the address and what is wrong (`unknown`, `own`, `nobody`, `many`)."""
        super().__init__(address, reason)
        self.address = address
        self.reason = reason

    def __str__(self) -> str:
        return f"address '{self.address}': {self.reason}"


class SilentDesk(Refusal):
    """A sub-bureau that may not speak to other bureaus: no delegation in force says so."""

    code = "casework:silent_desk"

    def __init__(self, desk: str) -> None:
        """Keep the desk."""
        super().__init__(desk)
        self.desk = desk

    def __str__(self) -> str:
        return f"no delegation lets {self.desk} speak to other bureaus"


class UnitRefused(Refusal):
    """A unit, court or person that is not below this desk."""

    code = "casework:unit"

    def __init__(self, unit: str) -> None:
        """Keep the id."""
        super().__init__(unit)
        self.unit = unit

    def __str__(self) -> str:
        return f"'{self.unit}' does not belong to this desk"


class AlreadyOffered(Refusal):
    """It was offered to somebody who has not answered yet."""

    code = "casework:offered"

    def __init__(self, subject: str) -> None:
        """Keep the id of what was offered."""
        super().__init__(subject)
        self.subject = subject

    def __str__(self) -> str:
        return f"{self.subject} is offered to somebody already"


class ExtensionRefused(Refusal):
    """An extension that is no longer than the clock, or beyond what policy allows."""

    code = "casework:extension"

    def __init__(self, reason: str) -> None:
        """Keep what is wrong: `earlier`, `long`, `stopped`."""
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return f"the clock is not extended: {self.reason}"


class BodyRefused(core.BodyRefused):
    """The body of a message is not what its kind asks for."""

    code = "casework:body"


class LetterRefused(Refusal):
    """A letter from abroad that does not belong to the request it names."""

    code = "casework:letter"

    def __init__(self, reason: str) -> None:
        """Keep the reason, a word that goes back to the sender."""
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return f"letter refused: {self.reason}"


class PolicyRefused(core.FileRefused):
    """A policy file says too much, too little or nonsense: the start stops."""

    code = "casework:policy"


class ApprovalNeeded(Refusal):
    """Policy lets this leave only with an officer's approval by passkey."""

    code = "casework:approval_needed"

    def __str__(self) -> str:
        return "this leaves only with an officer's approval by passkey"
