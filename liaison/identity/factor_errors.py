"""The refusals of signing in: factors, sessions, recovery."""

from liaison.core.errors import Refusal


class SecretUnreadable(Refusal):
    """A sealed secret cannot be opened: altered, moved, or the node's key is gone."""

    code = "identity:secret"

    def __str__(self) -> str:
        return "a secret of this node cannot be opened; look at keys/factors.key"


class CodeRefused(Refusal):
    """The code is not one of now, or was used before."""

    code = "identity:code"

    def __str__(self) -> str:
        return "this code is not right, or was used before; wait for the next one"


class FactorLocked(Refusal):
    """Too many wrong codes in a row: none is looked at for a while."""

    code = "identity:factor_locked"

    def __init__(self, minutes: int) -> None:
        """Keep how long it takes."""
        super().__init__(minutes)
        self.minutes = minutes

    def __str__(self) -> str:
        return f"too many wrong codes; none is looked at for {self.minutes} minutes"


class PasskeyRefused(Refusal):
    """A passkey's answer proves nothing. Which check failed is in the log."""

    code = "identity:passkey"

    def __init__(self, reason: str) -> None:
        """Keep which check failed, by the name of the wire's refusal."""
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return f"this passkey was not accepted ({self.reason})"


class NoSuchFactor(Refusal):
    """No such passkey or app, or somebody else's: they look alike."""

    code = "identity:no_factor"

    def __init__(self, factor: str) -> None:
        """Keep the id asked for."""
        super().__init__(factor)
        self.factor = factor

    def __str__(self) -> str:
        return f"no factor {self.factor} is yours"


class FactorTaken(Refusal):
    """The passkey is known already, or the person has an app."""

    code = "identity:factor_taken"

    def __str__(self) -> str:
        return "this passkey or app is set up already"


class TooManyFactors(Refusal):
    """More passkeys than anybody holds."""

    code = "identity:too_many_factors"

    def __init__(self, most: int) -> None:
        """Keep how many one may have."""
        super().__init__(most)
        self.most = most

    def __str__(self) -> str:
        return f"at most {self.most} passkeys; remove one that you no longer use"


class LastFactorRefused(Refusal):
    """The last second factor goes only with a second officer."""

    code = "identity:last_factor"

    def __str__(self) -> str:
        return "this is your last second factor; add another first, or ask two officers"


class NoSuchSession(Refusal):
    """No such session, one that is over, or somebody else's: they look alike."""

    code = "identity:no_session"

    def __init__(self, session: str) -> None:
        """Keep the id asked for."""
        super().__init__(session)
        self.session = session

    def __str__(self) -> str:
        return f"no session {self.session} is open"


class SessionOver(Refusal):
    """The session is over: nothing was done for too long, or it lasted as long as one may."""

    code = "identity:session_over"

    def __init__(self, reason: str) -> None:
        """Keep why: `idle`, `absolute` or `ended`."""
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return f"this session is over ({self.reason})"


class NoSuchRecovery(Refusal):
    """No such recovery, one that is over, or out of charge: they look alike."""

    code = "identity:no_recovery"

    def __init__(self, recovery: str) -> None:
        """Keep the id asked for."""
        super().__init__(recovery)
        self.recovery = recovery

    def __str__(self) -> str:
        return f"no recovery {self.recovery} is open here"


class RecoveryOpen(Refusal):
    """A recovery of this person is open already."""

    code = "identity:recovery_open"

    def __init__(self, person: str) -> None:
        """Keep whose."""
        super().__init__(person)
        self.person = person

    def __str__(self) -> str:
        return f"a recovery of {self.person} is open already"


class NotTheAsker(Refusal):
    """Only who asked for a recovery gets the link: whoever confirms never holds it."""

    code = "identity:not_the_asker"

    def __init__(self, asked_by: str) -> None:
        """Keep who asked."""
        super().__init__(asked_by)
        self.asked_by = asked_by

    def __str__(self) -> str:
        return "only the officer who asked for it makes the link"
