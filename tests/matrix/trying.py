"""One cell: a chair sends something somewhere; what it got, and what that left behind."""

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus

from django.apps import apps
from django.db import connection, transaction
from django.http import HttpResponse

from liaison.audit.models import Payload
from tools.who_may import FORBIDDEN, HIDDEN, INVALID, NO_CHAIR, OPENS, PROVES, SET_UP, SIGN_IN

REFUSED = "web:request:refused"
# what answering itself writes: the log, sessions, attempts to sign in
BESIDE = ("audit_", "django_session", "identity_session", "axes_")
# refusals that say who may; all others say that a form, or a state, was wrong
AUTHORITY = frozenset(
    {
        "casework:not_yours",
        "casework:same_person",
        "identity:outside_authority",
        "identity:permission",
        "identity:same_person",
        "identity:self_grant",
        "queries:same_person",
        "queries:second_person",
        "records:not_the_owner",
    }
)
# a form that came back as it was typed
UNREAD = frozenset({400, 422})
WRONG_FORM = frozenset({400, 403, 409, 422})
REDIRECTS = range(300, 400)
NOT_FOUND = 404
# pages that answer so when what was searched for is not there
SEARCHES = frozenset({"find"})
PLACES = {"/sign-in/": SIGN_IN, "/own/": SET_UP}
# pages that lead there when all went well
EXPECTED: Mapping[str, frozenset[str]] = defaultdict(
    frozenset,
    {
        "/sign-in/": frozenset({"sign-in", "sign-out", "sign-in-second", "sign-in-passkey"}),
        "/own/": frozenset(
            {"own-app-remove", "own-app", "own-passkey", "own-passkeys", "own-password"}
            | {"own-session", "own-sessions"}
        ),
    },
)


@dataclass(frozen=True)
class Got:
    """What a chair got.

    Attributes:
        letter: of the table; "?" for what no letter says.
        said: status and code, for whoever reads a failure.
        logged: entries of refusals.
        wrote: tables that have other numbers of rows than before.
    """

    letter: str
    said: str
    logged: int
    wrote: tuple[str, ...]


@dataclass(frozen=True)
class Before:
    """How the node stands before a cell.

    Attributes:
        rows: of every table of the house.
        refused: entries of refusals.
    """

    rows: Mapping[str, int]
    refused: frozenset[object]

    @classmethod
    def now(cls) -> "Before":
        """Look."""
        refused = Payload.objects.filter(event=REFUSED).values_list("pk", flat=True)
        return cls(counted(), frozenset(refused))


@contextmanager
def undone() -> Iterator[None]:
    """Take back whatever is done inside."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def tried(send: Callable[[], HttpResponse], *, before: Before, loose: bool, page: str) -> Got:
    """Send it, look, and take everything back.

    Args:
        send: sends it.
        before: how the node stands, as after every cell.
        loose: as in the table.
        page: name of the address.
    """
    with undone():
        answer = send()
        codes = _refusals(before.refused)
        letter = _letter(answer, codes, loose=loose, page=page)
        after = before.rows if letter == OPENS else counted()
        wrote = tuple(name for name, rows in before.rows.items() if rows != after[name])
    return Got(letter, f"{answer.status_code} {codes}", len(codes), wrote)


def counted() -> Mapping[str, int]:
    """Return how many rows every table of the house has, in one statement."""
    names = sorted(
        model._meta.db_table
        for model in apps.get_models()
        if not model._meta.db_table.startswith(BESIDE)
    )
    quoted = connection.ops.quote_name
    asked = " UNION ALL ".join(
        f"SELECT '{name}', count(*) FROM {quoted(name)}"  # noqa: S608 - names of our own tables
        for name in names
    )
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return dict(cursor.fetchall())


def _refusals(before: Collection[object]) -> tuple[str, ...]:
    rows = Payload.objects.filter(event=REFUSED)
    return tuple(str(json.loads(row.body)["result"]) for row in rows if row.pk not in before)


def _letter(answer: HttpResponse, codes: tuple[str, ...], *, loose: bool, page: str) -> str:
    status = answer.status_code
    if status in REDIRECTS:
        place = answer["Location"].partition("?")[0]
        return OPENS if page in EXPECTED[place] else PLACES.get(place, OPENS)
    if status == NOT_FOUND:
        return OPENS if page in SEARCHES else HIDDEN
    ways = (
        (status < REDIRECTS.start, OPENS),
        (bool(set(codes) & AUTHORITY), FORBIDDEN),
        ("identity:no_chair" in codes, NO_CHAIR),
        (status == HTTPStatus.FORBIDDEN and b"confirm-method" in answer.content, PROVES),
        (loose and status in WRONG_FORM, OPENS),
        (status in UNREAD and not codes, INVALID),
    )
    return next((letter for found, letter in ways if found), "?")
