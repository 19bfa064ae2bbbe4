"""Pages of the security officer: what waits for a decision, and everybody who has access."""

from http import HTTPStatus
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from liaison.core import clock
from liaison.identity import selectors, services
from liaison.identity.policy import ACCOUNT_MAX
from liaison.identity.types import Permission
from liaison.web.http import StaffRequest
from liaison.web.identity.access_forms import Step, StepForm, WhyForm
from liaison.web.identity.access_words import account_line, request_line

VALIDATE = Permission.ACCOUNT_VALIDATE


@require_GET
def access(request: StaffRequest) -> HttpResponse:
    """Show what waits, then everybody who has access, with when they last signed in.

    Raises:
        PermissionRefused: the chair does not validate accounts.
    """
    return _page(request)


@require_POST
def decide(request: StaffRequest, request_id: UUID) -> HttpResponse:
    """Validate or refuse one request. Somebody new gets a link, shown in this one answer.

    Raises:
        PermissionRefused: the chair does not validate accounts.
        Refusal: see the verbs of identity.
    """
    actor, now = request.actor, clock.now()
    actor.require(VALIDATE)
    form = StepForm(request.POST)
    if not form.is_valid() or form.decided() is Step.WITHDRAW:
        messages.error(request, _("Nothing was changed: say in a few words why."))
        return redirect("access")
    if form.decided() is Step.REFUSE:
        services.refuse_account(
            actor, request_id=request_id, note=form.cleaned_data["note"], now=now
        )
        messages.success(request, _("Refused; whoever asked reads the reason."))
        return redirect("access")
    token = services.grant_account(
        actor, request_id=request_id, valid_until=now + ACCOUNT_MAX, now=now
    )
    if token:
        return _page(request, token=token)
    messages.success(request, _("Validated."))
    return redirect("access")


@require_POST
def withdraw(request: StaffRequest, chair_id: UUID) -> HttpResponse:
    """Withdraw somebody's access, at once.

    Raises:
        PermissionRefused: the chair does not validate accounts.
        NoSuchChair: missing, ended, or out of charge.
    """
    request.actor.require(VALIDATE)
    form = WhyForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Nothing was changed: say in a few words why."))
        return redirect("access")
    note = form.cleaned_data["note"]
    services.withdraw_chair(request.actor, VALIDATE, chair_id=chair_id, note=note, now=clock.now())
    messages.success(request, _("Withdrawn: the next page this person asks for is refused."))
    return redirect("access")


@require_POST
def link(request: StaffRequest, person_id: UUID) -> HttpResponse:
    """Make a link for somebody who lost their password, shown in this one answer.

    Raises:
        PermissionRefused: the chair does not validate accounts.
        Refusal: see `services.make_setup_link`.
    """
    token = services.make_setup_link(request.actor, person_id=person_id, now=clock.now())
    return _page(request, token=token)


def _page(request: StaffRequest, *, token: str = "") -> HttpResponse:
    actor, now = request.actor, clock.now()
    found = selectors.account_requests(actor, VALIDATE, now=now, waiting=True)
    everybody = selectors.accounts(actor, VALIDATE, now=now)
    link_shown = (
        settings.NODE.text("staff.address") + reverse("welcome", args=[token]) if token else ""
    )
    page = {
        "requests": [request_line(one) for one in found],
        "accounts": [account_line(one) for one in everybody],
        "link": link_shown,
        "withdraw": "access-withdraw",
        "may_link": True,
    }
    return render(request, "identity/access.html", page, status=HTTPStatus.OK)
