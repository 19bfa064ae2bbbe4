"""Pages of records: the bureau's own documents, one document, its withdrawal."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from liaison.core import clock
from liaison.identity.types import Permission
from liaison.records import policy, services
from liaison.records.states import Held, RecordState
from liaison.web import bureaus
from liaison.web.http import StaffRequest
from liaison.web.records.forms import DocumentsForm, WithdrawForm
from liaison.web.records.lines import copy_line_of, line_of
from liaison.web.records.words import HELD


@require_GET
def documents(request: StaffRequest) -> HttpResponse:
    """List the bureau's own documents; what was asked and how much was shown is logged.

    Raises:
        PermissionRefused: the chair does not read documents.
    """
    request.actor.require(Permission.DOCUMENT_READ)
    form = DocumentsForm(request.GET)
    if not form.is_valid():
        return render(
            request, "records/documents.html", {"form": form}, status=HTTPStatus.BAD_REQUEST
        )
    found = services.list_documents(
        request.actor,
        text=form.text_of("text"),
        state=form.asked_state(),
        page=form.place_of("page") or 1,
        now=clock.now(),
    )
    page = {
        "form": form,
        "lines": [line_of(facts) for facts in found.documents],
        "total": found.total,
        "filtered": bool(form.text_of("text") or form.text_of("state")),
        # only the numbers of the pages: the documents are here already
        "page": Paginator(range(found.total), policy.PAGE).get_page(found.page),
    }
    return render(request, "records/documents.html", page)


@require_GET
def document(request: StaffRequest, document_id: UUID) -> HttpResponse:
    """Show one document with its distribution list and its copy register; logged.

    Raises:
        PermissionRefused: the chair does not read documents.
        NoSuchRecord: missing or hidden.
    """
    return _page(request, document_id, WithdrawForm(), HTTPStatus.OK)


@require_POST
def withdraw(request: StaffRequest, document_id: UUID) -> HttpResponse:
    """Take one of our documents back; a form that is not complete comes back as it was typed.

    Raises:
        PermissionRefused: the chair does not withdraw documents.
        NoSuchRecord: missing, hidden, or another bureau's.
        TransitionRefused: it was withdrawn before.
    """
    request.actor.require(Permission.DOCUMENT_WITHDRAW)
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        return _page(request, document_id, form, HTTPStatus.BAD_REQUEST)
    services.withdraw(
        request.actor,
        document_id=document_id,
        reason=form.reason_given(),
        note=form.cleaned_data["note"],
        now=clock.now(),
    )
    messages.success(
        request,
        _("The document is withdrawn. Copies are recalled; each bureau confirms its erasure."),
    )
    return redirect("record", document_id=document_id)


def _page(
    request: StaffRequest, document_id: UUID, form: WithdrawForm, status: HTTPStatus
) -> HttpResponse:
    actor, now = request.actor, clock.now()
    file = services.read_document(actor, document_id=document_id, now=now)
    who = bureaus.known(actor, now)
    facts = file.document
    own = facts.held is Held.OWN
    page = {
        "file": file,
        "line": line_of(facts),
        "own": own,
        "held": HELD[facts.held],
        "owner": who.name(facts.owner),
        "recipients": [who.name(one) for one in file.recipients],
        "copies": [copy_line_of(copy, who) for copy in file.copies],
        "form": form,
        "may_withdraw": (
            own and facts.state is RecordState.ACTIVE and actor.may(Permission.DOCUMENT_WITHDRAW)
        ),
        "may_read_messages": actor.may(Permission.MESSAGE_READ),
    }
    return render(request, "records/document.html", page, status=status)
