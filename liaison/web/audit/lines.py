"""Entries of the log as lines a person reads."""

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from liaison.audit.sockets import sentence
from liaison.audit.types import EntryFacts
from liaison.identity.types import Actor
from liaison.web.audit.facts import Names, Text, label_of, organisations_in, role_words, value_of
from liaison.web.audit.words import result_badge
from liaison.web.badges import Badge
from liaison.web.isolating import isolate
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
        organisation: the organisation acted for, by name.
        machine: whether it was done by no person.
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
    machine: bool = False
    words: str = ""
    event: str = ""
    target: str = ""
    purpose: str = ""
    legal_basis: str = ""
    result: Badge | None = None
    facts: tuple[tuple[Text, str], ...] = ()


def organisations_of(entry: EntryFacts) -> Iterator[str]:
    """Yield the ids of the organisations that an entry names."""
    if entry.who is not None:
        yield entry.who.organisation
        yield entry.target
        yield entry.who.chair.partition("@")[2]
        yield from organisations_in(entry.facts)


def line_of(entry: EntryFacts, reader: Actor, names: Mapping[str, str], named: Names) -> Line:
    """Return one entry in words.

    Args:
        entry: as audit returns it.
        reader: who looks.
        names: id of a person to name.
        named: id of an organisation to its name.
    """
    if entry.erased or entry.who is None:
        return Line(entry.sequence, entry.leaf, entry.at, erased=True)
    facts = {
        name: value_of(entry.event, name, value, named) for name, value in entry.facts.items()
    }
    who, ended = entry.who, result_badge(entry.result)
    return Line(
        sequence=entry.sequence,
        leaf=entry.leaf,
        at=entry.at,
        erased=False,
        person=who.person,
        name=names.get(who.person, ""),
        own=who.person == reader.person_id,
        chair=_chair(who.chair, named),
        organisation=named(who.organisation),
        machine=not who.chair,
        # sentences name thing and result like facts; a fact of that name goes before
        words=sentence(
            entry.event,
            {"target": isolate(named(entry.target)), "result": str(ended.words)}
            | {name: isolate(value) for name, value in facts.items()},
        ),
        event=entry.event,
        target=entry.target,
        purpose=purpose_words(entry.purpose),
        legal_basis=entry.legal_basis,
        result=ended,
        facts=tuple((label_of(name), value) for name, value in facts.items() if value),
    )


def _chair(chair: str, named: Names) -> str:
    """Return `desk_officer@beijing` in words, as long as the role exists."""
    role, _at, organisation = chair.partition("@")
    title = role_words(role)
    return f"{title}, {named(organisation)}" if organisation else title
