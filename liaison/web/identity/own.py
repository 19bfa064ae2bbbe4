"""A person's own page: passkeys, authenticator app, password, sessions."""

from http import HTTPStatus
from typing import Final
from uuid import UUID

import segno
from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from liaison.core import clock
from liaison.identity import selectors, services
from liaison.identity.errors import InputRefused, PasswordRefused, WrongPassword
from liaison.identity.factor_errors import (
    CodeRefused,
    FactorTaken,
    LastFactorRefused,
    PasskeyRefused,
    SecretUnreadable,
    TooManyFactors,
)
from liaison.identity.factor_policy import FACTOR_NAME_MAX
from liaison.identity.states import STRONG
from liaison.identity.types import Authentication
from liaison.lib.passkeys.types import Holder
from liaison.web import ceremonies
from liaison.web.forms import StaffForm
from liaison.web.http import StaffRequest
from liaison.web.identity.factor_words import session_line
from liaison.web.identity.forms import PASSWORD_LENGTH
from liaison.web.identity.proving import CodeForm
from liaison.web.identity.welcome import WelcomeForm

DRAFT: Final = "code-app"


class PasskeyForm(StaffForm):
    """What the holder calls a new passkey."""

    name = forms.CharField(
        label=gettext_lazy("Name of the new passkey"),
        help_text=gettext_lazy("So that you know it later, such as: blue key, office laptop."),
        max_length=FACTOR_NAME_MAX,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class PasswordForm(WelcomeForm):
    """The present password, and a new one twice."""

    current = forms.CharField(
        label=gettext_lazy("Present password"),
        strip=False,
        max_length=PASSWORD_LENGTH,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    field_order = ("current", "password", "again")


@require_GET
def own(request: StaffRequest) -> HttpResponse:
    """Show what one signs in with, and where one is signed in."""
    return _page(request)


@require_POST
def question(request: StaffRequest) -> HttpResponse:
    """Say what a new passkey, or one that is there, shall answer."""
    known = selectors.credentials_of(request.user.pk)
    if request.POST.get("purpose") == "confirm":
        return ceremonies.question(request, "confirm", known)
    person = request.user
    holder = Holder(person.pk.bytes, person.sign_in_name, person.name)
    return ceremonies.question_for_new(request, holder, known)


@require_POST
def add_passkey(request: StaffRequest) -> HttpResponse:
    """Add a passkey; from then on it opens the door by itself."""
    form = PasskeyForm(request.POST)
    if not form.is_valid():
        return _page(request, passkey=form)
    try:
        services.add_passkey(
            request.actor,
            challenge=ceremonies.take_challenge(request, "new"),
            answer=ceremonies.answer_of(request),
            name=form.cleaned_data["name"],
            now=clock.now(),
        )
    except PasskeyRefused:
        form.add_error("name", _("The browser's answer was not accepted. Try once more."))
    except InputRefused:
        form.add_error("name", _("This name has characters that are not seen."))
    except FactorTaken:
        form.add_error("name", _("This passkey is set up already."))
    except TooManyFactors as refusal:
        most = refusal.most
        form.add_error(
            "name",
            _("You have %(most)d passkeys; remove one you no longer use.") % {"most": most},
        )
    else:
        return _proved(request, Authentication.PASSKEY, _("The passkey is set up."))
    return _page(request, passkey=form)


@require_POST
def remove_passkey(request: StaffRequest, passkey_id: UUID) -> HttpResponse:
    """Remove a passkey of one's own.

    Raises:
        NoSuchFactor: missing, or somebody else's.
    """
    try:
        services.remove_passkey(request.actor, passkey_id=passkey_id, now=clock.now())
    except LastFactorRefused:
        return _last(request)
    messages.success(request, _("The passkey is removed; it opens nothing any more."))
    return redirect("own")


@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
def add_code_app(request: StaffRequest) -> HttpResponse:
    """Show a new secret as QR code and text, and keep it once a first code is right."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    sealed = request.session.get(DRAFT)
    if form.is_bound and form.is_valid() and sealed:
        try:
            services.add_code_app(
                request.actor, sealed=sealed, code=form.cleaned_data["code"], now=clock.now()
            )
        except CodeRefused:
            form.add_error("code", _("This is not the code of now. Look at the app again."))
        except FactorTaken:
            messages.error(request, _("You have an authenticator app; remove it first."))
            return redirect("own")
        except SecretUnreadable:
            sealed = None
        else:
            del request.session[DRAFT]
            return _proved(
                request, Authentication.TWO_FACTORS, _("The authenticator app is set up.")
            )
    if sealed:
        setup = services.reopen_code_app(request.actor, sealed=sealed)
    else:
        setup, request.session[DRAFT] = services.draft_code_app(request.actor)
    picture = segno.make_qr(setup.address, error="m").svg_data_uri(scale=5, border=2)
    page = {"form": form, "setup": setup, "picture": picture}
    return render(request, "identity/code_app.html", page)


@require_POST
def remove_code_app(request: StaffRequest) -> HttpResponse:
    """Remove one's authenticator app.

    Raises:
        NoSuchFactor: there is none.
    """
    try:
        services.remove_code_app(request.actor, now=clock.now())
    except LastFactorRefused:
        return _last(request)
    messages.success(request, _("The authenticator app is removed; its codes open nothing."))
    return redirect("own")


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def password(request: StaffRequest) -> HttpResponse:
    """Change one's own password; every other session ends."""
    form = PasswordForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            services.change_own_password(
                request.actor,
                current=form.cleaned_data["current"],
                password=form.cleaned_data["password"],
                now=clock.now(),
                stays=request.session.session_key,
            )
        except WrongPassword:
            form.add_error("current", _("This is not your present password."))
        except PasswordRefused as refusal:
            for reason in refusal.reasons:
                form.add_error("password", reason)
        except InputRefused:
            form.add_error("password", _("This is longer than any sentence."))
        else:
            request.user.refresh_from_db()
            return _proved(
                request,
                Authentication.PASSWORD,
                _("Your password is changed. Everywhere else you are signed out."),
            )
    # in the demonstration everybody keeps the password that it shows
    given = request.user.password_given and not settings.NODE.demo
    return render(request, "identity/password.html", {"form": form, "given": given})


@require_POST
def end_session(request: StaffRequest, session_id: UUID) -> HttpResponse:
    """End one session of one's own.

    Raises:
        NoSuchSession: over already, or somebody else's.
    """
    services.end_session(request.actor, session_id=session_id, now=clock.now(), own=True)
    messages.success(request, _("That browser is signed out."))
    return redirect("own")


@require_POST
def end_others(request: StaffRequest) -> HttpResponse:
    """End every session of one's own but this one."""
    key = request.session.session_key
    ended = services.end_sessions(
        request.actor, person_id=request.user.pk, now=clock.now(), but=key
    )
    messages.success(request, _("Signed out elsewhere: %(count)d.") % {"count": ended})
    return redirect("own")


def _page(request: StaffRequest, *, passkey: PasskeyForm | None = None) -> HttpResponse:
    key = request.session.session_key
    sessions = selectors.sessions_of(request.actor, request.user.pk, key=key, now=clock.now())
    strong = request.session_facts.authentication in STRONG
    page = {
        "factors": selectors.factors_of(request.user.pk),
        "passkey": passkey or PasskeyForm(),
        "sessions": [session_line(one) for one in sessions],
        "others": len(sessions) > 1,
        "demanded": selectors.second_factor_demanded(request.chairs) and not strong,
    }
    status = HTTPStatus.OK if passkey is None else HTTPStatus.BAD_REQUEST
    return render(request, "identity/own.html", page, status=status)


def _last(request: StaffRequest) -> HttpResponse:
    messages.error(
        request,
        _(
            "Nothing was removed: this is your last second factor. Set up another first; if it is "
            "lost, two officers take it away."
        ),
    )
    return redirect("own")


def _proved(request: StaffRequest, how: Authentication, words: str) -> HttpResponse:
    """Give the session another key, as whoever proved more gets a new one, and go back."""
    before = request.session.session_key or ""
    if how is Authentication.PASSWORD:
        update_session_auth_hash(request, request.user)
    else:
        request.session.cycle_key()
    after = request.session.session_key or ""
    services.prove_session(
        request.actor, key=before, authentication=how, now=clock.now(), new_key=after
    )
    messages.success(request, words)
    return redirect("own")
