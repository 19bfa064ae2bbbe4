"""Pages of a liaison officer: the accounts of their unit, and what they ask for."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from liaison.core import clock
from liaison.core.errors import Refusal
from liaison.identity import selectors, services
from liaison.identity.types import Permission
from liaison.web.http import StaffRequest
from liaison.web.identity.access_forms import MACHINE_TERMS, AccountForm, AgainForm, WhyForm
from liaison.web.identity.access_words import account_line, request_line
from liaison.web.middleware import record_refusal
from liaison.web.refusals import words_of

ASK = Permission.ACCOUNT_ASK
# what belongs beside a field, so that nothing typed is lost
FIELDS = {"identity:name_taken": "sign_in_name", "identity:input": None}


@require_GET
def accounts(request: StaffRequest) -> HttpResponse:
    """List the accounts of the actor's unit and what was asked for it.

    Raises:
        PermissionRefused: the chair does not ask for accounts.
    """
    return _page(request, None, HTTPStatus.OK)


@require_POST
def ask(request: StaffRequest) -> HttpResponse:
    """Ask for an account; what cannot be taken comes back as it was typed.

    Raises:
        PermissionRefused: the chair does not ask for accounts.
        Refusal: see `services.ask_account`.
    """
    actor, now = request.actor, clock.now()
    actor.require(ASK)
    units, roles = selectors.organisations_of_unit(actor, now=now), selectors.askable_roles(actor)
    form = AccountForm(units, roles, request.POST)
    if form.is_valid():
        try:
            services.ask_account(actor, wish=form.wish(now), now=now)
        except Refusal as refusal:
            if refusal.code not in FIELDS:
                raise
            record_refusal(request, refusal.code)
            words = words_of(refusal)
            form.add_error(FIELDS[refusal.code], f"{words.happened} {words.advice}")
        else:
            messages.success(request, _("Asked. The security officer has to validate it."))
            return redirect("accounts")
    return _page(request, form, HTTPStatus.UNPROCESSABLE_ENTITY)


@require_POST
def again(request: StaffRequest, request_id: UUID) -> HttpResponse:
    """Ask that an account goes on.

    Raises:
        PermissionRefused: the chair does not ask for accounts.
        Refusal: see `services.ask_again`.
    """
    actor, now = request.actor, clock.now()
    actor.require(ASK)
    form = AgainForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Nothing was asked: say why and for how long."))
        return redirect("accounts")
    services.ask_again(
        actor,
        request_id=request_id,
        reason=form.cleaned_data["note"],
        valid_until=form.until(now),
        now=now,
    )
    messages.success(request, _("Asked. The security officer has to validate it."))
    return redirect("accounts")


@require_POST
def withdraw(request: StaffRequest, chair_id: UUID) -> HttpResponse:
    """Withdraw the access of somebody of one's own unit, at once.

    Raises:
        PermissionRefused: the chair does not ask for accounts.
        NoSuchChair: missing, ended, or not of the actor's unit.
    """
    request.actor.require(ASK)
    form = WhyForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Nothing was changed: say in a few words why."))
        return redirect("accounts")
    note = form.cleaned_data["note"]
    services.withdraw_chair(request.actor, ASK, chair_id=chair_id, note=note, now=clock.now())
    messages.success(request, _("Withdrawn: the next page this person asks for is refused."))
    return redirect("accounts")


def _page(request: StaffRequest, form: AccountForm | None, status: HTTPStatus) -> HttpResponse:
    actor, now = request.actor, clock.now()
    found = selectors.account_requests(actor, ASK, now=now)
    page = {
        "requests": [request_line(one) for one in found],
        "accounts": [account_line(one) for one in selectors.accounts(actor, ASK, now=now)],
        "terms": MACHINE_TERMS,
        "form": form
        or AccountForm(
            selectors.organisations_of_unit(actor, now=now), selectors.askable_roles(actor)
        ),
        "withdraw": "account-withdraw",
    }
    return render(request, "identity/accounts.html", page, status=status)
