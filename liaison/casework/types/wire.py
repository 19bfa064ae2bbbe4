"""What travels between desks: a request, and every other letter of its thread."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from liaison.casework.states import Result
from liaison.casework.types.requests import ConcernedFields
from liaison.casework.words import CrimeArea, LetterKind, Outcome, Urgency
from liaison.lib.wire.canonical import JsonValue
from liaison.rules.processing import HandlingCode, Purpose


@dataclass(frozen=True, slots=True)
class Asked:
    """The body of `casework.request`, with what its manifest says.

    Attributes:
        request: id of the request, chosen by the desk that asks; both desks know it by this.
        letter: id of this letter.
        sender: the desk that asks.
        to: the desks that shall act.
        info: the desks that get a copy.
        reference: of the desk that asks.
        unit: name of the unit that asks.
        officer: name of the officer, or "".
        subject: one line.
        asked: what shall be done.
        facts: the offences.
        link: between crime and those concerned.
        crime_area: what kind of crime.
        clock: class of the clock the asker proposes.
        handling_code: how confidential.
        concerned: what it is about.
        purpose: from the closed list; in the manifest.
        legal_basis: the rule named; in the manifest.
        urgency: in the manifest.
        approval: of an officer of the desk that asks, as it travels; None: there is none.
    """

    request: UUID
    letter: UUID
    sender: str
    to: tuple[str, ...]
    info: tuple[str, ...]
    reference: str
    unit: str
    officer: str
    subject: str
    asked: str
    facts: str
    link: str
    crime_area: CrimeArea
    clock: str
    handling_code: HandlingCode
    concerned: tuple[ConcernedFields, ...]
    purpose: Purpose
    legal_basis: str
    urgency: Urgency
    approval: Mapping[str, JsonValue] | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """The body of every other letter of a thread.

    Attributes:
        kind: what it says; decides the kind of the message.
        request: id of the request, as the desk that asked chose it.
        letter: id of this letter, chosen by the desk that says it.
        sender: the desk that says it.
        to: the desks it is for.
        reference: of the desk that says it.
        your_reference: of the desk it is for, or "" while unknown or for several.
        words: the text.
        result: of an answer, or None.
        partial: of an answer: whether more will come.
        grounds: of a refusal, or "".
        outcome: of a closing, or None.
    """

    kind: LetterKind
    request: UUID
    letter: UUID
    sender: str
    to: tuple[str, ...]
    reference: str
    your_reference: str
    words: str
    result: Result | None = None
    partial: bool = False
    grounds: str = ""
    outcome: Outcome | None = None
