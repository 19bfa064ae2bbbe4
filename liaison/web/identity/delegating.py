"""Pages of delegation: what sub-bureaus decide for themselves, asked, validated and withdrawn."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from liaison.core import clock
from liaison.identity import selectors, services
from liaison.identity.types import Permission
from liaison.web.http import StaffRequest
from liaison.web.identity.access_forms import DelegationForm, Step, StepForm
from liaison.web.identity.access_words import DelegationLine, delegation_line


@require_GET
def delegations(request: StaffRequest) -> HttpResponse:
    """List the delegations this chair may know about.

    Raises:
        PermissionRefused: the chair does not read organisations.
    """
    return _page(request, None, HTTPStatus.OK)


@require_POST
def propose(request: StaffRequest) -> HttpResponse:
    """Ask for a delegation; a form that is not complete comes back as it was typed.

    Raises:
        PermissionRefused: the chair does not delegate.
        OutsideAuthority: the chair is one of an organisation below the bureau.
    """
    actor, now = request.actor, clock.now()
    form = DelegationForm(selectors.sub_bureaus(actor), request.POST)
    if not form.is_valid():
        return _page(request, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    services.propose_delegation(actor, terms=form.terms(now), now=now)
    messages.success(request, _("Asked. Another person has to validate it before it holds."))
    return redirect("delegations")


@require_POST
def decide(request: StaffRequest, delegation_id: UUID) -> HttpResponse:
    """Validate, refuse or withdraw one delegation.

    Raises:
        PermissionRefused: the chair does not delegate.
        Refusal: see the verbs of identity.
    """
    actor, now = request.actor, clock.now()
    actor.require(Permission.DELEGATION_MANAGE)
    form = StepForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Nothing was changed: say in a few words why."))
        return redirect("delegations")
    note = form.cleaned_data["note"]
    match form.decided():
        case Step.VALIDATE:
            services.validate_delegation(actor, delegation_id=delegation_id, now=now)
            messages.success(request, _("The delegation is in force."))
        case Step.REFUSE:
            services.refuse_delegation(actor, delegation_id=delegation_id, note=note, now=now)
            messages.success(request, _("The delegation is refused."))
        case Step.WITHDRAW:
            services.withdraw_delegation(actor, delegation_id=delegation_id, note=note, now=now)
            messages.success(request, _("The delegation is withdrawn; it holds no longer."))
    return redirect("delegations")


def _page(request: StaffRequest, form: DelegationForm | None, status: HTTPStatus) -> HttpResponse:
    actor = request.actor
    may_decide = actor.may(Permission.DELEGATION_MANAGE) and actor.at_bureau
    if form is None and may_decide:
        form = DelegationForm(selectors.sub_bureaus(actor))
    lines: list[DelegationLine] = [
        delegation_line(one) for one in selectors.delegations(actor, now=clock.now())
    ]
    page = {"lines": lines, "form": form, "may_decide": may_decide}
    return render(request, "identity/delegations.html", page, status=status)
