"""The page of one request: its thread, its clock, and what may be done now."""

from datetime import datetime
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from liaison.casework import selectors, services
from liaison.casework.states import Direction
from liaison.casework.types import RequestFile
from liaison.core import clock
from liaison.core.errors import Refusal
from liaison.exchange import services as exchange
from liaison.identity import selectors as identity
from liaison.identity.types import Permission
from liaison.lib.calendar.errors import CalendarRefusal
from liaison.web import ceremonies
from liaison.web.casework import clockface, refused
from liaison.web.casework.about import about_of, facts_of, findings_of, parties_of, references_of
from liaison.web.casework.attachments import attachments_of, named_in, to_answer
from liaison.web.casework.concerned import shown
from liaison.web.casework.forms import StepForm
from liaison.web.casework.lines import row_of
from liaison.web.casework.offering import offers_of, prepared
from liaison.web.casework.places import places_of_file
from liaison.web.casework.steps import WAYS
from liaison.web.casework.thread import letters_of
from liaison.web.http import StaffRequest
from liaison.web.middleware import record_refusal


@require_http_methods(["GET", "POST"])
def request_page(request: StaffRequest, request_id: UUID) -> HttpResponse:
    """Show a request and take the next step.

    Raises:
        PermissionRefused: the chair does not read requests.
        NoSuchRequest: missing or hidden.
    """
    request.actor.require(Permission.REQUEST_READ)
    if request.method == "POST":
        return _take_step(request, request_id)
    return _page(request, request_id)


def _take_step(request: StaffRequest, request_id: UUID) -> HttpResponse:
    name = request.POST.get("step", "")
    way = WAYS.get(name)
    if way is None:
        return render(request, "400.html", status=HTTPStatus.BAD_REQUEST)
    now = clock.now()
    form = prepared(name, request.actor, now, request.POST)
    if form.is_valid():
        try:
            way.run(request.actor, request_id, form, now)
        except (Refusal, CalendarRefusal) as refusal:
            words = refused.at_the_form(refusal)
            if words is None:
                raise
            record_refusal(request, refusal.code)
            form.add_error(None, words)
        else:
            messages.success(request, str(way.done))
            # asked back or given back, it may be out of this chair's sight by now
            seen = selectors.visible_to(request.actor, now).filter(pk=request_id).exists()
            return redirect("request", request_id) if seen else redirect("home")
    return _page(request, request_id, sent=(name, form))


def _page(
    request: StaffRequest, request_id: UUID, *, sent: tuple[str, StepForm] | None = None
) -> HttpResponse:
    now = clock.now()
    file = services.read_request(request.actor, request_id=request_id, now=now)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if sent else HTTPStatus.OK
    if sent and sent[0] not in file.verbs:
        # the step is not offered any more: what was wrong with it is said above the page
        messages.error(request, " ".join(str(one) for one in sent[1].non_field_errors()))
    address = reverse("request", args=[request_id])
    offers = offers_of(request.actor, file, now, sent)
    context = _context(request, file, now) | {
        "offers": offers,
        "address": address,
        "choice": to_answer(request.actor, back=address, offered=[one.name for one in offers]),
        "approve_at": _approve_at(request, file),
        "approval": file.approval if file.line.direction is Direction.OUT else "",
        "own_url": reverse("own"),
    }
    return render(request, "casework/request.html", context, status=status)


@require_POST
def approval(request: StaffRequest, request_id: UUID) -> HttpResponse:
    """Ask the reviewer's passkey about a request of ours as it stands now.

    Raises:
        PermissionRefused: the chair does not review.
        Refusal: see `services.document_to_approve`.
    """
    request.actor.require(Permission.REQUEST_REVIEW)
    document = services.document_to_approve(request.actor, request_id=request_id, now=clock.now())
    known = identity.credentials_of(request.user.pk)
    return ceremonies.question_about(exchange.challenge_of(document), known)


def _approve_at(request: StaffRequest, file: RequestFile) -> str:
    """Return where a passkey is asked to approve; empty when it cannot."""
    ours = file.line.direction is Direction.OUT and "review" in file.verbs
    if not ours or not identity.credentials_of(request.user.pk):
        return ""
    return reverse("request-approval", args=[file.line.id])


def _context(request: StaffRequest, file: RequestFile, now: datetime) -> dict[str, Any]:
    actor = request.actor
    places = places_of_file(actor, file, now)
    attachments = attachments_of(actor, file)
    return {
        "file": file,
        "row": row_of(file.line, places, now),
        "references": references_of(file.line, places),
        "facts": facts_of(file),
        "about": about_of(file, places),
        "things": [shown(one) for one in file.concerned],
        "letters": letters_of(actor, file, places, attachments),
        "attachments": named_in(attachments, file.files),
        "findings": findings_of(actor, file),
        "parties": parties_of(file, places),
        "at_desk": actor.at_desk,
        "halted": clockface.halted(file.clock),
        "late": clockface.late(file.clock),
        "escalated": clockface.escalated(file.clock),
        "face": clockface.face_of(file.line.clock),
        "moves": list(clockface.moves_of(file.clock)) if file.clock else [],
        "may_change": "change" in file.verbs,
    }
