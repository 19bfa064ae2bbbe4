"""Pages of corrections that other bureaus ask of us."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from liaison.core import clock
from liaison.identity.types import Permission
from liaison.records import services
from liaison.web import bureaus
from liaison.web.http import StaffRequest
from liaison.web.records.forms import DecideForm
from liaison.web.records.lines import correction_line_of


@require_GET
def corrections(request: StaffRequest) -> HttpResponse:
    """List the corrections that wait for our answer.

    Raises:
        PermissionRefused: the chair does not change records.
    """
    return _page(request, None, HTTPStatus.OK)


@require_POST
def decide(request: StaffRequest, correction_id: UUID) -> HttpResponse:
    """Accept or decline one.

    Raises:
        PermissionRefused: the chair does not change records.
        NoSuchCorrection: missing, or not of our own record.
        CorrectionRefused: nothing to write, and the record was not changed.
    """
    request.actor.require(Permission.DOCUMENT_IMPORT)
    accept = request.POST.get("outcome") == "accept"
    form = DecideForm(request.POST)
    if form.is_valid() and not accept and not form.cleaned_data["answer"]:
        form.add_error("answer", _("Say why you decline."))
    if not form.is_valid():
        return _page(request, (correction_id, form), HTTPStatus.BAD_REQUEST)
    services.decide_correction(
        request.actor,
        correction_id=correction_id,
        accept=accept,
        answer=form.cleaned_data["answer"],
        now=clock.now(),
    )
    told = (
        _("Accepted: the new version goes to all copies, and the bureau that asked knows.")
        if accept
        else _("Declined: the bureau that asked gets your reason.")
    )
    messages.success(request, told)
    return redirect("corrections")


def _page(
    request: StaffRequest, given: tuple[UUID, DecideForm] | None, status: HTTPStatus
) -> HttpResponse:
    actor, now = request.actor, clock.now()
    found = services.list_corrections(actor, now=now)
    who = bureaus.known(actor, now)
    lines = [
        (
            correction_line_of(one, who),
            given[1] if given and given[0] == one.id else DecideForm(auto_id=f"id_{one.id}_%s"),
        )
        for one in found
    ]
    return render(request, "records/corrections.html", {"lines": lines}, status=status)
