"""Pages of officers: recovery of a lost second factor, and sessions of somebody in charge."""

from http import HTTPStatus
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from liaison.core import clock
from liaison.identity import selectors, services
from liaison.identity.errors import InputRefused, NoSuchPerson
from liaison.identity.factor_errors import RecoveryOpen
from liaison.identity.policy import NOTE_MAX
from liaison.identity.states import RecoveryState
from liaison.identity.types import Permission
from liaison.web.forms import StaffForm
from liaison.web.http import StaffRequest
from liaison.web.identity.factor_words import session_line
from liaison.web.identity.forms import NAME_LENGTH


class RecoveryForm(StaffForm):
    """Who lost their second factors, and how the officer made sure that it is them."""

    sign_in_name = forms.CharField(
        label=gettext_lazy("Sign-in name"),
        max_length=NAME_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    reason = forms.CharField(
        label=gettext_lazy("How you made sure that it is them"),
        help_text=gettext_lazy("Such as: stood before me, service card 4471."),
        max_length=NOTE_MAX,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


@require_http_methods(["GET", "POST"])
def recoveries(request: StaffRequest) -> HttpResponse:
    """List recoveries that are open, and take a new one.

    Raises:
        PermissionRefused: the chair does not recover.
    """
    request.actor.require(Permission.RECOVER)
    form = RecoveryForm(request.POST if request.method == "POST" else None)
    if not form.is_bound or not form.is_valid():
        return _page(request, form)
    try:
        services.ask_recovery(
            request.actor,
            sign_in_name=form.cleaned_data["sign_in_name"].strip().lower(),
            reason=form.cleaned_data["reason"],
            now=clock.now(),
        )
    except NoSuchPerson:
        form.add_error("sign_in_name", _("Nobody of this name is in your charge."))
    except InputRefused:
        form.add_error("reason", _("This has characters that are not seen."))
    except RecoveryOpen:
        form.add_error("sign_in_name", _("This was asked for already; look below."))
    else:
        messages.success(request, _("Asked. Another officer has to confirm it within a day."))
        return redirect("recoveries")
    return _page(request, form)


@require_POST
def decide(request: StaffRequest, recovery_id: UUID) -> HttpResponse:
    """Confirm, refuse, or make the link, which is shown in this one answer.

    Raises:
        PermissionRefused: the chair does not recover.
        Refusal: see the verbs of identity.
    """
    actor, now = request.actor, clock.now()
    actor.require(Permission.RECOVER)
    step = request.POST.get("step", "")
    if step == "confirm":
        services.confirm_recovery(actor, recovery_id=recovery_id, now=now)
        messages.success(request, _("Confirmed. Who asked for it can make the link now."))
    elif step == "refuse":
        services.refuse_recovery(actor, recovery_id=recovery_id, now=now)
        messages.success(request, _("Refused; nothing was taken away."))
    elif step == "use":
        token = services.use_recovery(actor, recovery_id=recovery_id, now=now)
        address = settings.NODE.text("staff.address") + reverse("welcome", args=[token])
        return _page(request, RecoveryForm(), link=address)
    return redirect("recoveries")


@require_GET
def sessions(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Show where somebody in charge is signed in.

    Raises:
        PermissionRefused: the chair does not validate accounts.
        NoSuchPerson: missing, or out of charge.
    """
    actor, now = request.actor, clock.now()
    actor.require(Permission.ACCOUNT_VALIDATE)
    found = selectors.sessions_of(actor, person_id, key=request.session.session_key, now=now)
    page = {
        "name": selectors.person_name(actor, person_id, now=now),
        "sessions": [session_line(one) for one in found],
    }
    return render(request, "identity/sessions.html", page)


@require_POST
def end_session(request: StaffRequest, session_id: UUID) -> HttpResponse:
    """End a session of somebody in charge.

    Raises:
        PermissionRefused: the chair does not validate accounts.
        NoSuchSession: over, or out of charge.
    """
    request.actor.require(Permission.ACCOUNT_VALIDATE)
    services.end_session(request.actor, session_id=session_id, now=clock.now())
    messages.success(request, _("That browser is signed out."))
    return redirect("access")


def _page(request: StaffRequest, form: RecoveryForm, *, link: str = "") -> HttpResponse:
    page = {
        "form": form,
        "link": link,
        "recoveries": selectors.recoveries(request.actor, now=clock.now()),
        "confirmed": RecoveryState.CONFIRMED,
    }
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return render(request, "identity/recoveries.html", page, status=status)
