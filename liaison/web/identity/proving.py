"""Pages between a name and an open door: the second factor, or a passkey alone."""

from datetime import datetime
from typing import TYPE_CHECKING, Final
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from liaison.core import clock
from liaison.core.errors import Refusal
from liaison.identity import selectors, services
from liaison.identity.factor_errors import CodeRefused, FactorLocked, PasskeyRefused
from liaison.identity.factor_policy import PENDING_LIFE
from liaison.identity.types import Authentication
from liaison.web import ceremonies
from liaison.web.forms import StaffForm

if TYPE_CHECKING:
    from collections.abc import Mapping

    from liaison.identity.models import Person

PENDING: Final = "pending"
BACKEND: Final = "django.contrib.auth.backends.ModelBackend"
CODE_LENGTH: Final = 12


class CodeForm(StaffForm):
    """Six digits of an authenticator app."""

    code = forms.CharField(
        label=gettext_lazy("Code of your authenticator app"),
        help_text=gettext_lazy("Six digits; a new code appears every 30 seconds."),
        max_length=CODE_LENGTH,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "spellcheck": "false"}
        ),
        error_messages={"required": gettext_lazy("Type the six digits.")},
    )


def words_for(refusal: Refusal) -> str:
    """Return what a page says when a proof was refused."""
    if isinstance(refusal, FactorLocked):
        return _(
            "Too many wrong codes. None is looked at for %(minutes)d minutes; your security "
            "officer sees the attempts."
        ) % {"minutes": refusal.minutes}
    if isinstance(refusal, PasskeyRefused):
        return _("This passkey was not accepted here. Use another one, or a code.")
    return _("This code is not right, or was used before. Wait for the next one.")


def hold(request: HttpRequest, person: "Person", onward: str) -> HttpResponse:
    """Keep in mind whose password was right, and ask for the second factor.

    Args:
        request: not signed in yet.
        person: who typed name and password.
        onward: address within this site to go to afterwards.
    """
    request.session.cycle_key()
    request.session[PENDING] = {
        "person": str(person.pk),
        "at": clock.now().isoformat(),
        "hash": person.get_session_auth_hash(),
        "next": onward,
    }
    return redirect("sign-in-second")


@login_not_required
@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
def second(request: HttpRequest) -> HttpResponse:
    """Take the second factor of somebody whose password was right a moment ago."""
    person, onward = _pending(request)
    if person is None:
        messages.error(request, _("That took too long. Sign in again."))
        return redirect("sign-in")
    by_passkey = bool(ceremonies.answer_of(request))
    form = CodeForm(request.POST if request.method == "POST" and not by_passkey else None)
    refused = ""
    if by_passkey or (form.is_bound and form.is_valid()):
        try:
            how = _prove(request, person, form)
        except (CodeRefused, FactorLocked, PasskeyRefused) as refusal:
            refused = words_for(refusal)
        else:
            return _open(request, person, how, onward)
    factors = selectors.factors_of(person.pk)
    page = {"form": form, "factors": factors, "refused": refused, "who": person.name}
    return render(request, "identity/second.html", page)


@login_not_required
@require_POST
def question(request: HttpRequest) -> HttpResponse:
    """Say what a passkey shall answer, for signing in or as the second factor."""
    person, _onward = _pending(request)
    if request.POST.get("purpose") == "second" and person is not None:
        return ceremonies.question(request, "second", selectors.credentials_of(person.pk))
    return ceremonies.question(request, "sign-in")


@login_not_required
@require_POST
def by_passkey(request: HttpRequest) -> HttpResponse:
    """Sign in with a passkey alone: something held, unlocked by its holder."""
    onward = safe(request, request.POST.get("next", ""))
    try:
        challenge = ceremonies.take_challenge(request, "sign-in")
        person = services.prove_by_passkey(
            challenge=challenge, answer=ceremonies.answer_of(request), now=clock.now()
        )
    except PasskeyRefused:
        messages.error(request, _("This passkey was not accepted. Sign in with your password."))
        return redirect("sign-in")
    return _open(request, person, Authentication.PASSKEY, onward)


def safe(request: HttpRequest, address: str) -> str:
    """Return an address if it lies within this site, else an empty text."""
    inside = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return address if inside else ""


def _prove(request: HttpRequest, person: "Person", form: CodeForm) -> Authentication:
    now = clock.now()
    answer = ceremonies.answer_of(request)
    if answer:
        challenge = ceremonies.take_challenge(request, "second")
        services.prove_by_passkey(challenge=challenge, answer=answer, now=now, person_id=person.pk)
        return Authentication.PASSKEY
    services.prove_by_code(person_id=person.pk, code=form.cleaned_data["code"], now=now)
    return Authentication.TWO_FACTORS


def _open(
    request: HttpRequest, person: "Person", how: Authentication, onward: str
) -> HttpResponse:
    request.session.pop(PENDING, None)
    # read by identity when it opens the session
    request.authentication = how  # type: ignore[attr-defined]
    login(request, person, backend=BACKEND)
    return redirect(onward or resolve_url("home"))


def _pending(request: HttpRequest) -> tuple["Person | None", str]:
    """Return whose password was right, while that holds: the password may change meanwhile."""
    kept: Mapping[str, str] | None = request.session.get(PENDING)
    if kept is None:
        return None, ""
    person = ModelBackend().get_user(UUID(kept["person"]))
    late = clock.now() - datetime.fromisoformat(kept["at"]) > PENDING_LIFE
    if person is None or late or person.get_session_auth_hash() != kept["hash"]:
        del request.session[PENDING]
        return None, ""
    return person, kept["next"]
