"""Entries of the log as lines a person reads."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from liaison.audit.sockets import sentence
from liaison.audit.types import EntryFacts, JsonValue
from liaison.identity.roles import MACHINE_ROLES, ROLES
from liaison.identity.types import Actor
from liaison.web.audit.words import OTHER_ROLES, result_badge
from liaison.web.badges import Badge
from liaison.web.purposes import purpose_words


@dataclass(frozen=True)
class Line:
    """One entry in words.

    Attributes:
        sequence: place in the tree, from 0.
        leaf: id of the leaf.
        at: when.
        erased: True when only the commitment is left; every text is then empty.
        person: id of the person, or the name of the machine.
        name: the person's name, else "" for machines and people who are gone.
        own: whether it was the reader.
        chair: role and organisation, in words; empty for machines.
        organisation: id of the organisation acted for.
        words: what happened.
        event: name of the event, as stored.
        target: id of the thing.
        purpose: what for.
        legal_basis: the article relied on.
        result: how it ended.
        facts: what was recorded besides, label and value.
    """

    sequence: int
    leaf: uuid.UUID
    at: datetime
    erased: bool
    person: str = ""
    name: str = ""
    own: bool = False
    chair: str = ""
    organisation: str = ""
    words: str = ""
    event: str = ""
    target: str = ""
    purpose: str = ""
    legal_basis: str = ""
    result: Badge | None = None
    facts: tuple[tuple[str, str], ...] = ()


def line_of(entry: EntryFacts, reader: Actor, names: Mapping[str, str]) -> Line:
    """Return one entry in words.

    Args:
        entry: as audit returns it.
        reader: who looks.
        names: id of a person to name.
    """
    if entry.erased or entry.who is None:
        return Line(entry.sequence, entry.leaf, entry.at, erased=True)
    facts = {name: _plain(value) for name, value in entry.facts.items()}
    who = entry.who
    return Line(
        sequence=entry.sequence,
        leaf=entry.leaf,
        at=entry.at,
        erased=False,
        person=who.person,
        name=names.get(who.person, ""),
        own=who.person == reader.person_id,
        chair=_chair(who.chair),
        organisation=who.organisation,
        # sentences name thing and result like facts; a fact of that name goes before
        words=sentence(entry.event, {"target": entry.target, "result": entry.result} | facts),
        event=entry.event,
        target=entry.target,
        purpose=purpose_words(entry.purpose),
        legal_basis=entry.legal_basis,
        result=result_badge(entry.result),
        facts=tuple(facts.items()),
    )


def _chair(chair: str) -> str:
    """Return `desk_officer@beijing` in words, as long as the role exists."""
    role, _at, organisation = chair.partition("@")
    known = ROLES.get(role) or MACHINE_ROLES.get(role)
    title = known.title if known else OTHER_ROLES.get(role, role)
    return f"{title}, {organisation}" if organisation else str(title)


def _plain(value: JsonValue) -> str:
    """Return a fact as one line of text."""
    if isinstance(value, Mapping):
        return ", ".join(f"{name}: {_plain(inner)}" for name, inner in value.items())
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(_plain(inner) for inner in value)
    return "" if value is None else str(value)
