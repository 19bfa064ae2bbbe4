"""What a list of requests is narrowed to."""

from dataclasses import dataclass

from liaison.casework.words import Urgency


@dataclass(frozen=True, slots=True)
class Only:
    """What a list is narrowed to, whichever list it is; nothing: the whole list.

    Attributes:
        unit: id of the unit that asks or to which it is assigned, or "".
        urgency: one urgency, or None.
    """

    unit: str = ""
    urgency: Urgency | None = None

    def __bool__(self) -> bool:
        return bool(self.unit or self.urgency)
