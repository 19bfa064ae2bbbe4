"""The verbs of search: put things in, take them out. In the caller's transaction, always."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import TypeVar
from uuid import UUID

from django.db import transaction

from liaison.core import bulk
from liaison.search import home, merging
from liaison.search.errors import EntryRefused
from liaison.search.models import SearchBase, SearchChange, SearchEntry
from liaison.search.policy import NAMES_MOST, NUMBER_LENGTH, NUMBERS_MOST
from liaison.search.types import Entry

_CHUNK = 500
_ENTRY = ("reference", "subject", "names", "numbers", "birth", "nationalities", "sex")
_CHANGE = ("entry", "gone")
_Thing = TypeVar("_Thing")


@transaction.atomic
def put_many(entries: Iterable[Entry]) -> int:
    """Put things into the index, or replace what it holds of them.

    Args:
        entries: any number; each reference once.

    Returns:
        How many were put.

    Raises:
        EntryRefused: an entry has more, or longer, texts than the index takes; nothing is put.
    """
    done = 0
    for chunk in _chunks(entries):
        for entry in chunk:
            _check(entry)
        references = [entry.reference for entry in chunk]
        forget_many(references)
        bulk.insert(SearchEntry, _ENTRY, (_row(entry) for entry in chunk))
        came = SearchEntry.objects.filter(reference__in=references).values_list("id", flat=True)
        bulk.insert(SearchChange, _CHANGE, [(one, False) for one in sorted(came)])
        done += len(chunk)
    home.written_here()
    return done


@transaction.atomic
def forget_many(references: Iterable[UUID]) -> int:
    """Take things out of the index.

    Their names are gone from the database with this transaction; out of the files they go when
    those are written the next time, at most `merging.PURGE_SECONDS` later.

    Args:
        references: as they were put; unknown ones are passed over.

    Returns:
        How many were there.
    """
    gone = 0
    for chunk in _chunks(references):
        found = list(SearchEntry.objects.filter(reference__in=chunk).values_list("id", flat=True))
        if found:  # most of what is put was never there
            SearchEntry.objects.filter(id__in=found).delete()
            bulk.insert(SearchChange, _CHANGE, [(one, True) for one in sorted(found)])
        gone += len(found)
    home.written_here()
    return gone


@transaction.atomic
def begin_anew() -> None:
    """Forget which files belong to this database, so that the worker makes all of them anew.

    For a database that was restored or moved: the numbers of transactions in its changes are
    those of another server, and would be read with every question for ever.
    """
    SearchChange.objects.all().delete()
    SearchBase.objects.all().delete()


def catch_up(
    *, now: datetime, anew: bool = False, progress: Callable[[int, int], None] | None = None
) -> int:
    """Write what has changed into the files of the index, in transactions of its own.

    The worker does it again and again; whoever has put very much calls it as well.

    Args:
        now: the present moment.
        anew: build the files again from all entries.
        progress: told how many entries are done, of how many.

    Returns:
        How many changes, or entries, were written; 0 also when another process is at it.
    """
    return merging.catch_up(now=now, anew=anew, progress=progress)


def _check(entry: Entry) -> None:
    if len(entry.names) > NAMES_MOST:
        raise EntryRefused("names", len(entry.names), NAMES_MOST)
    if len(entry.numbers) > NUMBERS_MOST:
        raise EntryRefused("numbers", len(entry.numbers), NUMBERS_MOST)
    longest = max((len(folded) for _, folded in entry.numbers), default=0)
    if longest > NUMBER_LENGTH:
        raise EntryRefused("number", longest, NUMBER_LENGTH)


def _row(entry: Entry) -> tuple[object, ...]:
    return (
        entry.reference,
        entry.subject.value,
        list(entry.names),
        [[scheme.value, folded] for scheme, folded in dict.fromkeys(entry.numbers)],
        str(entry.birth) if entry.birth else "",
        list(entry.nationalities),
        entry.sex,
    )


def _chunks(things: Iterable[_Thing]) -> Iterator[list[_Thing]]:
    rest = iter(things)
    while chunk := list(islice(rest, _CHUNK)):
        yield chunk
