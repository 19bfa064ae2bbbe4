"""Pages on which a record is entered or changed, by the form of its kind."""

from dataclasses import dataclass
from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from liaison.core import clock
from liaison.core.errors import Refusal
from liaison.identity.errors import PermissionRefused
from liaison.identity.types import Actor, Permission
from liaison.records import services
from liaison.records.errors import (
    ChangedMeanwhile,
    FieldRefused,
    NoSuchRecord,
    RecordTaken,
    TextRefused,
)
from liaison.records.kinds.register import KINDS
from liaison.records.photographs import HOLDER
from liaison.records.states import Held, RecordKind, RecordState
from liaison.web.files.choosing import FIELD, choice_for
from liaison.web.files.forms import ids_of
from liaison.web.http import StaffRequest
from liaison.web.middleware import record_refusal
from liaison.web.records import fieldwords
from liaison.web.records.entering import PHOTOGRAPHS, RecordForm
from liaison.web.records.page import bureau_choices
from liaison.web.refusals import words_of


def _check_writes(actor: Actor) -> None:
    """Refuse before a form is shown: no chair below the bureau enters records in its name."""
    actor.require(Permission.DOCUMENT_IMPORT)
    if not actor.at_bureau:
        raise PermissionRefused(Permission.DOCUMENT_IMPORT)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: StaffRequest, kind: str) -> HttpResponse:
    """Enter one record; a form that is not taken comes back as it was typed.

    Raises:
        PermissionRefused: the chair does not enter records.
    """
    actor, now = request.actor, clock.now()
    _check_writes(actor)
    if kind not in set(RecordKind):
        raise Http404
    about, bureaus = RecordKind(kind), bureau_choices(actor, now)
    if request.method != "POST":
        everybody: dict[str, object] = {"recipients": [one for one, _name in bureaus]}
        start = everybody | ({"names-0-kind": "primary"} if about is RecordKind.PERSON else {})
        form = RecordForm(about, bureaus=bureaus, initial=start)
        return _show(request, form, _Sheet(taken=()))
    form = RecordForm.sent(about, request.POST, bureaus=bureaus)
    sheet = _Sheet(taken=_ticked(request))
    if not form.is_bound:
        return _show(request, form, sheet)
    if not form.read(today=now.date(), photographs=_said(actor, sheet)) or form.draft is None:
        return _show(request, form, sheet, HTTPStatus.BAD_REQUEST)
    try:
        reference = services.enter(
            actor,
            draft=form.draft,
            recipients=form.cleaned_data["recipients"],
            excluded=form.cleaned_data["excluded"],
            now=now,
        )
    except (FieldRefused, RecordTaken) as refusal:
        return _refused(request, form, sheet, refusal)
    messages.success(request, _("The record is entered, and on its way to its distribution list."))
    return redirect("record", document_id=reference)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: StaffRequest, document_id: UUID) -> HttpResponse:
    """Change what one of our records says; a form that is not taken comes back as it was typed.

    Raises:
        PermissionRefused: the chair does not change records.
        NoSuchRecord: missing, hidden, another bureau's, or withdrawn.
    """
    actor, now = request.actor, clock.now()
    _check_writes(actor)
    file = services.read_record(actor, record_id=document_id, now=now)
    facts = file.record
    if facts.held is not Held.OWN or facts.state is not RecordState.ACTIVE:
        raise NoSuchRecord(str(document_id))
    if request.method != "POST":
        has = tuple(str(one.id) for one in file.photographs)
        return _show(request, RecordForm.about(facts), _Sheet(has, facts.label, document_id))
    form = RecordForm.sent(facts.kind, request.POST)
    sheet = _Sheet(_ticked(request), facts.label, document_id)
    if not form.is_bound:
        return _show(request, form, sheet)
    if not form.read(today=now.date(), photographs=_said(actor, sheet)) or form.draft is None:
        return _show(request, form, sheet, HTTPStatus.BAD_REQUEST)
    try:
        version = services.change(
            actor,
            record_id=document_id,
            read=form.cleaned_data["read"],
            draft=form.draft,
            reason=form.cleaned_data["reason"],
            now=now,
        )
    except (FieldRefused, RecordTaken, TextRefused, ChangedMeanwhile) as refusal:
        return _refused(request, form, sheet, refusal)
    told = (
        _("Nothing was changed: the record said so already.")
        if version == facts.version
        else _("The record is changed; the new version is on its way to all copies.")
    )
    messages.success(request, told)
    return redirect("record", document_id=document_id)


@dataclass(frozen=True)
class _Sheet:
    """What stands around the form.

    Attributes:
        taken: ids of the photographs that are ticked.
        label: of the record that is changed, or "".
        record: its id, or None for a new one.
    """

    taken: tuple[str, ...]
    label: str = ""
    record: UUID | None = None


def _ticked(request: StaffRequest) -> tuple[str, ...]:
    return tuple(str(one) for one in ids_of(request.POST, FIELD))


def _said(actor: Actor, sheet: _Sheet) -> tuple[str, ...] | None:
    """Return the photographs the form said; None from who is not asked for them."""
    return sheet.taken if _may_add(actor) else None


def _may_add(actor: Actor) -> bool:
    return actor.may(Permission.FILE_ADD) and actor.may(Permission.FILE_READ)


def _refused(
    request: StaffRequest, form: RecordForm, sheet: _Sheet, refusal: Refusal
) -> HttpResponse:
    record_refusal(request, refusal.code)
    form.refuse(refusal)
    return _show(request, form, sheet, words_of(refusal).status)


def _show(
    request: StaffRequest,
    form: RecordForm,
    sheet: _Sheet,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    pictured = any(field.name == PHOTOGRAPHS for field in KINDS[form.kind].fields)
    choice = (
        choice_for(
            request.actor,
            form="record-form",
            back=request.path,
            purpose=HOLDER,
            taken=sheet.taken,
        )
        if pictured and _may_add(request.actor)
        else None
    )
    page = {
        "form": form,
        "kind": fieldwords.KINDS[form.kind],
        "icon": fieldwords.ICONS[form.kind],
        "label": sheet.label,
        "record": sheet.record,
        "choice": choice,
    }
    return render(request, "records/write.html", page, status=status)
