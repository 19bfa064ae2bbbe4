"""Things a case file points to: found by what an officer can copy, shown by what they are called.

Unknown and hidden look alike: whoever guesses a reference learns nothing.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from liaison.casework import selectors, services
from liaison.casework.errors import NoSuchRelated
from liaison.casework.types import RelatedFacts
from liaison.casework.words import RelatedKind
from liaison.core.errors import Refusal
from liaison.exchange import selectors as exchange
from liaison.identity.types import Actor, Permission
from liaison.queries import selectors as queries
from liaison.records import selectors as records
from liaison.web.casework.words import RELATED, Text

_ID: Final = re.compile(r"[0-9a-f]{8}(?:-?[0-9a-f]{4}){3}-?[0-9a-f]{12}", re.IGNORECASE)
_MESSAGE: Final = re.compile(r"(?:.*/messages/)?(\d{1,18})/?")


@dataclass(frozen=True)
class Related:
    """One pointer of a case file.

    Attributes:
        facts: the pointer.
        kind: what it leads to.
        title: what the thing is called; its kind alone where this actor may not see it.
        address: of its page, or "" where this actor may not see it.
    """

    facts: RelatedFacts
    kind: Text
    title: str
    address: str


def reference_of(actor: Actor, kind: RelatedKind, said: str, now: datetime) -> UUID:
    """Return the id of a thing from its reference, its number, or the address of its page.

    Args:
        actor: who looks.
        kind: what it is.
        said: as typed or pasted.
        now: the present moment.

    Raises:
        NoSuchRelated: nothing, several things, or nothing this actor may know.
    """
    try:
        found = _FINDERS[kind](actor, said.strip(), now)
    except Refusal as refusal:
        raise NoSuchRelated(kind) from refusal
    if found is None:
        raise NoSuchRelated(kind)
    return found


def related_of(actor: Actor, facts: Iterable[RelatedFacts], now: datetime) -> list[Related]:
    """Return pointers with what they lead to, a query for each kind.

    Args:
        actor: who looks.
        facts: the pointers.
        now: the present moment.
    """
    rows = list(facts)
    known: dict[tuple[RelatedKind, UUID], tuple[str, str]] = {}
    for kind, name in _NAMERS.items():
        if wanted := [one.reference for one in rows if one.kind is kind]:
            known |= {(kind, key): said for key, said in name(actor, wanted, now).items()}
    hidden = (_("Not shown to you"), "")
    return [
        Related(one, RELATED[one.kind], *known.get((one.kind, one.reference), hidden))
        for one in rows
    ]


def _id_in(said: str) -> UUID | None:
    found = _ID.search(said)
    return UUID(found[0]) if found else None


def _request(actor: Actor, said: str, now: datetime) -> UUID | None:
    if found := _id_in(said):
        return found
    lines = services.find_requests(actor, reference=said.upper(), now=now).lines
    return lines[0].id if len(lines) == 1 else None


def _case(actor: Actor, said: str, now: datetime) -> UUID | None:
    if found := _id_in(said):
        return found
    lines = selectors.cases(actor, state=None, text=said, now=now)
    return next((one.id for one in lines if one.reference.casefold() == said.casefold()), None)


def _record(actor: Actor, said: str, now: datetime) -> UUID | None:  # noqa: ARG001
    if found := _id_in(said):
        return found
    rows = list(records.listed(actor, kind=None, text=said)[:2]) if said else []
    return rows[0].pk if len(rows) == 1 else None


def _hit(actor: Actor, said: str, now: datetime) -> UUID | None:  # noqa: ARG001
    found = _id_in(said)
    # casework lies below the room of hits: it is asked here whether this actor sees the hit
    return queries.get(actor, found).pk if found else None


def _message(actor: Actor, said: str, now: datetime) -> UUID | None:  # noqa: ARG001
    found = _MESSAGE.fullmatch(said)
    return exchange.get(actor, found[1]).jti if found else _id_in(said)


Find = Callable[[Actor, str, datetime], UUID | None]
Names = Mapping[UUID, tuple[str, str]]


def _requests_named(actor: Actor, ids: list[UUID], now: datetime) -> Names:
    rows = selectors.visible_to(actor, now).filter(pk__in=ids)
    return {
        key: (f"{reference} {subject}", reverse("request", args=[key]))
        for key, reference, subject in rows.values_list("pk", "our_reference", "subject")
    }


def _cases_named(actor: Actor, ids: list[UUID], now: datetime) -> Names:
    rows = selectors.cases_visible_to(actor, now).filter(pk__in=ids)
    return {
        key: (f"{reference} {title}", reverse("case", args=[key]))
        for key, reference, title in rows.values_list("pk", "reference", "title")
    }


def _records_named(actor: Actor, ids: list[UUID], now: datetime) -> Names:  # noqa: ARG001
    seen = records.seen_among(actor, ids)
    return {key: (_("Open the record"), reverse("record", args=[key])) for key in seen}


def _hits_named(actor: Actor, ids: list[UUID], now: datetime) -> Names:  # noqa: ARG001
    if not actor.may(Permission.HIT_READ):
        return {}
    rows = queries.visible_to(actor).filter(pk__in=ids).values_list("pk", flat=True)
    return {key: (_("Open the hit"), reverse("hit", args=[key])) for key in rows}


def _messages_named(actor: Actor, ids: list[UUID], now: datetime) -> Names:  # noqa: ARG001
    if not actor.may(Permission.MESSAGE_READ):
        return {}
    rows = exchange.visible_to(actor).filter(jti__in=ids).values_list("jti", "pk")
    return {
        key: (_("Message %(number)s") % {"number": pk}, reverse("message", args=[pk]))
        for key, pk in rows
    }


_FINDERS: Final[Mapping[RelatedKind, Find]] = {
    RelatedKind.REQUEST: _request,
    RelatedKind.CASE: _case,
    RelatedKind.RECORD: _record,
    RelatedKind.HIT: _hit,
    RelatedKind.MESSAGE: _message,
}
_NAMERS: Final[Mapping[RelatedKind, Callable[[Actor, list[UUID], datetime], Names]]] = {
    RelatedKind.REQUEST: _requests_named,
    RelatedKind.CASE: _cases_named,
    RelatedKind.RECORD: _records_named,
    RelatedKind.HIT: _hits_named,
    RelatedKind.MESSAGE: _messages_named,
}
