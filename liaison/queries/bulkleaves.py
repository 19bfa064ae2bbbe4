"""Lines of a bulk check as leaves of a tree: one entry of the log binds a thousand of them. Pure.

A leaf is a salted commitment (`liaison.lib.ledger.commitment`) to what the line said and what was
answered. The salt of each line is made from one key of its chunk, so that one line can be opened
without opening its neighbours, and all of them are closed for ever when the key is erased.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from typing import Final
from uuid import UUID

from liaison.lib.ledger.commitment import commit
from liaison.lib.ledger.proofs import inclusion_proof, verify_inclusion
from liaison.lib.ledger.tree import leaf_hash, root
from liaison.queries.types.bulk import LineProof

KEY_BYTES: Final = 32
REJECTED: Final = "rejected"
_HASH: Final = 32
_dumps: Final = json.JSONEncoder(
    ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
).encode


def content(line: int, cells: Mapping[str, str], verdict: str, hits: Sequence[UUID]) -> bytes:
    """Return what is bound of one line: canonical JSON (RFC 8785).

    Names are ASCII, values texts, lists of texts and one integer, so Python's own encoder writes
    the canonical form.

    Args:
        line: its number.
        cells: what it said, by column; empty ones are left out.
        verdict: what was answered, or `REJECTED`.
        hits: ids of the hits it made.
    """
    said = {
        "cells": dict(cells),
        "hits": [str(one) for one in hits],
        "line": line,
        "verdict": verdict,
    }
    return _dumps(said).encode()


def salt(key: bytes, line: int) -> bytes:
    """Return the salt of one line: HMAC-SHA256 of its number under the key of its chunk."""
    return hmac.digest(key, line.to_bytes(8, "big"), hashlib.sha256)


def leaf(key: bytes, line: int, said: bytes) -> bytes:
    """Return the hash of one line's leaf."""
    return leaf_hash(commit(salt(key, line), said))


def root_of(leaves: bytes) -> bytes:
    """Return the root over leaves that stand one behind the other."""
    return root(split(leaves))


def split(leaves: bytes) -> list[bytes]:
    """Return leaves that stand one behind the other as a list."""
    return [leaves[start : start + _HASH] for start in range(0, len(leaves), _HASH)]


def path(leaves: bytes, index: int) -> tuple[bytes, ...]:
    """Return the path from one leaf to the root."""
    return inclusion_proof(index, split(leaves))


def verify(proof: LineProof, *, line: int, cells: Mapping[str, str]) -> None:
    """Check that a line is bound by the root of an entry of the log.

    Args:
        proof: what was given out.
        line: its number.
        cells: the line as it was sent.

    Raises:
        InclusionRefused: it is not: the line said something else, or was answered otherwise.
    """
    said = content(line, cells, proof.verdict, proof.hits)
    verify_inclusion(
        index=proof.index,
        size=proof.size,
        leaf=leaf_hash(commit(proof.salt, said)),
        proof=proof.path,
        root_hash=proof.root,
    )
