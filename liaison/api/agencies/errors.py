"""What the door itself refuses, before any service is asked."""

from liaison.core.errors import Refusal


class CallRefused(Refusal):
    """The root of the door's refusals. The words stand in `problems`."""

    code = "api:refused"

    def __init__(self, reason: str = "") -> None:
        """Keep what is wrong, in words of ours: never what was sent."""
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return self.reason


class Malformed(CallRefused):
    """The call cannot be read."""

    code = "api:malformed"


class NoKey(CallRefused):
    """No key came with the call."""

    code = "api:no_key"


class NoOperation(CallRefused):
    """There is nothing at this address."""

    code = "api:no_operation"


class WrongMethod(CallRefused):
    """The address is right and the method is not."""

    code = "api:method"


class NotAcceptable(CallRefused):
    """The caller takes nothing that we give."""

    code = "api:not_acceptable"


class LengthRequired(CallRefused):
    """A body whose length nobody said."""

    code = "api:length_required"


class TooLarge(CallRefused):
    """A body over the operation's maximum."""

    code = "api:too_large"


class WrongMediaType(CallRefused):
    """A body that is not of the operation's media type."""

    code = "api:media_type"


class KeyMissing(CallRefused):
    """The operation demands an Idempotency-Key, or the one that came is malformed."""

    code = "api:idempotency_key"


class CursorRefused(CallRefused):
    """A cursor that this list did not give to this machine."""

    code = "api:cursor"


class TooMany(CallRefused):
    """More calls than this machine may make."""

    code = "api:too_many"

    def __init__(self, seconds: int) -> None:
        """Keep after how many seconds there is room again."""
        super().__init__(f"ask again in {seconds} s")
        self.seconds = seconds


class Busy(CallRefused):
    """The database did not answer in time."""

    code = "api:busy"


class Failed(CallRefused):
    """Something went wrong here."""

    code = "api:failed"
