"""What stands around the thread of a request: facts, parties, findings, references."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liaison.casework.states import AddresseeState, Direction
from liaison.casework.types import RequestFile, RequestLine
from liaison.casework.words import FindingKind, Role
from liaison.identity.types import Actor
from liaison.web.badges import Badge
from liaison.web.casework.concerned import shown
from liaison.web.casework.places import Places
from liaison.web.casework.words import (
    ADDRESSEES,
    CRIMES,
    FINDINGS,
    HANDLINGS,
    PURPOSES,
    ROLES,
    Text,
)
from liaison.web.isolating import isolate

Facts = list[tuple[Text, Text]]
# a stored line of an explanation: what it compares, both values, how they stand to each other
_LINE: Final = re.compile(r"(\w+): (.*) / (.*) \((\w+)\)")
_COMPARED: Final[Mapping[str, Text]] = {
    "name": gettext_lazy("Name"),
    "number": gettext_lazy("Number"),
    "birth": gettext_lazy("Date of birth"),
    "sex": gettext_lazy("Sex"),
    "nationality": gettext_lazy("Nationality"),
}
_STANDS: Final[Mapping[str, Text]] = {
    "same": gettext_lazy("same"),
    "alike": gettext_lazy("looks alike"),
    "turned": gettext_lazy("looks alike"),
    "near": gettext_lazy("looks alike"),
    "different": gettext_lazy("different"),
}


@dataclass(frozen=True)
class Party:
    """One desk that was asked.

    Attributes:
        name: its address.
        country: code of its country, or "".
        role: to act, or for information.
        badge: how things stand with it.
        reference: theirs, or "".
    """

    name: str
    country: str
    role: Text
    badge: Badge
    reference: str


@dataclass(frozen=True)
class Found:
    """Something held here that a thing concerned may be.

    Attributes:
        kind: a record, or an earlier request.
        title: what the link says.
        address: of its page.
        about: which of the things concerned.
        score: how near, in per cent.
        explanation: why.
    """

    kind: Text
    title: str
    address: str
    about: str
    score: str
    explanation: tuple[str, ...]


_COPIED = Badge(gettext_lazy("Has a copy"), "neutral", "mail")
# of them nobody expects an answer
_FOR_INFORMATION = (Role.INFO, AddresseeState.SENT)


def references_of(line: RequestLine, places: Places) -> str:
    """Return both references, each with its desk: `BJ-2026-000123 (IP BEIJING)`."""
    said = [f"{line.our_reference} ({places.address(line.desk)})"]
    if line.their_reference:
        other = line.partners[0] if line.partners else ""
        said.append(f"{line.their_reference} ({places.address(other)})")
    return " \u00b7 ".join(said)


def facts_of(file: RequestFile) -> Facts:
    """Return what was written beside the question."""
    said: Facts = [
        (gettext_lazy("Facts"), file.facts),
        (gettext_lazy("Link to those concerned"), file.link),
        (gettext_lazy("Purpose"), PURPOSES[file.purpose]),
        (gettext_lazy("Legal basis"), file.legal_basis),
        (gettext_lazy("Crime"), CRIMES[file.line.crime_area]),
    ]
    return [(label, value) for label, value in said if value]


def unit_name(unit: str, places: Places) -> str:
    """Return the name of who asks; of a unit abroad, which only its bureau knows, its bureau."""
    name = places.name(unit)
    bureau, slash, short = unit.rpartition("/")
    if name != unit or not slash or places.name(bureau) == bureau:
        return name
    return _("%(unit)s (%(bureau)s)") % {
        "unit": isolate(short.replace("-", " ").capitalize()),
        "bureau": isolate(places.name(bureau)),
    }


def about_of(file: RequestFile, places: Places) -> Facts:
    """Return who asks, who holds, how it is handled."""
    line = file.line
    asker = unit_name(line.asking_unit, places)
    if file.asking_officer_name:
        asker = _("%(officer)s, %(unit)s") % {
            "officer": isolate(file.asking_officer_name),
            "unit": isolate(asker),
        }
    said: Facts = [
        (gettext_lazy("Asked by"), asker),
        (gettext_lazy("With"), places.name(line.assigned_unit) if line.assigned_unit else ""),
        (gettext_lazy("Handling"), HANDLINGS[line.handling_code]),
        (gettext_lazy("Reviewed by"), places.person(file.reviewed_by) if file.reviewed_by else ""),
        (gettext_lazy("Since"), f"{line.created_at:%Y-%m-%d %H:%M} UTC"),
    ]
    return [(label, value) for label, value in said if value]


def parties_of(file: RequestFile, places: Places) -> list[Party]:
    """Return the desks that were asked, and how things stand with each."""
    if file.line.direction is Direction.IN:
        return []
    return [
        Party(
            places.address(one.desk),
            places.country(one.desk),
            ROLES[one.role],
            _COPIED if (one.role, one.state) == _FOR_INFORMATION else ADDRESSEES[one.state],
            one.their_reference,
        )
        for one in file.addressees
    ]


def findings_of(actor: Actor, file: RequestFile) -> list[Found]:  # noqa: ARG001
    """Return what the cross-check found, the nearest first."""
    titles = [shown(one).title for one in file.concerned]
    return [
        Found(
            kind=FINDINGS[one.kind],
            title=_("Open it"),
            address=_address(one.kind, str(one.reference)),
            about=titles[one.concerned] if one.concerned < len(titles) else "",
            score=_("%(score)d %% alike") % {"score": round(one.score * 100)},
            explanation=tuple(in_words(line) for line in one.explanation),
        )
        for one in file.findings
    ]


def in_words(line: str) -> str:
    """Return a stored line of an explanation in the reader's language; another as it stands.

    Args:
        line: as the cross-check wrote it, such as `sex: F / M (different)`.
    """
    read = _LINE.fullmatch(line)
    if read is None or read[1] not in _COMPARED or read[4] not in _STANDS:
        return line
    return f"{_COMPARED[read[1]]} · {isolate(read[2])} / {isolate(read[3])} ({_STANDS[read[4]]})"


def _address(kind: FindingKind, reference: str) -> str:
    page = "record" if kind is FindingKind.RECORD else "request"
    return reverse(page, args=[reference])
