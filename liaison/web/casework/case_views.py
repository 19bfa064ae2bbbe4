"""Pages of case files: the list, and one case."""

from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from liaison.casework import selectors, services
from liaison.casework.states import CaseState, TaskState
from liaison.casework.types import CaseFile
from liaison.core import clock
from liaison.core.errors import Refusal
from liaison.identity.types import Actor, Permission
from liaison.web.casework import refused
from liaison.web.casework.case_forms import BESIDE, WAYS, CasesForm, OpenCaseForm, prepared
from liaison.web.casework.forms import StepForm
from liaison.web.casework.lines import rows_of
from liaison.web.casework.places import places_of
from liaison.web.casework.relating import related_of
from liaison.web.casework.timeline import timeline_of
from liaison.web.casework.words import CASES, TASKS, Text
from liaison.web.filters import kept_out_of_addresses, read
from liaison.web.http import StaffRequest
from liaison.web.middleware import record_refusal


@kept_out_of_addresses("text")
@require_http_methods(["GET", "POST"])
def cases(request: StaffRequest) -> HttpResponse:
    """List case files, and open a new one.

    Raises:
        PermissionRefused: the chair does not manage cases.
    """
    request.actor.require(Permission.CASE_MANAGE)
    now, form = clock.now(), OpenCaseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            opened = services.open_case(request.actor, title=form.cleaned_data["title"], now=now)
        except Refusal as refusal:
            _refuse(request, form, refusal)
        else:
            return redirect("case", opened)
    asked = CasesForm(read(request))
    if not asked.is_valid():
        return render(request, "400.html", status=HTTPStatus.BAD_REQUEST)
    found = selectors.cases(request.actor, state=asked.wanted, text=asked.text_of("text"), now=now)
    places = places_of(
        request.actor,
        {one.holder_organisation for one in found},
        {one.holder_person for one in found},
        now,
    )
    context = {
        "asked": asked,
        "form": form,
        "lines": [
            (one, CASES[one.state], places.holder(one.holder_organisation, one.holder_person))
            for one in found
        ],
        "filtered": bool(request.GET),
    }
    return render(request, "casework/cases.html", context, status=_status(form))


@require_http_methods(["GET", "POST"])
def case(request: StaffRequest, case_id: UUID) -> HttpResponse:
    """Show a case file and take a step in it.

    Raises:
        PermissionRefused: the chair does not manage cases.
        NoSuchCase: missing or hidden.
    """
    request.actor.require(Permission.CASE_MANAGE)
    if request.method == "GET":
        return _page(request, case_id)
    name, now = request.POST.get("step", ""), clock.now()
    way = BESIDE.get(name) or WAYS.get(name)
    if way is None:
        return render(request, "400.html", status=HTTPStatus.BAD_REQUEST)
    form = prepared(name, request.actor, now, request.POST)
    if form.is_valid():
        try:
            way.run(request.actor, case_id, form, now)
        except Refusal as refusal:
            _refuse(request, form, refusal)
        if not form.errors:
            messages.success(request, str(way.done))
            return redirect("case", case_id)
    return _page(request, case_id, sent=(name, form))


@dataclass(frozen=True)
class Offer:
    """One step as the page offers it."""

    name: str
    title: Text
    icon: str
    form: StepForm
    button: Text
    open: bool


def _page(
    request: StaffRequest, case_id: UUID, sent: tuple[str, StepForm] | None = None
) -> HttpResponse:
    now = clock.now()
    file = services.read_case(request.actor, case_id=case_id, now=now)
    places = places_of(
        request.actor,
        {
            file.line.holder_organisation,
            *(one.holder_organisation for one in file.tasks),
            *(one.by for one in file.timeline if one.kind == "letter"),
        },
        {file.line.holder_person, *(one.holder_person for one in file.tasks)},
        now,
    )
    context: dict[str, Any] = {
        "file": file,
        "badge": CASES[file.line.state],
        "holder": places.holder(file.line.holder_organisation, file.line.holder_person),
        "tasks": [
            (one, TASKS[one.state], places.holder(one.holder_organisation, one.holder_person))
            for one in sorted(file.tasks, key=lambda one: one.state is not TaskState.OPEN)
        ],
        "rows": rows_of(request.actor, file.requests, now),
        "related": related_of(request.actor, file.related, now),
        "timeline": timeline_of(file, places),
        "offers": _offers(request.actor, file, sent, now),
        "address": reverse("case", args=[case_id]),
        "is_open": file.line.state is CaseState.OPEN,
    }
    status = _status(sent[1]) if sent else HTTPStatus.OK
    if sent and sent[0] not in {one.name for one in context["offers"]}:
        messages.error(request, " ".join(str(one) for one in sent[1].non_field_errors()))
    return render(request, "casework/case.html", context, status=status)


def _offers(
    actor: Actor, file: CaseFile, sent: tuple[str, StepForm] | None, now: datetime
) -> list[Offer]:
    found = []
    for name, way in WAYS.items():
        if way.on is not file.line.state:
            continue
        again = sent is not None and sent[0] == name
        form = sent[1] if sent and again else prepared(name, actor, now)
        found.append(Offer(name, way.title, way.icon, form, way.button, open=again))
    return found


def _refuse(request: StaffRequest, form: StepForm, refusal: Refusal) -> None:
    words = refused.at_the_form(refusal)
    if words is None:
        raise refusal
    record_refusal(request, refusal.code)
    form.add_error(None, words)


def _status(form: StepForm) -> HTTPStatus:
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
