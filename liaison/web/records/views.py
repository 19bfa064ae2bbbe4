"""Pages of records: the list, one record with all that hangs on it, and what is done there."""

from http import HTTPStatus
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from liaison.core import clock
from liaison.files.states import Rendition
from liaison.identity.types import Permission
from liaison.records import policy, services
from liaison.records.states import RecordKind
from liaison.web import filters
from liaison.web.files import serving
from liaison.web.filters import kept_out_of_addresses
from liaison.web.http import StaffRequest
from liaison.web.records import fieldwords
from liaison.web.records.forms import (
    AnnotateForm,
    CorrectForm,
    KeepForm,
    RecordsForm,
    RestrictForm,
    WithdrawForm,
)
from liaison.web.records.lines import line_of
from liaison.web.records.page import bureau_choices, record_page


@kept_out_of_addresses("text")
@require_GET
def records(request: StaffRequest) -> HttpResponse:
    """List records; what was asked and how much was shown is logged.

    Raises:
        PermissionRefused: the chair does not read records.
    """
    actor = request.actor
    actor.require(Permission.DOCUMENT_READ)
    form = RecordsForm(filters.read(request))
    kinds = [(kind.value, fieldwords.KINDS[kind], fieldwords.ICONS[kind]) for kind in RecordKind]
    shared = {
        "form": form,
        "kinds": kinds,
        "may_enter": actor.may(Permission.DOCUMENT_IMPORT) and actor.at_bureau,
    }
    if not form.is_valid():
        return render(request, "records/records.html", shared, status=HTTPStatus.BAD_REQUEST)
    found = services.list_records(
        actor,
        kind=form.asked_kind(),
        text=form.text_of("text"),
        state=form.asked_state(),
        held=form.asked_held(),
        due=form.due,
        page=form.place_of("page") or 1,
        now=clock.now(),
    )
    asked = ("text", "kind", "state", "held")
    page = {
        **shared,
        "lines": [line_of(facts) for facts in found.records],
        "found": found,
        "filtered": any(form.text_of(name) for name in asked),
        # only the numbers of the pages: the records are here already
        "page": Paginator(range(found.total), policy.PAGE).get_page(found.page),
    }
    return render(request, "records/records.html", page)


@require_GET
def record(request: StaffRequest, document_id: UUID) -> HttpResponse:
    """Show one record with everything known about it; logged.

    Raises:
        PermissionRefused: the chair does not read records.
        NoSuchRecord: missing or hidden.
    """
    return record_page(request, document_id)


@require_GET
def photograph(
    request: StaffRequest, document_id: UUID, file_id: UUID, rendition: str
) -> HttpResponseBase:
    """Show a photograph of a record, drawn anew; logged with the record.

    Raises:
        PermissionRefused: the chair does not read records.
        NoSuchRecord: missing or hidden.
        NoSuchFile: the record has no such photograph.
        NotClean: it has not been found clean.
    """
    opened = services.open_photograph(
        request.actor,
        record_id=document_id,
        file_id=file_id,
        rendition=Rendition(rendition),
        now=clock.now(),
    )
    return serving.picture(opened)


@require_POST
def withdraw(request: StaffRequest, document_id: UUID) -> HttpResponse:
    """Take one of our records back; a form that is not complete comes back as it was typed.

    Raises:
        PermissionRefused: the chair does not withdraw records.
        NoSuchRecord: missing, hidden, or another bureau's.
        TransitionRefused: it was withdrawn before.
    """
    request.actor.require(Permission.DOCUMENT_WITHDRAW)
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        return _again(request, document_id, withdraw=form)
    services.withdraw(
        request.actor,
        document_id=document_id,
        reason=form.reason_given(),
        note=form.cleaned_data["note"],
        now=clock.now(),
    )
    told = _("The record is withdrawn. Copies are recalled; each bureau confirms its erasure.")
    return _done(request, document_id, told)


@require_POST
def restrict(request: StaffRequest, document_id: UUID) -> HttpResponse:
    """Set which bureaus must never receive a record of ours.

    Raises:
        PermissionRefused: the chair does not restrict records.
        NoSuchRecord: missing, hidden, or another bureau's.
        TransitionRefused: it was withdrawn.
    """
    request.actor.require(Permission.DOCUMENT_IMPORT)
    now = clock.now()
    known = bureau_choices(request.actor, now)
    # who left the directory may stay excluded
    named = [(one, one) for one in request.POST.getlist("excluded")[: policy.RECIPIENTS_MAXIMUM]]
    form = RestrictForm(list((dict(named) | dict(known)).items()), request.POST)
    if not form.is_valid():
        return _again(request, document_id, restrict=form)
    recalled = services.restrict(
        request.actor,
        record_id=document_id,
        excluded=form.cleaned_data["excluded"],
        now=now,
    )
    told = _("The restriction is set; copies called back: %(copies)s.") % {"copies": recalled}
    return _done(request, document_id, told)


@require_POST
def keep(request: StaffRequest, document_id: UUID) -> HttpResponse:
    """Justify a record of ours again.

    Raises:
        PermissionRefused: the chair does not decide that.
        NoSuchRecord: missing, hidden, or another bureau's.
        RetentionRefused: the day is past or too far away.
    """
    request.actor.require(Permission.DOCUMENT_IMPORT)
    form = KeepForm(request.POST)
    if not form.is_valid():
        return _again(request, document_id, keep=form)
    services.keep(
        request.actor,
        record_id=document_id,
        until=form.cleaned_data["until"],
        reason=form.cleaned_data["reason"],
        now=clock.now(),
    )
    return _done(request, document_id, _("The record is kept; all copies hear of the new day."))


@require_POST
def annotate(request: StaffRequest, document_id: UUID) -> HttpResponse:
    """Note something about a record.

    Raises:
        PermissionRefused: the chair does not note anything.
        NoSuchRecord: missing or hidden.
    """
    request.actor.require(Permission.RECORD_ANNOTATE)
    form = AnnotateForm(request.POST, own=False)
    if not form.is_valid():
        return _again(request, document_id, annotate=form)
    sent = form.cleaned_data["send"]
    services.annotate(
        request.actor,
        record_id=document_id,
        text=form.cleaned_data["text"],
        send=sent,
        now=clock.now(),
    )
    told = _("Noted, and sent to the owner.") if sent else _("Noted. The note stays here.")
    return _done(request, document_id, told)


@require_POST
def correct(request: StaffRequest, document_id: UUID) -> HttpResponse:
    """Ask the owner of a record to correct it.

    Raises:
        PermissionRefused: the chair does not ask.
        NoSuchRecord: missing or hidden.
        CorrectionRefused: the record is our own.
    """
    request.actor.require(Permission.RECORD_ANNOTATE)
    kind = services.kind_of(request.actor, record_id=document_id)
    form = CorrectForm(kind, request.POST)
    if not form.is_valid():
        return _again(request, document_id, correct=form)
    services.ask_correction(
        request.actor,
        record_id=document_id,
        field=form.cleaned_data["field"],
        proposed=form.cleaned_data["proposed"],
        reason=form.cleaned_data["reason"],
        now=clock.now(),
    )
    return _done(request, document_id, _("The owner is asked; the answer will stand here."))


def _again(request: StaffRequest, document_id: UUID, **form: forms.Form) -> HttpResponse:
    return record_page(request, document_id, given=form, status=HTTPStatus.BAD_REQUEST)


def _done(request: StaffRequest, document_id: UUID, told: str) -> HttpResponse:
    messages.success(request, told)
    return redirect("record", document_id=document_id)
