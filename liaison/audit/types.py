"""Entries of the log as values, and the exact bytes that are committed to and hashed."""

import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import MappingProxyType
from typing import TypeAlias

import rfc8785

# A string is a Sequence too; the scalars are named all the same, for the reader.
JsonValue: TypeAlias = (
    bool | int | float | str | Sequence["JsonValue"] | Mapping[str, "JsonValue"] | None
)
_dumps = json.JSONEncoder(
    ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
).encode
NO_FACTS: Mapping[str, JsonValue] = MappingProxyType({})


@dataclass(frozen=True)
class Who:
    """Somebody, in plain text that outlives their account.

    Attributes:
        person: id of the person; for machines the machine's name.
        chair: role and organisation they acted in; empty for machines.
        organisation: id of the organisation they acted for.
    """

    person: str
    chair: str
    organisation: str

    @classmethod
    def machine(cls, name: str, organisation: str) -> "Who":
        """Return a worker or a command of a node.

        Args:
            name: What the machine is called.
            organisation: The bureau whose node it is.

        Returns:
            Somebody without a chair.
        """
        return cls(person=name, chair="", organisation=organisation)


@dataclass(frozen=True)
class Entry:
    """What is to be recorded.

    Attributes:
        who: somebody who did it.
        event: `room:subject:verb`; stored for ever, so it never changes.
        target: id of the thing it was done to.
        at: when.
        purpose: what for, as the actor said.
        legal_basis: the article relied on.
        result: how it ended.
        facts: what a reader needs besides, in plain values.
    """

    who: Who
    event: str
    target: str
    at: datetime
    purpose: str = ""
    legal_basis: str = ""
    result: str = "done"
    facts: Mapping[str, JsonValue] = field(default_factory=lambda: NO_FACTS)

    def body(self) -> bytes:
        """Return the words of the entry: canonical JSON (RFC 8785), what the commitment binds.

        `at` is missing on purpose: it belongs to the leaf, which stays when the words go.

        Returns:
            UTF-8 bytes of `{"event","facts","legal_basis","purpose","result","target","who"}`,
            `who` being `{"chair","organisation","person"}`.
        """
        facts = _plain(self.facts)
        content: JsonValue = {
            "event": self.event,
            "facts": facts,
            "legal_basis": self.legal_basis,
            "purpose": self.purpose,
            "result": self.result,
            "target": self.target,
            "who": {
                "chair": self.who.chair,
                "organisation": self.who.organisation,
                "person": self.who.person,
            },
        }
        if _is_simple(facts):
            # The same bytes in a fifth of the time; a test holds one against the other.
            return _dumps(content).encode()
        return rfc8785.dumps(content)


@dataclass(frozen=True)
class EntryFacts:
    """One entry as a reader sees it; without its words when they were erased.

    Attributes:
        sequence: place in the tree, from 0.
        leaf: id of the leaf.
        at: when.
        erased: True when only the commitment is left; every text is then empty.
        who: somebody who did it; None when erased.
        event: `room:subject:verb`.
        target: id of the thing it was done to.
        purpose: what for.
        legal_basis: the article relied on.
        result: how it ended.
        facts: what a reader needs besides.
    """

    sequence: int
    leaf: uuid.UUID
    at: datetime
    erased: bool
    who: Who | None = None
    event: str = ""
    target: str = ""
    purpose: str = ""
    legal_basis: str = ""
    result: str = ""
    facts: Mapping[str, JsonValue] = field(default_factory=lambda: NO_FACTS)


@dataclass(frozen=True)
class CheckpointFacts:
    """A signed statement of the log about itself.

    Attributes:
        size: number of leaves in the tree.
        root: root of the tree.
        note: the signed text (C2SP tlog-checkpoint) that others can verify.
        at: when it was signed.
    """

    size: int
    root: bytes
    note: str
    at: datetime


@dataclass(frozen=True)
class Opening:
    """What opens an entry's commitment.

    Attributes:
        at: of the leaf.
        salt: 32 bytes.
        body: its words, canonical JSON.
    """

    at: datetime
    salt: bytes
    body: str


@dataclass(frozen=True)
class Settled:
    """Leaves that have their place in the tree, and a checkpoint that covers them.

    Attributes:
        checkpoint: covers every leaf named here.
        index: leaf id to place in the tree.
    """

    checkpoint: CheckpointFacts
    index: Mapping[uuid.UUID, int]


def leaf_content(leaf: uuid.UUID, at: datetime, commitment: bytes) -> bytes:
    """Return the bytes of a leaf: what is hashed into the tree.

    Exactly `{"at":"2026-03-04T05:06:07.000008Z","commitment":"<64 hex digits>","id":"<uuid>"}`:
    canonical JSON (RFC 8785), written out because it is done once per entry in verification; a
    test holds it against the library. The moment has six decimals, in UTC, always.

    Args:
        leaf: Id of the leaf.
        at: An aware moment.
        commitment: 32 bytes.

    Returns:
        ASCII bytes.
    """
    moment = at.astimezone(UTC).isoformat(timespec="microseconds").removesuffix("+00:00")
    return f'{{"at":"{moment}Z","commitment":"{commitment.hex()}","id":"{leaf}"}}'.encode()


def _plain(value: JsonValue) -> JsonValue:
    """Return the value in the containers that the JSON library knows."""
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return value


def _is_simple(value: JsonValue) -> bool:
    """Tell whether Python's own encoder writes this value as RFC 8785 wants it.

    It does, except for numbers with a fraction (section 3.2.2.3) and the order of names beyond
    ASCII (section 3.2.3 sorts by UTF-16 code units).
    """
    if isinstance(value, dict):
        return all(key.isascii() and _is_simple(inner) for key, inner in value.items())
    if isinstance(value, list):
        return all(_is_simple(inner) for inner in value)
    return not isinstance(value, float)
