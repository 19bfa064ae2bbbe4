"""Pages of machines: access asked, validated, revoked; keys made and shown once."""

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
from liaison.web.identity.access_forms import OVERLAPS, KeyForm, MachineForm, Step, StepForm
from liaison.web.identity.access_words import machine_line


@require_GET
def machines(request: StaffRequest) -> HttpResponse:
    """List the machines in the charge of this chair.

    Raises:
        PermissionRefused: the chair does not decide about machines.
    """
    return _page(request)


@require_POST
def propose(request: StaffRequest) -> HttpResponse:
    """Ask for a machine's access; a form that is not complete comes back as it was typed.

    Raises:
        PermissionRefused: the chair does not decide about machines.
        Refusal: see `services.propose_machine`.
    """
    actor, now = request.actor, clock.now()
    actor.require(Permission.MACHINE_MANAGE)
    form = MachineForm(selectors.organisations_in_charge(actor, now=now), request.POST)
    if not form.is_valid():
        return _page(request, form=form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    services.propose_machine(actor, plan=form.plan(now), now=now)
    messages.success(request, _("Asked. Another person has to validate it before a key is made."))
    return redirect("machines")


@require_POST
def decide(request: StaffRequest, machine_id: UUID) -> HttpResponse:
    """Validate, refuse or revoke one machine's access.

    Raises:
        PermissionRefused: the chair does not decide about machines.
        Refusal: see the verbs of identity.
    """
    actor, now = request.actor, clock.now()
    actor.require(Permission.MACHINE_MANAGE)
    form = StepForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Nothing was changed: say in a few words why."))
        return redirect("machines")
    note = form.cleaned_data["note"]
    match form.decided():
        case Step.VALIDATE:
            services.validate_machine(actor, machine_id=machine_id, now=now)
            messages.success(request, _("The machine has access. Make a key for it now."))
        case Step.REFUSE:
            services.refuse_machine(actor, machine_id=machine_id, note=note, now=now)
            messages.success(request, _("The machine's access is refused."))
        case Step.WITHDRAW:
            services.revoke_machine(actor, machine_id=machine_id, note=note, now=now)
            messages.success(request, _("The machine's keys open nothing any more."))
    return redirect("machines")


@require_POST
def make_key(request: StaffRequest, machine_id: UUID) -> HttpResponse:
    """Make a key and show it: the answer to this one request is the only place it stands.

    Raises:
        PermissionRefused: the chair does not decide about machines.
        NoSuchMachine: missing, or not in the actor's charge.
        InputRefused: the machine has no access now.
    """
    actor = request.actor
    actor.require(Permission.MACHINE_MANAGE)
    form = KeyForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("No key was made: choose how long the old one still opens."))
        return redirect("machines")
    token = services.make_machine_key(
        actor, machine_id=machine_id, overlap=form.length(), now=clock.now()
    )
    return _page(request, token=token, made_for=str(machine_id))


def _page(
    request: StaffRequest,
    *,
    form: MachineForm | None = None,
    token: str = "",
    made_for: str = "",
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    actor, now = request.actor, clock.now()
    lines = [machine_line(one) for one in selectors.machines(actor, now=now)]
    page = {
        "lines": lines,
        "form": form or MachineForm(selectors.organisations_in_charge(actor, now=now)),
        "overlaps": OVERLAPS,
        "token": token,
        "made_for": next((one for one in lines if one.facts.id == made_for), None),
    }
    return render(request, "identity/machines.html", page, status=status)
