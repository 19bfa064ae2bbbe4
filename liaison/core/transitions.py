"""States are tables; this is the one question that is asked of them. Pure."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from liaison.core.errors import TransitionRefused

State = TypeVar("State", bound=enum.StrEnum)


@dataclass(frozen=True)
class Transitions(Generic[State]):
    """The ways from state to state that a room knows, and the name of its refusal.

    Attributes:
        table: each state and those that may follow it; nothing follows a state that is not there.
        refusal: the room's own name for a way that the table does not know.
    """

    table: Mapping[State, frozenset[State]]
    refusal: type[TransitionRefused]

    def __call__(self, current: State, target: State) -> None:
        """Refuse a way that the table does not know.

        Raises:
            TransitionRefused: there is no such way; raised under the room's own name.
        """
        if target not in self.table.get(current, frozenset()):
            raise self.refusal(current, target)
