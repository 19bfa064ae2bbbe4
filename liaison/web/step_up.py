"""What a signed-in person still has to do: a password of their own, a second factor, a proof."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect, HttpResponseStopPolling

from liaison.identity import selectors
from liaison.identity.states import STRONG
from liaison.web.confirming_oneself import confirm, needed

if TYPE_CHECKING:
    from liaison.web.http import StaffRequest

# what is open to a password that somebody else knows
OWN_PASSWORD: Final = frozenset({"language", "own-password", "sign-out"})
GetResponse = Callable[[HttpRequest], HttpResponse]
# what is open to a password alone: setting up a factor, changing the password, words, leaving
OPEN: Final = frozenset(
    {
        "language",
        "own",
        "own-app",
        "own-app-remove",
        "own-passkey",
        "own-passkeys",
        "own-password",
        "own-question",
        "own-session",
        "own-sessions",
        "sign-out",
    }
)


class FactorMiddleware:
    """Leads to what must be set up first; asks for a fresh proof before some steps."""

    def __init__(self, get_response: GetResponse) -> None:
        """Keep the next in line."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer."""
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        _view: object,
        _args: object,
        _kwargs: Mapping[str, object],
    ) -> HttpResponse | None:
        """Lead there, ask, or let the page answer."""
        if not hasattr(request, "actor"):
            return None
        staff = cast("StaffRequest", request)
        page = request.resolver_match.view_name if request.resolver_match else ""
        if staff.user.password_given and page not in OWN_PASSWORD and not settings.NODE.demo:
            return _lead(staff, page, "own-password")
        strong = page in OPEN or staff.session_facts.authentication in STRONG
        if strong or not selectors.second_factor_demanded(staff.chairs):
            return confirm(staff) if needed(staff, page) else None
        return _lead(staff, page, "own")


def _lead(request: "StaffRequest", page: str, onward: str) -> HttpResponse:
    """Send a browser to a page; what a page asks for by itself stops asking."""
    if not request.htmx:
        return redirect(onward)
    if page == "events-count":
        return HttpResponseStopPolling()
    return HttpResponseClientRedirect(reverse(onward))
