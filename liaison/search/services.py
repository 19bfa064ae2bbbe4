"""The verbs of search: put things in, take them out. In the caller's transaction, always."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar
from uuid import UUID

from django.db import transaction

from liaison.core import bulk
from liaison.lib.names.parts import keys
from liaison.search.errors import EntryRefused
from liaison.search.models import SearchEntry, SearchNumber, SearchToken
from liaison.search.policy import NAMES_MOST, NUMBER_LENGTH, NUMBERS_MOST, prepared
from liaison.search.types import Entry

TOKENS_MOST = 400  # of one entry: 12 names of 30 keys
_CHUNK = 500
_ENTRY = ("reference", "subject", "names", "birth", "birth_year", "nationalities", "sex")
_TOKEN = ("entry", "token")
_NUMBER = ("entry", "scheme", "folded")
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
        forget_many([entry.reference for entry in chunk])
        bulk.insert(SearchEntry, _ENTRY, (_row(entry) for entry in chunk))
        ids = dict(
            SearchEntry.objects.filter(
                reference__in=[entry.reference for entry in chunk]
            ).values_list("reference", "id")
        )
        pairs = [(ids[entry.reference], entry) for entry in chunk]
        bulk.insert(
            SearchToken, _TOKEN, ((row, one) for row, entry in pairs for one in _tokens(entry))
        )
        bulk.insert(
            SearchNumber,
            _NUMBER,
            (
                (row, scheme.value, folded)
                for row, entry in pairs
                for scheme, folded in dict.fromkeys(entry.numbers)
            ),
        )
        done += len(chunk)
    return done


@transaction.atomic
def forget_many(references: Iterable[UUID]) -> int:
    """Take things out of the index.

    Args:
        references: as they were put; unknown ones are passed over.

    Returns:
        How many were there.
    """
    gone = 0
    for chunk in _chunks(references):
        found = list(SearchEntry.objects.filter(reference__in=chunk).values_list("id", flat=True))
        if found:  # most of what is put was never there
            SearchToken.objects.filter(entry__in=found).delete()
            SearchNumber.objects.filter(entry__in=found).delete()
            SearchEntry.objects.filter(id__in=found).delete()
        gone += len(found)
    return gone


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
        str(entry.birth) if entry.birth else "",
        entry.birth.year if entry.birth else None,
        list(entry.nationalities),
        entry.sex,
    )


def _tokens(entry: Entry) -> Sequence[str]:
    found = dict.fromkeys(key for name in prepared(entry.names) for key in keys(name))
    return list(found)[:TOKENS_MOST]


def _chunks(things: Iterable[_Thing]) -> Iterator[list[_Thing]]:
    rest = iter(things)
    while chunk := list(islice(rest, _CHUNK)):
        yield chunk
