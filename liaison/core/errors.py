"""The root of every refusal.

A refusal is not a crash: it is the house saying no, by name, with what it saw. Doors find the
words by `code`; nothing ever matches on the text.
"""

from typing import ClassVar


class Refusal(Exception):
    """Somebody asked for what may not happen.

    Attributes:
        code: stable name, `room:reason`; stored in logs and audit, so it never changes.
    """

    code: ClassVar[str] = "core:refused"


class SettingRefused(Refusal):
    """A setting is missing, unknown or out of its limits: the node does not start."""

    code = "core:setting"

    def __init__(self, name: str, reason: str) -> None:
        """Keep the name of the setting and what is wrong with it."""
        super().__init__(name, reason)
        self.name = name
        self.reason = reason

    def __str__(self) -> str:
        return f"setting {self.name}: {self.reason}"


class CommandRefused(Refusal):
    """What was said to a command is missing, wrong or not there."""

    code = "core:command"

    def __init__(self, name: str, reason: str) -> None:
        """Keep what was said and what is wrong with it."""
        super().__init__(name, reason)
        self.name = name
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.name}: {self.reason}"


class TransitionRefused(Refusal):
    """The table of states knows no way from here to there; each room has its own code for it."""

    code = "core:transition"

    def __init__(self, current: str, target: str) -> None:
        """Keep both states."""
        super().__init__(current, target)
        self.current = current
        self.target = target

    def __str__(self) -> str:
        return f"what is {self.current} cannot become {self.target}; nothing was changed"


class TextRefused(Refusal):
    """A text is missing, too short or long, or has characters that hide or act on a screen."""

    code = "core:text"
    _told: ClassVar = {
        "missing": "is missing",
        "short": "has fewer than {} characters",
        "long": "has more than {} characters",
        "characters": "has characters that cannot be seen or that act on a screen",
    }

    def __init__(self, field: str, reason: str, limit: int = 0) -> None:
        """Keep the field, what is wrong (`missing`, `short`, `long`, `characters`), the limit."""
        super().__init__(field, reason, limit)
        self.field = field
        self.reason = reason
        self.limit = limit

    @property
    def told(self) -> str:
        """What is wrong, for a sentence that begins with the field."""
        return self._told[self.reason].format(self.limit)

    def __str__(self) -> str:
        return f"{self.field}: {self.told}"


class FileRefused(Refusal):
    """A file that is edited as data says too much, too little or nonsense: nothing was taken."""

    code = "core:file"

    def __init__(self, place: str, reason: str) -> None:
        """Keep where in the file, and what is wrong there."""
        super().__init__(place, reason)
        self.place = place
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}; nothing of the file was taken"


class BodyRefused(Refusal):
    """The body of a message is not what its kind asks for."""

    code = "core:body"

    def __init__(self, field: str, reason: str) -> None:
        """Keep the field and what is wrong with it."""
        super().__init__(field, reason)
        self.field = field
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.field}: {self.reason}"


class NotInTransaction(Refusal):
    """Row, audit entry and outbox belong into one transaction; there is none."""

    code = "core:no_transaction"

    def __str__(self) -> str:
        return "this must run inside a transaction, together with the row it speaks of"


class KeyReused(Refusal):
    """An idempotency key that came with another request before."""

    code = "core:key_reused"

    def __str__(self) -> str:
        return "this idempotency key was used for another request; take a new one"


class CallInFlight(Refusal):
    """The same call is being answered at this moment."""

    code = "core:in_flight"

    def __init__(self, seconds: int) -> None:
        """Keep after how many seconds it is worth asking again."""
        super().__init__(seconds)
        self.seconds = seconds

    def __str__(self) -> str:
        return "the same call is being answered; ask again in a moment with the same key"


class CallLost(Refusal):
    """The call took longer than its hold, and another attempt has taken it over."""

    code = "core:call_lost"

    def __str__(self) -> str:
        return "another attempt has taken this call over; ask again with the same key"
