"""What came and went is written into files: new segments, a new manifest, old files removed.

One process at a time does it. It may stop anywhere (`liaison.lib.finding.files` names the points,
and two more are named here): the old files or the new ones are in use then, never something
between, and the next run goes on from there. Names of what is gone leave the files when those are
written again: at the latest `PURGE_SECONDS` later.
"""

import fcntl
import os
import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Final

from django.db import connection, transaction
from django.db.models import QuerySet

from liaison.lib.finding import files
from liaison.lib.finding.asking import Mounted, dead_of, mount
from liaison.lib.finding.building import Draft
from liaison.lib.finding.errors import FileDamaged
from liaison.lib.finding.files import SEGMENT_ENDING, Manifest
from liaison.search import changes, home, terms
from liaison.search.models import SearchBase, SearchChange, SearchEntry

# fewer changes stay in the memory of the processes
CHANGES_LEAST: Final = 300
PURGE_SECONDS: Final = 3600
GONE_SHARE: Final = 0.1  # of all documents; more are purged at once
FOLD: Final = 3  # a segment is written again with the newer ones when it is not that much larger
PROMISED, KEPT = "promised", "kept"  # crash points beside those of `files`
_ROW: Final = 1
_NOTHING: Final = Manifest("", terms.VERSION, 0)
_CHUNK: Final = 2000
_ALL: Final = 100_000_000
_LOCK: Final = "lock"
Progress = Callable[[int, int], None]
Step = Callable[[str], None]


def no_step(_: str) -> None:
    """Stop nowhere."""


def catch_up(
    *, now: datetime, anew: bool = False, progress: Progress | None = None, step: Step = no_step
) -> int:
    """Write changes into the files; see `services.catch_up`."""
    folder = home.folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with alone(folder) as first:
        if not first:
            return 0
        said = changes.since(0, most=0)
        manifest = _usable(folder, {said.token, said.pending})
        if anew or (manifest is None and said.token):
            return _anew(folder, manifest, now=now, progress=progress, step=step)
        return _merge(folder, manifest or _NOTHING, now=now, step=step)


@contextmanager
def alone(folder: Path) -> Iterator[bool]:
    """Hold the folder against other processes, or say that one has it."""
    handle = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield True
    except BlockingIOError:
        yield False
    finally:
        os.close(handle)


def _usable(folder: Path, tokens: set[str]) -> Manifest | None:
    """Return the manifest in use, when it is of this database and of these words."""
    try:
        manifest = files.manifest_of(folder)
    except FileDamaged:
        return None
    if manifest is None or (folder / home.DAMAGED).exists():
        return None
    fits = manifest.token in tokens and manifest.version == terms.VERSION
    return manifest if fits else None


def _merge(folder: Path, manifest: Manifest, *, now: datetime, step: Step) -> int:
    bound = _bound()
    rows = list(_rows(manifest.covered, bound).order_by("id"))
    gone = {row.entry for row in rows if row.gone} | set(manifest.gone)
    purge = bool(gone) and now.timestamp() - manifest.purged >= PURGE_SECONDS
    if len(rows) < CHANGES_LEAST and not (purge and manifest.segments):
        return 0
    draft = Draft()
    _take_in(draft, [row.entry for row in rows if not row.gone])
    try:
        base = [mount(files.read_segment(folder / one), gone) for one in manifest.segments]
    except FileDamaged:
        return _anew(folder, None, now=now, progress=None, step=step)
    purge = purge or len(gone) > GONE_SHARE * sum(one.segment.size for one in base)
    kept = 0 if purge else _kept([one.segment.size for one in base], len(draft))
    for one in base[kept:]:
        draft.add_segment(one.segment, dead_of(one))
    left = gone & _keys(base[:kept])
    new = _written(folder, draft, step)
    _put_in_place(
        folder,
        manifest,
        Manifest(
            token=secrets.token_hex(16),
            version=terms.VERSION,
            covered=bound,
            segments=(*manifest.segments[:kept], *new),
            gone=tuple(sorted(left)),
            purged=manifest.purged if left else now.timestamp(),
        ),
        step,
    )
    return len(rows)


def _anew(
    folder: Path,
    manifest: Manifest | None,
    *,
    now: datetime,
    progress: Progress | None,
    step: Step,
) -> int:
    """Build everything again from the entries."""
    bound, total, done = _bound(), SearchEntry.objects.count(), 0
    draft, last = Draft(), 0
    while ids := list(
        SearchEntry.objects.filter(id__gt=last)
        .order_by("id")
        .values_list("id", flat=True)[:_CHUNK]
    ):
        _take_in(draft, ids)
        last, done = ids[-1], done + len(ids)
        if progress:
            progress(done, max(total, done))
    new = _written(folder, draft, step)
    token = secrets.token_hex(16)
    anew = Manifest(token, terms.VERSION, bound, new, purged=now.timestamp())
    _put_in_place(folder, manifest, anew, step)
    (folder / home.DAMAGED).unlink(missing_ok=True)
    return done


def _bound() -> int:
    """Return the bound before which every change can be seen by now."""
    return changes.since(_ALL**2, most=0).bound


def _rows(covered: int, bound: int) -> QuerySet[SearchChange]:
    column = "written" if connection.vendor == "postgresql" else "id"
    return SearchChange.objects.filter(**{f"{column}__gte": covered, f"{column}__lt": bound})


def _take_in(draft: Draft, ids: Sequence[int]) -> None:
    rest = iter(ids)
    while chunk := list(islice(rest, _CHUNK)):
        rows = SearchEntry.objects.filter(id__in=chunk).order_by("id")
        for row in rows.values_list("id", "names", "numbers", "birth"):
            draft.add(changes.document(*row))


def _kept(sizes: Sequence[int], fresh: int) -> int:
    """Return how many segments stay as they are: those much larger than all that is newer."""
    count = len(sizes)
    while count and sizes[count - 1] <= FOLD * fresh:
        fresh += sizes[count - 1]
        count -= 1
    return count


def _keys(base: Sequence[Mounted]) -> set[int]:
    return {key for one in base for key in one.segment.key.tolist()}


def _written(folder: Path, draft: Draft, step: Step) -> tuple[str, ...]:
    if not len(draft):
        return ()
    name = f"{secrets.token_hex(8)}{SEGMENT_ENDING}"
    files.write_segment(folder / name, draft.finish(), step=step)
    return (name,)


def _put_in_place(folder: Path, old: Manifest | None, new: Manifest, step: Step) -> None:
    """Have files and database speak of the same: promised, swapped, kept, the rest removed."""
    with transaction.atomic():
        # what is in place stays good until the new one is; what was lost stays lost
        good = {"token": old.token} if old else {}
        SearchBase.objects.update_or_create(id=_ROW, defaults={**good, "pending": new.token})
    step(PROMISED)
    files.swap(folder, new, step=step)
    with transaction.atomic():
        SearchBase.objects.filter(id=_ROW).update(token=new.token, pending="")
        _rows(0, new.covered).delete()
    step(KEPT)
    files.sweep(folder, new)
