"""The refusals of exchange."""

from liaison.core import errors as core
from liaison.core.errors import Refusal


class NoSuchMessage(Refusal):
    """There is no such message, or it is not for this actor's eyes: both look alike."""

    code = "exchange:no_message"

    def __str__(self) -> str:
        return "no such message"


class UnknownBureau(Refusal):
    """The trust directory does not list the bureau, so nothing can be sealed to it."""

    code = "exchange:unknown_bureau"

    def __init__(self, organisation: str) -> None:
        """Keep the id."""
        super().__init__(organisation)
        self.organisation = organisation

    def __str__(self) -> str:
        return f"the trust directory does not list '{self.organisation}'; nothing was queued"


class UnknownAddress(Refusal):
    """Something in an address is no desk, no region and no word of the list."""

    code = "exchange:unknown_address"

    def __init__(self, said: str) -> None:
        """Keep what was said."""
        super().__init__(said)
        self.said = said[:120]

    def __str__(self) -> str:
        return f"'{self.said}' is no desk and no region of the directory; nothing was addressed"


class NobodyLeft(Refusal):
    """An address that comes down to nobody."""

    code = "exchange:nobody_left"

    def __str__(self) -> str:
        return "the address comes down to nobody; nothing was addressed"


class TooManyAddressees(Refusal):
    """More bureaus than one message can be sealed to."""

    code = "exchange:too_many"

    def __init__(self, count: int, most: int) -> None:
        """Keep both numbers."""
        super().__init__(count, most)
        self.count = count
        self.most = most

    def __str__(self) -> str:
        return f"{self.count} addressees; one message goes to {self.most}; nothing was addressed"


class OwnHouse(Refusal):
    """A desk of this very node: nothing travels, it is handed over inside the house."""

    code = "exchange:own_house"

    def __init__(self, desk: str) -> None:
        """Keep the desk."""
        super().__init__(desk)
        self.desk = desk

    def __str__(self) -> str:
        return f"'{self.desk}' is a desk of this node; hand the matter over instead of sending it"


class MessageTooLarge(Refusal):
    """The body is larger than one message carries."""

    code = "exchange:too_large"

    def __init__(self, size: int, most: int) -> None:
        """Keep both sizes in bytes."""
        super().__init__(size, most)
        self.size = size
        self.most = most

    def __str__(self) -> str:
        return f"a body of {self.size} bytes; one message carries {self.most}; nothing was queued"


class MessageUnfit(Refusal):
    """No receiver would read such a message, so it must not wait to be sealed for ever."""

    code = "exchange:unfit"

    def __init__(self, reason: str) -> None:
        """Keep what is wrong with it."""
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return f"no message: {self.reason}; nothing was queued"


class ContentRefused(Refusal):
    """A handler will not take the content: the sender gets a signed rejection with this reason."""

    code = "exchange:content"

    def __init__(self, reason: str) -> None:
        """Keep the reason, a stable code that goes back to the sender; no content."""
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return f"content refused: {self.reason}"


class RestartUnproved(ContentRefused):
    """A bureau says that its log was restored, and what it shows for it does not hold."""

    code = "exchange:restart_unproved"

    def __init__(self, detail: str) -> None:
        """Keep what does not hold; the sender is told the code alone."""
        super().__init__(self.code)
        self.detail = detail


class RestartTooOften(ContentRefused):
    """A bureau says again and again that its log was restored."""

    code = "exchange:restart_too_often"

    def __init__(self) -> None:
        """Tell the sender so."""
        super().__init__(self.code)


class StatementRefused(Refusal):
    """A statement is not signed by the bureau it should come from, or states something else."""

    code = "exchange:statement"

    def __init__(self, reason: str) -> None:
        """Keep the reason."""
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return f"statement refused: {self.reason}"


class TrustRefused(Refusal):
    """There is no trust directory to act on, or the one offered is not acceptable."""

    code = "exchange:trust"

    def __init__(self, reason: str) -> None:
        """Keep the reason."""
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return f"trust directory: {self.reason}"


class KeysUnusable(Refusal):
    """This bureau's private keys are missing or unreadable."""

    code = "exchange:keys"

    def __init__(self, file: str, reason: str) -> None:
        """Keep file and reason."""
        super().__init__(file, reason)
        self.file = file
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.file}: {self.reason}; liaison init makes the keys of a bureau"


class TransitionRefused(core.TransitionRefused):
    """A message cannot go from that state to this one."""

    code = "exchange:transition"


class TransportFailed(Exception):
    """The other bureau could not be reached or did not answer as agreed; try again later."""

    def __init__(self, reason: str) -> None:
        """Keep one line for the administrator."""
        super().__init__(reason)
        self.reason = reason


class AskRefused(Refusal):
    """A question from another bureau that is not answered: root of the reasons."""

    code = "exchange:ask"


class NotPermitted(AskRefused):
    """This bureau may not ask that here."""

    code = "exchange:ask_not_permitted"

    def __init__(self, organisation: str) -> None:
        """Keep who asked."""
        super().__init__(organisation)
        self.organisation = organisation

    def __str__(self) -> str:
        return f"{self.organisation} may not ask this here"


class AskReplayed(AskRefused):
    """The same question came before; somebody may have kept its bytes."""

    code = "exchange:ask_replayed"

    def __str__(self) -> str:
        return "this question was asked before"


class AskUnfit(AskRefused):
    """A question of unknown kind, or one that says it may be answered for too long."""

    code = "exchange:ask_unfit"

    def __init__(self, reason: str) -> None:
        """Keep what is wrong with it."""
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return f"question refused: {self.reason}"


class TooManyAsks(AskRefused):
    """One bureau asks more than we answer it in a minute."""

    code = "exchange:ask_too_many"

    def __init__(self, limit: int) -> None:
        """Keep the limit."""
        super().__init__(limit)
        self.limit = limit

    def __str__(self) -> str:
        return f"more than {self.limit} questions in a minute"


class AskFailed(Exception):
    """A question brought no answer: nobody there, an error, or a refusal over there."""

    def __init__(self, mark: str, code: str) -> None:
        """Keep what became of it, a word of `states.AskMark`, and the code told."""
        super().__init__(mark, code)
        self.mark = mark
        self.code = code


class ApprovalRefused(Refusal):
    """An officer's approval does not hold: not vouched for, over, or not of this document."""

    code = "exchange:approval"

    def __init__(self, reason: str) -> None:
        """Keep which check failed."""
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return f"approval refused: {self.reason}"
