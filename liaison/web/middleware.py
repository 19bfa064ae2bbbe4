"""Who is asking, what a refusal looks like, and headers that every page carries."""

from collections.abc import Callable
from http import HTTPStatus
from typing import TYPE_CHECKING, Final, cast

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.encoding import escape_uri_path
from django.utils.http import urlencode
from django_htmx.http import reswap, retarget

from liaison.audit import services as audit
from liaison.audit.types import Who
from liaison.core import clock
from liaison.core.errors import Refusal
from liaison.identity import selectors, services
from liaison.identity.errors import NoChair
from liaison.identity.factor_errors import SessionOver
from liaison.web.refusals import words_of

if TYPE_CHECKING:
    from liaison.web.http import StaffRequest

GetResponse = Callable[[HttpRequest], HttpResponse]
CHAIR = "chair"
# in the session: the language that was chosen before anybody had signed in
CHOSEN = "language"
# in the session: an open page without a chair was refused on the record already
_TOLD: Final = "chairless"
# htmx: ask no more; the answer is shown all the same
STOP_POLLING: Final = 286
MAX_TARGET = 200
MAX_LENGTH_DIGITS = 12
_TOO_LARGE: Final = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
_LARGEST: Final[int] = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
_HEADERS: Final = {
    # police data stays in no cache: not in the browser's, not in a proxy's
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Robots-Tag": "noindex, nofollow",
}


class LimitsMiddleware:
    """Refuses what no form of this site sends, before anything reads it."""

    def __init__(self, get_response: GetResponse) -> None:
        """Keep the next in line."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, or say why a body was not read: too large, or in an encoding nobody types."""
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isascii() or not length.isdigit() or len(length) > MAX_LENGTH_DIGITS:
            return _unread(request, HTTPStatus.BAD_REQUEST)
        # the one page that takes files looks at the length itself, and says why it is too much
        if request.path_info != reverse("file-add") and int(length) > _LARGEST:
            return _unread(request, _TOO_LARGE)
        charset = (request.content_params or {}).get("charset", "utf-8")
        if charset.lower() not in {"utf-8", "utf8"}:
            return _unread(request, HTTPStatus.BAD_REQUEST)
        return self.get_response(request)


def _unread(request: HttpRequest, status: HTTPStatus) -> HttpResponse:
    """Return the page for a body that nobody read: nobody is signed in yet, no session is open."""
    with translation.override(translation.get_language_from_request(request)):
        if request.headers.get("HX-Request") != "true":
            return HttpResponse(render_to_string(f"{status.value}.html"), status=status)
        # the page stays as it is, with everything typed into it; the words appear above it
        words = render_to_string("web/unread_words.html", {"too_large": status == _TOO_LARGE})
        return reswap(retarget(HttpResponse(words, status=status), "#refusal"), "innerHTML")


class HeadersMiddleware:
    """Puts the headers of the staff site on every page; static files are served before it."""

    def __init__(self, get_response: GetResponse) -> None:
        """Keep the next in line."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, with headers."""
        response = self.get_response(request)
        for name, value in _HEADERS.items():
            response[name] = value
        return response


class ActorMiddleware:
    """Seats the signed-in person: `request.actor`, in their language."""

    def __init__(self, get_response: GetResponse) -> None:
        """Keep the next in line."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; whoever has no chair can only sign out, and a session that is over is left."""
        if not request.user.is_authenticated:
            return self.get_response(request)
        staff = cast("StaffRequest", request)
        if staff.user.language in dict(settings.LANGUAGES):
            translation.activate(staff.user.language)
        try:
            staff.session_facts = services.look(
                staff.user,
                key=request.session.session_key,
                active="HTTP_X_UNATTENDED" not in request.META,
                now=clock.now(),
            )
        except SessionOver as over:
            request.session.flush()
            said = {"next": request.get_full_path(), "over": over.reason}
            return redirect(f"{reverse('sign-in')}?{urlencode(said)}")
        try:
            staff.chairs = selectors.chairs_of(staff.user, clock.now())
            staff.actor = selectors.actor_in(
                staff.user,
                staff.chairs,
                chair_id=request.session.get(CHAIR),
                authentication=staff.session_facts.authentication,
            )
        except NoChair as refusal:
            if request.path != reverse("sign-out"):
                return _without_chair(request, refusal)
        else:
            _keep_language(staff)
        return self.get_response(request)


def _without_chair(request: HttpRequest, refusal: NoChair) -> HttpResponse:
    """Refuse whoever has no chair any more; a page that asks by itself is told to ask no more.

    What a person does is recorded each time; what an open page does, once in a session: it would
    fill the log until the browser is closed.
    """
    if "X-Unattended" not in request.headers:
        return refusal_page(request, refusal, entry=record_refusal(request, refusal.code))
    if not request.session.get(_TOLD):
        record_refusal(request, refusal.code)
        request.session[_TOLD] = True
    context = {"words": words_of(refusal), "code": refusal.code}
    response = render(request, "web/refusal_words.html", context, status=STOP_POLLING)
    return reswap(retarget(response, "#refusal"), "innerHTML")


def _keep_language(request: "StaffRequest") -> None:
    """Give a person the language they chose on the sign-in page just now."""
    code = request.session.pop(CHOSEN, None)
    if code in dict(settings.LANGUAGES):
        services.choose_language(request.actor, language=code, now=clock.now())
        translation.activate(code)


class RefusalMiddleware:
    """Turns a refusal that leaves a view into a page, and writes it into the audit log.

    The service's transaction is rolled back by then; the entry has one of its own. If even the
    entry cannot be written the request fails: nobody is refused off the record.
    """

    def __init__(self, get_response: GetResponse) -> None:
        """Keep the next in line."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; a form's address that is opened as a page says so in words."""
        response = self.get_response(request)
        # what breaks from here on breaks after the work was stored: `breaking` tells it so
        if response.status_code < HTTPStatus.INTERNAL_SERVER_ERROR:
            vars(request)["view_answered"] = True
        if isinstance(response, HttpResponseNotAllowed):
            response.content = render(request, "405.html").content
        return response

    def process_view(self, request: HttpRequest, *_: object) -> None:
        """Remember that a view has begun: before, nothing that was sent can have been stored."""
        vars(request)["view_began"] = True

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer a refusal; leave everything else to Django."""
        if not isinstance(error, Refusal):
            return None
        return refusal_page(request, error, entry=record_refusal(request, error.code))


def record_refusal(request: HttpRequest, code: str) -> str:
    """Write a refusal into the audit log.

    Args:
        request: what was asked.
        code: the refusal's code.

    Returns:
        The id of the entry, to be quoted.
    """
    actor = getattr(request, "actor", None)
    # a person without a chair is still somebody
    name = str(request.user.pk) if request.user.is_authenticated else "nobody"
    who = actor.who if actor else Who.machine(name, settings.NODE.organisation)
    match = request.resolver_match
    with transaction.atomic():
        entry = audit.record(
            who,
            event="web:request:refused",
            # the path without what was typed behind it, in characters the log keeps
            target=escape_uri_path(request.path)[:MAX_TARGET],
            at=clock.now(),
            result=code,
            facts={"method": request.method or "", "page": match.view_name if match else ""},
        )
    return str(entry)


def refusal_page(request: HttpRequest, refusal: Refusal, *, entry: str) -> HttpResponse:
    """Return the page, or the part of one, that says why something was refused.

    Args:
        request: what was asked.
        refusal: why not.
        entry: id of the log's entry, to be quoted.
    """
    words = words_of(refusal)
    context = {"words": words, "code": refusal.code, "entry": entry, "at": clock.now()}
    if not getattr(request, "htmx", False):
        return render(request, "web/refusal.html", context, status=words.status)
    # the page stays as it is, with everything typed into it; the words appear above it
    response = render(request, "web/refusal_words.html", context, status=HTTPStatus(words.status))
    return reswap(retarget(response, "#refusal"), "innerHTML")
