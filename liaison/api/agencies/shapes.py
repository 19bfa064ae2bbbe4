"""What bodies and answers have in common. Unknown fields are refused, answers are complete."""

import enum
from collections.abc import Iterable
from typing import Annotated
from uuid import UUID

from ninja import Query
from pydantic import BaseModel, ConfigDict, StringConstraints

from liaison.api.agencies import cursors
from liaison.queries import policy

Note = Annotated[str, StringConstraints(max_length=policy.NOTE_MAXIMUM)]
Reference = Annotated[str, StringConstraints(min_length=1, max_length=policy.REFERENCE_MAXIMUM)]
Limit = Annotated[int, Query(ge=1, le=cursors.LIMIT, description="Most rows of the answer.")]
Cursor = Annotated[
    str,
    Query(
        max_length=cursors.MAXIMUM, description="`next` of the page before; empty: from the start."
    ),
]


def values_of(kind: Iterable[enum.StrEnum]) -> dict[str, object]:
    """Describe a closed list where it stands: two rooms may use one name for different lists."""
    return {"type": "string", "enum": [one.value for one in kind]}


class Said(BaseModel):
    """What a caller sends: nothing is taken that is not named here."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Told(BaseModel):
    """What a caller gets."""

    model_config = ConfigDict(extra="forbid", frozen=True, from_attributes=True)


class Made(Told):
    """What was made."""

    id: UUID
