"""Pages of transfers, of the shift's hand-over, and of the desk's figures."""

from datetime import datetime, timedelta
from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from liaison.casework import selectors, services
from liaison.core import clock
from liaison.core.errors import Refusal
from liaison.identity.types import Permission
from liaison.web.casework import refused
from liaison.web.casework.figures import PERIODS, shown
from liaison.web.casework.lines import grouped, rows_of
from liaison.web.casework.offers import offers
from liaison.web.casework.shift_forms import HandOverForm, PeriodForm
from liaison.web.casework.takers import people_of_the_shift
from liaison.web.http import StaffRequest
from liaison.web.middleware import record_refusal

REASON_MAXIMUM = 500


@require_http_methods(["GET", "POST"])
def transfers(request: StaffRequest) -> HttpResponse:
    """Show what is offered to this actor and by their place; take over, decline, withdraw.

    Raises:
        PermissionRefused: the chair does not hand things over.
        NoSuchTransfer: missing or hidden.
    """
    request.actor.require(Permission.TRANSFER)
    if request.method == "POST":
        return _decide(request)
    return _transfers(request)


def _transfers(request: StaffRequest, status: HTTPStatus = HTTPStatus.OK) -> HttpResponse:
    found = offers(request.actor, clock.now(), only_open=False)
    waiting = [one for one in found if one.may_decide]
    ours = [one for one in found if one.running and not one.may_decide]
    context = {
        "waiting": waiting,
        "ours": ours,
        "decided": [one for one in found if one not in waiting and one not in ours],
    }
    return render(request, "casework/transfers.html", context, status=status)


def _decide(request: StaffRequest) -> HttpResponse:
    actor, now = request.actor, clock.now()
    reason = request.POST.get("reason", "")[:REASON_MAXIMUM]
    try:
        transfer = UUID(request.POST.get("transfer", ""))
    except ValueError:
        return render(request, "400.html", status=HTTPStatus.BAD_REQUEST)
    try:
        match request.POST.get("do"):
            case "accept":
                services.accept_transfer(actor, transfer_id=transfer, now=now)
                messages.success(request, _("You hold it now."))
            case "decline":
                services.decline_transfer(actor, transfer_id=transfer, reason=reason, now=now)
                messages.success(request, _("Declined; whoever offered it was told."))
            case "withdraw":
                services.withdraw_transfer(actor, transfer_id=transfer, now=now)
                messages.success(request, _("The offer is withdrawn."))
            case _:
                return render(request, "400.html", status=HTTPStatus.BAD_REQUEST)
    except Refusal as refusal:
        words = refused.at_the_form(refusal)
        if words is None:
            raise
        record_refusal(request, refusal.code)
        messages.error(request, words)
        return _transfers(request, HTTPStatus.UNPROCESSABLE_ENTITY)
    return redirect("transfers")


@require_http_methods(["GET", "POST"])
def shift(request: StaffRequest) -> HttpResponse:
    """Show what a shift holds, on a page that can be printed, and hand it over.

    Raises:
        PermissionRefused: the chair does not hand things over.
    """
    request.actor.require(Permission.TRANSFER)
    actor, now = request.actor, clock.now()
    people = people_of_the_shift(actor, now)
    form = HandOverForm(request.POST or None, people=people)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            services.hand_over(
                actor,
                note=said["note"],
                persons=said["persons"],
                to_person=said["to_person"],
                now=now,
            )
        except Refusal as refusal:
            words = refused.at_the_form(refusal)
            if words is None:
                raise
            record_refusal(request, refusal.code)
            form.add_error(None, words)
        else:
            messages.success(
                request, _("The shift is offered. Until it is taken over, you stay responsible.")
            )
            return redirect("transfers")
    facts = selectors.shift(actor, persons=request.GET.getlist("persons")[:50], now=now)
    context = {
        "facts": facts,
        "groups": grouped(rows_of(actor, facts.held, now), actor.desk, now),
        "form": form,
        "at": now,
        "keys": False,
        "caption": _("Held by the shift"),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "casework/shift.html", context, status=status)


@require_GET
def statistics(request: StaffRequest) -> HttpResponse:
    """Show what the desk did in a period and how it stands, from the same clocks.

    Raises:
        PermissionRefused: the chair does not read statistics.
    """
    request.actor.require(Permission.STATISTICS_READ)
    form = PeriodForm(request.GET)
    if not form.is_valid():
        return render(request, "400.html", status=HTTPStatus.BAD_REQUEST)
    now = clock.now()
    days = int(form.text_of("days") or PERIODS[0])
    since = _since(now, days)
    # an end does not belong to its period, and what was answered just now does
    until = now + datetime.resolution
    found = selectors.figures(request.actor, since=since, until=until, now=now)
    context = {
        "tables": shown(request.actor, found, now),
        "figures": found,
        "days": days,
        "periods": sorted(PERIODS),
    }
    return render(request, "casework/statistics.html", context)


def _since(now: datetime, days: int) -> datetime:
    return now - timedelta(days=days)
