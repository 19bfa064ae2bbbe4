"""Bodies and answers of requests."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field, StrictBool, StringConstraints, WithJsonSchema

from liaison.api.agencies.concerned import Concerned
from liaison.api.agencies.shapes import Said, Told, values_of
from liaison.casework import limits
from liaison.casework.intake import GROUNDS
from liaison.casework.states import AddresseeState, ClockState, Direction, Result, State
from liaison.casework.words import CrimeArea, LetterKind, Role, Urgency
from liaison.rules.processing import REQUEST_PURPOSES, HandlingCode, Purpose

CLOCK_MAXIMUM = 60

# two lists of casework and of queries have this name; a description knows each name once
Why = Annotated[Purpose, WithJsonSchema(values_of(REQUEST_PURPOSES))]
Soon = Annotated[Urgency, WithJsonSchema(values_of(Urgency))]
Address = Annotated[str, StringConstraints(min_length=1, max_length=limits.UNIT_MAXIMUM)]
Addresses = Annotated[
    list[Address],
    Field(
        max_length=limits.ADDRESSES_MAXIMUM,
        description="Ids of desks, `region:...`, `all`, and `-id` to leave one out.",
        examples=[["seoul"]],
    ),
]


class RequestWritten(Said):
    """What is asked, why, under which law, how soon, about whom, and of whom."""

    subject: str = Field(max_length=limits.LINE_MAXIMUM, description="One line.")
    asked: str = Field(
        max_length=limits.ASKED_MAXIMUM, description="What the other bureau shall do."
    )
    facts: str = Field(
        default="", max_length=limits.ASKED_MAXIMUM, description="The offences, with dates."
    )
    link: str = Field(
        default="",
        max_length=limits.ASKED_MAXIMUM,
        description="What connects the crime with those concerned.",
    )
    purpose: Why
    legal_basis: str = Field(
        max_length=limits.BASIS_MAXIMUM, description="The rule that allows the request."
    )
    urgency: Soon = Urgency.NORMAL
    clock: str = Field(
        default="",
        max_length=CLOCK_MAXIMUM,
        description="Class of the clock.",
        examples=["urgent_indirect"],
    )
    crime_area: CrimeArea = CrimeArea.OTHER
    handling_code: HandlingCode = HandlingCode.OFFICIAL_USE_ONLY
    to: Addresses
    info: Addresses = Field(default_factory=list)
    concerned: list[Concerned] = Field(default_factory=list, max_length=limits.CONCERNED_MAXIMUM)
    files: list[UUID] = Field(
        default_factory=list,
        max_length=limits.FILES_MAXIMUM,
        description="Ids of files that were found clean.",
    )


class RequestAsked(RequestWritten):
    """A request, and whether it goes to the desk at once."""

    submit: StrictBool = Field(
        default=False, description="Put it before the desk in the same call; needs casework:read."
    )


class Words(Said):
    """A text for the reviewer, or a note; it never leaves the house."""

    words: str = Field(max_length=limits.WORDS_MAXIMUM)


class AnswerDrafted(Said):
    """What the unit answers. It stays in the house until the desk releases it."""

    result: Result
    words: str = Field(max_length=limits.WORDS_MAXIMUM)
    partial: StrictBool = Field(default=False, description="More will come.")
    grounds: str = Field(
        default="",
        max_length=CLOCK_MAXIMUM,
        description=f"Of a refusal: {', '.join(GROUNDS)}.",
    )
    files: list[UUID] = Field(default_factory=list, max_length=limits.FILES_MAXIMUM)


class RequestTold(Told):
    """One request in a list."""

    id: UUID
    direction: Direction
    desk: str
    our_reference: str
    their_reference: str
    partners: list[str]
    subject: str
    state: State
    result: Result | None
    urgency: Soon
    clock_state: ClockState | None
    due_at: datetime | None
    asking_unit: str
    assigned_unit: str
    handling_code: HandlingCode
    crime_area: CrimeArea
    created_at: datetime
    is_open: bool


class RequestsTold(Told):
    """One page of a list: those whose clock ends first on top."""

    requests: list[RequestTold]
    next: str | None = Field(description="Cursor of the next page; null: this was the last.")


class AddresseeTold(Told):
    """How things stand with one desk that was asked."""

    desk: str
    role: Role
    state: AddresseeState
    their_reference: str
    result: Result | None
    answered_at: datetime | None


class LetterTold(Told):
    """One entry of the thread."""

    id: UUID
    kind: LetterKind
    direction: Direction
    desk: str
    at: datetime
    by: str
    words: str
    result: Result | None
    partial: bool
    grounds: str
    files: list[UUID]


class RequestFileTold(Told):
    """Everything about one request that this machine may see."""

    request: RequestTold
    asked: str
    facts: str
    link: str
    purpose: Why
    legal_basis: str
    to: list[str]
    info: list[str]
    files: list[UUID]
    concerned: list[Concerned]
    addressees: list[AddresseeTold]
    letters: list[LetterTold] = Field(description="The thread, oldest first.")
    case_reference: str
