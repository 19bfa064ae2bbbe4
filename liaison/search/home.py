"""The embedded home of the index: files beside the database, and what came since, in memory.

The database is the truth. Every process maps the same files and keeps what came and went after
they were written; each question asks the database once for what is new, so what another process
put or took out is found or gone in the very next question. Nothing is written by asking.

What this transaction itself has put is seen by its own questions alone: it may yet be undone.
"""

import os
import threading
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import connection, transaction

from liaison.lib.finding import files
from liaison.lib.finding.asking import Mounted, bury, dead_of, mount
from liaison.lib.finding.building import Draft
from liaison.lib.finding.errors import FileDamaged
from liaison.lib.finding.files import Manifest
from liaison.lib.finding.types import Document
from liaison.lib.finding.warming import warm
from liaison.search import changes, terms
from liaison.search.changes import Changes
from liaison.search.errors import IndexBehind

# changes a process takes in by itself, about four seconds of work; more wait for the worker
CHANGES_MOST: Final = 20_000
DAMAGED: Final = "damaged"
_ATTEMPTS: Final = 3
_FOLDER: Final = "search"


@dataclass(frozen=True)
class State:
    """What a process knows of the index.

    Attributes:
        stamp: of the manifest read, or None when there is none.
        manifest: what it said; None also when the files cannot be used.
        base: segments in files.
        fresh: segments in memory, of what came since; the oldest first.
        covered: changes before this are known.
        seen: rows behind it that are known as well, and the transaction of each.
    """

    stamp: tuple[int, ...] | None = None
    manifest: Manifest | None = None
    base: tuple[Mounted, ...] = ()
    fresh: tuple[Mounted, ...] = ()
    covered: int = 0
    seen: Mapping[int, int] = field(default_factory=dict)


@dataclass
class _Known:
    """States by folder and database: tests change both."""

    states: dict[tuple[str, str], State] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)


_known: Final = _Known()


def folder() -> Path:
    """Return where the files of this node's index lie."""
    return Path(settings.NODE.home) / _FOLDER


def mounted() -> tuple[Mounted, ...]:
    """Return every segment in use at this moment, after one statement to the database.

    Raises:
        IndexBehind: the files are missing, damaged or far behind, and the worker is at it.
    """
    warm()
    place = (str(folder()), str(connection.settings_dict["NAME"]))
    state = _known.states.get(place) or State()
    for _ in range(_ATTEMPTS):
        if _stamp() != state.stamp:
            state = _opened()
        said = changes.since(state.covered, state.seen, most=CHANGES_MOST)
        if _fits(state, said):
            return _taken(place, state, said)
        state = _opened()
    raise IndexBehind


def written_here() -> None:
    """Remember, until this transaction ends, that it has changed the index."""
    transaction.on_commit(_nothing)


def forget_state() -> None:
    """Forget what this process knows: the next question reads everything again."""
    with _known.lock:
        _known.states.clear()


def _nothing() -> None:
    """Stand among the calls of a transaction until it ends: that is all that is wanted."""


def _written_here() -> bool:
    return any(call[1] is _nothing for call in connection.run_on_commit)


def _taken(place: tuple[str, str], state: State, said: Changes) -> tuple[Mounted, ...]:
    if len(said.rows) > CHANGES_MOST:
        raise IndexBehind
    new = taken_in(state, said)
    if not _written_here():
        with _known.lock:
            _known.states[place] = new
    return (*new.base, *new.fresh)


def _fits(state: State, said: Changes) -> bool:
    """Whether the files, or their absence, are those that the database speaks of."""
    if state.manifest is None:
        return not said.token
    return state.manifest.token in {said.token, said.pending}


def taken_in(state: State, said: Changes) -> State:
    """Return a state that knows the changes as well."""
    covered = max(state.covered, said.bound)
    known = {**state.seen, **{row.id: row.written for row in said.rows}}
    new = replace(
        state,
        covered=covered,
        # elsewhere than on PostgreSQL nothing is written by a transaction of that number
        seen={row: written for row, written in known.items() if written >= covered},
    )
    gone = [row.key for row in said.rows if row.gone]
    came = [row.document for row in said.rows if row.document]
    if gone:
        new = replace(
            new,
            base=tuple(bury(one, gone) for one in new.base),
            fresh=tuple(bury(one, gone) for one in new.fresh),
        )
    return replace(new, fresh=_with(new.fresh, came)) if came else new


def _with(fresh: tuple[Mounted, ...], came: Iterable[Document]) -> tuple[Mounted, ...]:
    """Return segments in memory with one more; the last ones become one while they are alike."""
    draft = Draft()
    for one in came:
        draft.add(one)
    kept = [*fresh, mount(draft.finish())]
    while len(kept) > 1 and kept[-2].segment.size <= 2 * kept[-1].segment.size:
        both = Draft()
        for part in kept[-2:]:
            both.add_segment(part.segment, dead_of(part))
        kept[-2:] = [mount(both.finish())]
    return tuple(kept)


def _stamp() -> tuple[int, ...] | None:
    try:
        found = os.stat(folder() / files.MANIFEST)  # noqa: PTH116 - every question asks
    except FileNotFoundError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size


def _opened() -> State:
    """Return the files as they are now; without them when they cannot be believed."""
    stamp = _stamp()
    for _ in range(_ATTEMPTS):
        try:
            manifest = files.manifest_of(folder())
            if manifest is None or manifest.version != terms.VERSION:
                return State(stamp)
            base = tuple(
                mount(files.read_segment(folder() / name), manifest.gone)
                for name in manifest.segments
            )
        except FileDamaged:
            if _stamp() != stamp:  # it was swapped meanwhile
                stamp = _stamp()
                continue
            # for the worker, which builds anew; without it, it finds out by itself
            with suppress(OSError):
                (folder() / DAMAGED).touch()
            return State(stamp)
        return State(stamp, manifest, base, covered=manifest.covered)
    return State(stamp)
