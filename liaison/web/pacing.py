"""How fast one person may look things up and open pages: a script is faster than any officer.

Attack: whoever has a session lets a program ask for every number, or copy every record.
"""

import math
from collections.abc import Callable, Mapping
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from liaison.core import clock
from liaison.core.errors import Refusal
from liaison.core.paces import Paces
from liaison.web.middleware import record_refusal, refusal_page

GetResponse = Callable[[HttpRequest], HttpResponse]
# what is asked of police data, by name of the page and method
LOOK_UPS: Final = frozenset(
    {
        ("check", "POST"),
        ("look", "POST"),
        ("bulk-checks", "POST"),
        ("bulk-check", "GET"),
        ("bulk-results", "GET"),
        ("bulk-rejects", "GET"),
        ("find", "POST"),
        ("message-find", "POST"),
        ("records", "GET"),
        ("record", "GET"),
        ("record-photograph", "GET"),
        ("file", "GET"),
    }
)
# so many minutes' worth may come in a row: a queue at a counter, a list worked off
ROW: Final = 4
SECONDS: Final = 60


class TooFast(Refusal):
    """A person asks faster than a person does."""

    code = "web:too_fast"

    def __init__(self, seconds: int) -> None:
        """Keep the wait, in seconds."""
        super().__init__(seconds)
        self.seconds = seconds


class PaceMiddleware:
    """Refuses what comes faster than this bureau allows; the first of a row stands in the log."""

    def __init__(self, get_response: GetResponse) -> None:
        """Keep the next in line, and full buckets."""
        self.get_response = get_response
        self._look_ups = _paces("staff.look_ups_a_minute")
        self._pages = _paces("staff.pages_a_minute")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: object, _args: object, _kwargs: Mapping[str, object]
    ) -> HttpResponse | None:
        """Let the page answer, or say when to come again."""
        actor = getattr(request, "actor", None)
        if actor is None:
            return None
        page = request.resolver_match.view_name if request.resolver_match else ""
        costly = (page, request.method) in LOOK_UPS
        paces = self._look_ups if costly else self._pages
        wait, first = paces.asked(actor.person_id, at=clock.now().timestamp())
        if wait == 0:
            return None
        refusal = TooFast(math.ceil(wait))
        # a program without end must not fill the log
        entry = record_refusal(request, refusal.code) if first else ""
        answer = refusal_page(request, refusal, entry=entry)
        answer["Retry-After"] = str(refusal.seconds)
        return answer


def _paces(setting: str) -> Paces:
    minute = settings.NODE.number(setting)
    return Paces(minute / SECONDS, minute * ROW)
