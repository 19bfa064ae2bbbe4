"""The language of the pages: chosen on the sign-in page or in the menu, and remembered."""

from typing import TYPE_CHECKING, cast

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from liaison.core import clock
from liaison.identity import services
from liaison.web.middleware import CHOSEN

if TYPE_CHECKING:
    from liaison.web.http import StaffRequest

MAX_CODE = 12
MAX_ADDRESS = 500


@login_not_required
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Remember a language: with the person, or in this browser until somebody signs in.

    Raises:
        InputRefused: the house does not speak it.
    """
    code = services.check_language(request.POST.get("language", "")[:MAX_CODE])
    if request.user.is_authenticated:
        staff = cast("StaffRequest", request)
        services.choose_language(staff.actor, language=code, now=clock.now())
    else:
        # whoever signs in next in this browser session is the one who chose
        request.session[CHOSEN] = code
    answer = redirect(_back(request))
    answer.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )
    return answer


def _back(request: HttpRequest) -> str:
    """Return the page it was chosen on; the first page if that is no address of this site."""
    asked = request.POST.get("next", "")[:MAX_ADDRESS]
    safe = url_has_allowed_host_and_scheme(
        asked, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return asked if safe else "home"
