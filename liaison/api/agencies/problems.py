"""From a refusal to a problem of RFC 9457: one table, by the refusal's code.

A code without a row still gets the right status and an honest title, and tells nothing more.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from liaison.api.agencies.request import ROOT
from liaison.core.errors import Refusal

MEDIA_TYPE: Final = "application/problem+json"
DETAIL_MAXIMUM: Final = 300
ERRORS_MAXIMUM: Final = 20
POINTER_MAXIMUM: Final = 120
WORD: Final = re.compile(r"[a-z][a-z0-9_:.]*")
# JSON that a browser takes for a page by mistake must not be one
_HARMLESS: Final = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "", "\u2029": ""}


@dataclass(frozen=True)
class Kind:
    """One kind of problem.

    Attributes:
        status: the HTTP status.
        title: what happened, the same every time.
        under: where in the body the fields lie that the refusal names.
        retry: whether the same call may succeed later.
    """

    status: HTTPStatus
    title: str
    under: str = ""
    retry: bool = False


@dataclass(frozen=True)
class Wrong:
    """One field that is wrong.

    Attributes:
        pointer: JSON Pointer into the body as a URI fragment, or "" when it is not of the body.
        parameter: name of a parameter of the query or the path, or a header.
        detail: what is wrong with it.
        code: a word for it.
    """

    detail: str
    code: str
    pointer: str = ""
    parameter: str = ""

    def told(self) -> dict[str, str]:
        """Return what the caller gets."""
        place = {"pointer": self.pointer} if self.pointer else {"parameter": self.parameter}
        return {**place, "detail": self.detail, "code": self.code}


BAD, UNAUTHORIZED = HTTPStatus.BAD_REQUEST, HTTPStatus.UNAUTHORIZED
FORBIDDEN, NOT_FOUND, CONFLICT = HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT
UNFIT = HTTPStatus.UNPROCESSABLE_ENTITY
MISSING: Final = "There is nothing here that this machine may see."
STATE: Final = "This cannot be done in the present state."
KINDS: Final[Mapping[str, Kind]] = {
    # the door
    "api:malformed": Kind(BAD, "The call cannot be read."),
    "api:cursor": Kind(BAD, "The cursor does not belong to this list."),
    "api:idempotency_key": Kind(BAD, "The Idempotency-Key is missing or malformed."),
    "api:no_key": Kind(UNAUTHORIZED, "A machine key is needed."),
    "api:no_operation": Kind(NOT_FOUND, "The API has nothing at this address."),
    "api:method": Kind(HTTPStatus.METHOD_NOT_ALLOWED, "The address does not take this method."),
    "api:not_acceptable": Kind(HTTPStatus.NOT_ACCEPTABLE, "The API answers in JSON."),
    "api:length_required": Kind(
        HTTPStatus.LENGTH_REQUIRED, "The body must come with its Content-Length."
    ),
    "api:too_large": Kind(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "The body is too large."),
    "api:media_type": Kind(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "The body's type is not taken."),
    "api:invalid": Kind(UNFIT, "A field is missing, unknown or malformed."),
    "api:too_many": Kind(HTTPStatus.TOO_MANY_REQUESTS, "Too many calls.", retry=True),
    "api:failed": Kind(HTTPStatus.INTERNAL_SERVER_ERROR, "Something went wrong here."),
    "api:busy": Kind(HTTPStatus.SERVICE_UNAVAILABLE, "The bureau is busy.", retry=True),
    # idempotency
    "core:key_reused": Kind(UNFIT, "The Idempotency-Key was used for another request."),
    "core:in_flight": Kind(CONFLICT, "The same call is being answered.", retry=True),
    "core:call_lost": Kind(CONFLICT, "Another attempt took the call over.", retry=True),
    # identity
    "identity:machine_key": Kind(UNAUTHORIZED, "The machine key is not valid."),
    "identity:permission": Kind(FORBIDDEN, "The machine key does not carry the permission."),
    # exchange
    "exchange:unknown_bureau": Kind(CONFLICT, "The bureau is not in the trust directory."),
    "exchange:too_large": Kind(UNFIT, "This is more than one message carries."),
    "exchange:unfit": Kind(UNFIT, "No bureau would read such a message."),
    "exchange:trust": Kind(HTTPStatus.SERVICE_UNAVAILABLE, "No trust directory rules here."),
    "exchange:keys": Kind(HTTPStatus.SERVICE_UNAVAILABLE, "The bureau's keys cannot be read."),
    # audit
    "audit:entry": Kind(UNFIT, "A value cannot be written into the audit log."),
    # casework
    "casework:text": Kind(UNFIT, "A text is missing, too long or has forbidden characters."),
    "casework:field": Kind(UNFIT, "A field holds what it may not."),
    "casework:address": Kind(UNFIT, "An address cannot be asked."),
    "casework:grounds": Kind(UNFIT, "A refusal needs grounds of the list, nothing else does."),
    "casework:no_request": Kind(NOT_FOUND, MISSING),
    "casework:not_yours": Kind(FORBIDDEN, "It is in somebody else's hands."),
    "casework:transition": Kind(CONFLICT, STATE),
    "casework:direction": Kind(CONFLICT, STATE),
    # files
    "files:no_file": Kind(NOT_FOUND, MISSING),
    "files:name": Kind(UNFIT, "The name of the file is not taken."),
    "files:empty": Kind(UNFIT, "The file is empty."),
    "files:too_large": Kind(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "The file is too large."),
    "files:quota": Kind(HTTPStatus.INSUFFICIENT_STORAGE, "The desk's room for files is full."),
    "files:disk_full": Kind(HTTPStatus.INSUFFICIENT_STORAGE, "The bureau's disk is full."),
    "files:not_clean": Kind(CONFLICT, "The file has not been found clean."),
    "files:damaged": Kind(HTTPStatus.INTERNAL_SERVER_ERROR, "The file is damaged."),
    # records
    "records:document": Kind(UNFIT, "A field is missing, malformed or contradicts another."),
    "records:recipients": Kind(UNFIT, "A list of bureaus cannot be one."),
    "records:taken": Kind(CONFLICT, "An active record is about the same already."),
    "records:no_document": Kind(NOT_FOUND, MISSING),
    "records:transition": Kind(CONFLICT, "The record was withdrawn."),
    "records:changed_meanwhile": Kind(CONFLICT, "Somebody changed it after it was read."),
    "records:correction": Kind(UNFIT, "A record stays what it is about."),
    "records:text": Kind(UNFIT, "A text is missing, too long or has forbidden characters."),
    # queries
    "queries:question": Kind(UNFIT, "What was sent cannot be read.", under="question/"),
    "queries:text": Kind(UNFIT, "A text is missing, too long or has forbidden characters."),
    "queries:no_hit": Kind(NOT_FOUND, MISSING),
    "queries:not_fetched": Kind(CONFLICT, "The full record was not fetched from its owner."),
    "queries:name_only": Kind(CONFLICT, "Nothing but a name speaks for this hit."),
    "queries:transition": Kind(CONFLICT, STATE),
    "queries:no_bulk": Kind(NOT_FOUND, MISSING),
    "queries:no_line": Kind(NOT_FOUND, MISSING),
    "queries:bulk_limit": Kind(CONFLICT, "A list is empty, too long, or too many are under way."),
    "queries:bulk_purpose": Kind(UNFIT, "For this purpose no list may be checked."),
    "queries:too_many": Kind(UNFIT, "More questions than one batch may have."),
}


def kind_of(refusal: Refusal) -> Kind:
    """Return the kind of a refusal; hidden and missing look alike."""
    found = KINDS.get(refusal.code)
    if found is not None:
        return found
    hidden = type(refusal).__name__.startswith("NoSuch")
    return Kind(NOT_FOUND, MISSING) if hidden else Kind(CONFLICT, STATE)


def about(code: str) -> str:
    """Return the type of a problem: where the reference page speaks of it."""
    return f"{ROOT}#{code.replace(':', '-')}"


def wrong_of(refusal: Refusal, under: str = "") -> tuple[Wrong, ...]:
    """Return the field that a refusal names, if it names one.

    Args:
        refusal: what a service raised.
        under: where in the body it was read from; else as the table says.
    """
    field = getattr(refusal, "field", "")
    if not isinstance(field, str) or not field or refusal.code not in KINDS:
        return ()
    place, field = under or KINDS[refusal.code].under, field.replace(".", "/")
    reason = str(getattr(refusal, "reason", ""))
    # some refusals give their reason as a sentence: `detail` tells it, a program needs a word
    word = reason if WORD.fullmatch(reason) else ""
    word = word or getattr(getattr(refusal, "cause", None), "code", refusal.code)
    return (Wrong(str(refusal)[:DETAIL_MAXIMUM], word, pointer=f"#/{place}{field}"),)


def problem(
    refusal: Refusal, *, instance: str, wrong: Sequence[Wrong] = (), under: str = ""
) -> dict[str, object]:
    """Return a refusal as the members of a problem (RFC 9457 section 3).

    Args:
        refusal: what was raised.
        instance: names this one occurrence, to be quoted.
        wrong: the fields that are wrong, where the refusal does not say it itself.
        under: where in the body the refusal's field lies.
    """
    kind = kind_of(refusal)
    said = str(refusal) if refusal.code in KINDS else ""
    found: dict[str, object] = {
        "type": about(refusal.code if refusal.code in KINDS else "api:refused"),
        "title": kind.title,
        "status": int(kind.status),
        "detail": (said or kind.title)[:DETAIL_MAXIMUM],
        "instance": instance,
        "code": refusal.code,
    }
    errors = [*wrong, *wrong_of(refusal, under)][:ERRORS_MAXIMUM]
    return found | ({"errors": [one.told() for one in errors]} if errors else {})


def written(value: object) -> bytes:
    """Return JSON that is harmless wherever it lands."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return harmless(text).encode(errors="replace")


def harmless(text: str) -> str:
    """Return JSON text without a character that HTML knows: all of them stand inside strings."""
    for character, instead in _HARMLESS.items():
        if character in text:
            text = text.replace(character, instead or f"\\u{ord(character):04x}")
    return text
