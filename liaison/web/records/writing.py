"""Pages on which a record is entered or changed, by the form of its kind."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from liaison.core import clock
from liaison.identity.types import Permission
from liaison.records import services
from liaison.records.errors import NoSuchRecord
from liaison.records.states import Held, RecordKind, RecordState
from liaison.web.http import StaffRequest
from liaison.web.records import fieldwords
from liaison.web.records.entering import RecordForm, initial_of
from liaison.web.records.page import bureau_choices


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: StaffRequest, kind: str) -> HttpResponse:
    """Enter one record.

    Raises:
        PermissionRefused: the chair does not enter records.
        RecordTaken: an active record of ours is about the same.
    """
    actor, now = request.actor, clock.now()
    actor.require(Permission.DOCUMENT_IMPORT)
    if kind not in set(RecordKind):
        raise Http404
    about, bureaus = RecordKind(kind), bureau_choices(actor, now)
    everybody = {"recipients": [one for one, _name in bureaus]}
    if request.method != "POST":
        form = RecordForm(about, bureaus=bureaus, initial=everybody)
        return _show(request, form, HTTPStatus.OK)
    form = RecordForm(about, request.POST, bureaus=bureaus)
    if not form.read(today=now.date()) or form.draft is None:
        return _show(request, form, HTTPStatus.BAD_REQUEST)
    reference = services.enter(
        actor,
        draft=form.draft,
        recipients=form.cleaned_data["recipients"],
        excluded=form.cleaned_data["excluded"],
        now=now,
    )
    messages.success(request, _("The record is entered, and on its way to its distribution list."))
    return redirect("record", document_id=reference)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: StaffRequest, document_id: UUID) -> HttpResponse:
    """Change what one of our records says.

    Raises:
        PermissionRefused: the chair does not change records.
        NoSuchRecord: missing, hidden, another bureau's, or withdrawn.
        ChangedMeanwhile: somebody changed it after the form was opened.
    """
    actor, now = request.actor, clock.now()
    actor.require(Permission.DOCUMENT_IMPORT)
    facts = services.read_record(actor, record_id=document_id, now=now).record
    if facts.held is not Held.OWN or facts.state is not RecordState.ACTIVE:
        raise NoSuchRecord(str(document_id))
    if request.method != "POST":
        start = {**initial_of(facts), "read": facts.version}
        form = RecordForm(facts.kind, initial=start)
        return _show(request, form, HTTPStatus.OK, label=facts.label, record=document_id)
    form = RecordForm(facts.kind, request.POST)
    if not form.read(today=now.date()) or form.draft is None:
        status = HTTPStatus.BAD_REQUEST
        return _show(request, form, status, label=facts.label, record=document_id)
    version = services.change(
        actor,
        record_id=document_id,
        read=form.cleaned_data["read"],
        draft=form.draft,
        reason=form.cleaned_data["reason"],
        now=now,
    )
    told = (
        _("Nothing was changed: the record said so already.")
        if version == facts.version
        else _("The record is changed; the new version is on its way to all copies.")
    )
    messages.success(request, told)
    return redirect("record", document_id=document_id)


def _show(
    request: StaffRequest,
    form: RecordForm,
    status: HTTPStatus,
    *,
    label: str = "",
    record: UUID | None = None,
) -> HttpResponse:
    page = {
        "form": form,
        "kind": fieldwords.KINDS[form.kind],
        "icon": fieldwords.ICONS[form.kind],
        "label": label,
        "record": record,
    }
    return render(request, "records/write.html", page, status=status)
