"""What a caller of the federation listener is told when nothing is taken: problems of RFC 9457.

The code is for the other bureau's machine, the words for whoever reads its log. They say what is
wrong with the call and nothing about us.
"""

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Final

from liaison.core import request_ids
from liaison.lib.wire import limits

MEDIA_TYPE: Final = "application/problem+json"
TOO_LARGE: Final = "wire:too_large"
TOO_SLOW: Final = "wire:too_slow"
TWO_LENGTHS: Final = "wire:two_lengths"
METHOD: Final = "wire:method"
NOWHERE: Final = "wire:no_address"
UNREADABLE: Final = "wire:unreadable"
BUSY: Final = "exchange:busy"
FAILED: Final = "exchange:failed"
DETAILS: Final[Mapping[str, str]] = {
    TOO_LARGE: (
        "The body is longer or deeper than any of the protocol: a batch has at most "
        f"{limits.BATCH_BYTES} bytes, a question {limits.SEALED_BYTES}. Nothing of it was kept; "
        "send it in smaller parts."
    ),
    TOO_SLOW: "The body did not come in time. Nothing of it was kept; send it again.",
    TWO_LENGTHS: "The message announces its end in two ways. Nothing of it was read.",
    METHOD: "This address takes POST.",
    NOWHERE: "The listener has nothing at this address.",
    BUSY: "The database takes nothing just now. What was not acknowledged has to be sent again.",
    FAILED: "Something went wrong here. What was not acknowledged has to be sent again.",
    UNREADABLE: "The body broke off. Nothing of it was kept; send it again.",
    "exchange:unknown_bureau": "The directory lists no bureau with this certificate.",
    "exchange:not_its_relay": "The caller has not named this bureau as its relay.",
    "exchange:trust": "No trust directory rules here. Try again later.",
}
# of whatever else is refused
BY_STATUS: Final[Mapping[HTTPStatus, str]] = {
    HTTPStatus.BAD_REQUEST: "The body is not of the protocol. Nothing of it was kept.",
    HTTPStatus.FORBIDDEN: "The caller may not do this here.",
    HTTPStatus.CONFLICT: "The same was asked before.",
    HTTPStatus.TOO_MANY_REQUESTS: "Too many questions in a minute. Ask again later.",
    HTTPStatus.SERVICE_UNAVAILABLE: "Not now. Try again later.",
}


def written(status: HTTPStatus, code: str) -> bytes:
    """Return a problem as it travels (RFC 9457 section 3).

    Args:
        status: of the answer.
        code: a stable code of ours; it stands in the member `code`.
    """
    problem = {
        # the title is the status's own phrase: nothing more is promised (section 4.2.1)
        "type": "about:blank",
        "title": status.phrase,
        "status": int(status),
        "detail": DETAILS.get(code, BY_STATUS.get(status, status.description or status.phrase)),
        "code": code,
    }
    if found := request_ids.current():
        problem["request_id"] = found
    return json.dumps(problem, separators=(",", ":")).encode()
