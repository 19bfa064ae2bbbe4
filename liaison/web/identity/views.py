"""Pages of identity: signing in and out, changing chairs, the bureau."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, cast
from urllib.parse import urlsplit

from django.contrib.auth.views import LoginView
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import HttpResponseClientRedirect, HttpResponseStopPolling

from liaison.audit import services as audit
from liaison.core import clock
from liaison.identity import selectors
from liaison.identity.errors import NoSuchChair, NoSuchOrganisation
from liaison.identity.roles import ROLES
from liaison.web.context import address_of, doors_of
from liaison.web.http import StaffRequest
from liaison.web.identity.forms import SignInForm
from liaison.web.identity.proving import hold
from liaison.web.identity.words import line_of
from liaison.web.middleware import CHAIR

if TYPE_CHECKING:
    from django.contrib.auth.forms import AuthenticationForm
    from django_htmx.middleware import HtmxDetails


OVER: Mapping[str, str | Promise] = {
    "idle": _("Nothing was done in it for too long. What was typed and not sent is lost."),
    "absolute": _("It lasted as long as a session may. What was typed and not sent is lost."),
    "ended": _("It was ended elsewhere, or the server was changed. Sign in again."),
}
MAX_CHAIR = 60
ID_LENGTH = 120


class SignIn(LoginView):
    """Name and password; identity records every attempt."""

    template_name = "identity/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Show the form; when htmx was sent here, the whole page must change, not a part."""
        htmx = cast("HtmxDetails", getattr(request, "htmx", None))
        if htmx and urlsplit(request.GET.get("next", "")).path == reverse("events-count"):
            # the bell asked, not a person: what is being typed must not be swept away
            return HttpResponseStopPolling()
        if htmx:
            over = {"over": request.GET["over"]} if request.GET.get("over") in OVER else {}
            said = {"next": _path_of(htmx)} | over
            return HttpResponseClientRedirect(f"{request.path}?{urlencode(said)}")
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        """Say why a session is over, if one was."""
        over = OVER.get(self.request.GET.get("over", ""), "")
        return {**super().get_context_data(**kwargs), "over": over}

    def form_valid(self, form: "AuthenticationForm") -> HttpResponse:
        """Open, or ask for the second factor first: whoever set one up is always asked for it."""
        person = form.get_user()
        if selectors.factors_of(person.pk).count:
            return hold(self.request, person, self.get_redirect_url())
        return super().form_valid(form)


def _path_of(htmx: "HtmxDetails") -> str:
    """Return where htmx was, or the first page if its header is not an address."""
    try:
        return urlsplit(htmx.current_url_abs_path or "/").path
    except ValueError:
        return "/"


@require_GET
def home(request: StaffRequest) -> HttpResponse:
    """Go to the first page of the chair's role, or to the first room that is open."""
    wished = address_of(ROLES[request.actor.role].home)
    if wished is None:
        doors = doors_of(request.actor, request.path, clock.now())
        wished = doors[0].address if doors else None
    if wished is None:
        return render(request, "identity/no_rooms.html")
    return redirect(wished)


@require_POST
def change_chair(request: StaffRequest) -> HttpResponse:
    """Sit down in another chair of one's own.

    Raises:
        NoSuchChair: the chair is somebody else's, has ended or never existed.
    """
    now = clock.now()
    asked = request.POST.get("chair", "")[:MAX_CHAIR]
    if asked not in {chair.id for chair in selectors.chairs_of(request.user, now)}:
        raise NoSuchChair(asked)
    actor = selectors.actor_for(request.user, chair_id=asked, now=now)
    with transaction.atomic():
        audit.record(
            actor.who,
            event="web:chair:changed",
            target=asked,
            at=now,
            facts={"before": request.actor.who.chair, "after": actor.who.chair},
        )
    request.session[CHAIR] = asked
    return redirect(reverse("home"))


@require_GET
def bureau(request: StaffRequest) -> HttpResponse:
    """Show the organisations known here as a tree, and the facts of one beside it.

    Raises:
        PermissionRefused: the chair may not read organisations.
        NoSuchOrganisation: the one asked for is not known here.
    """
    known = {one.id: one for one in selectors.organisations(request.actor)}
    asked = request.GET.get("organisation", "")[:ID_LENGTH]
    if asked and asked not in known:
        raise NoSuchOrganisation(asked)
    shown = asked or request.actor.bureau
    lines = [line_of(one, shown=shown) for one in known.values()]
    facts = next((line for line in lines if line.shown), None)
    return render(request, "identity/bureau.html", {"lines": lines, "shown": facts})
