"""What a signed-in person still has to prove: a second factor, a fresh one before some steps."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect, HttpResponseStopPolling

from liaison.identity import selectors
from liaison.identity.states import STRONG
from liaison.web.confirming_oneself import confirm, needed

if TYPE_CHECKING:
    from liaison.web.http import StaffRequest

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
    """Leads to the page that sets up a second factor; asks for a fresh proof before some steps."""

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
        strong = page in OPEN or staff.session_facts.authentication in STRONG
        if strong or not selectors.second_factor_demanded(staff.chairs):
            return confirm(staff) if needed(staff, page) else None
        if not staff.htmx:
            return redirect("own")
        if page == "events-count":
            return HttpResponseStopPolling()
        return HttpResponseClientRedirect(reverse("own"))
