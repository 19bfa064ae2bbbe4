"""A second factor where the chair demands one: without it only the page to set it up opens."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect, HttpResponseStopPolling

from liaison.identity import selectors
from liaison.identity.states import STRONG

if TYPE_CHECKING:
    from liaison.web.http import StaffRequest

GetResponse = Callable[[HttpRequest], HttpResponse]
# what is open to a password alone: setting up a factor, changing the password, leaving
OPEN: Final = frozenset(
    {
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
    """Leads whoever signed in with a password alone to the page that sets up a second factor."""

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
        """Lead there, or let the page answer."""
        if not hasattr(request, "actor"):
            return None
        staff = cast("StaffRequest", request)
        page = request.resolver_match.view_name if request.resolver_match else ""
        if page in OPEN or staff.session_facts.authentication in STRONG:
            return None
        if not selectors.second_factor_demanded(staff.chairs):
            return None
        if not staff.htmx:
            return redirect("own")
        if page == "events-count":
            return HttpResponseStopPolling()
        return HttpResponseClientRedirect(reverse("own"))
