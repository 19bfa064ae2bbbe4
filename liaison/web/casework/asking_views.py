"""Pages on which an officer writes a request abroad."""

from datetime import datetime
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRedirect

from liaison.casework import services
from liaison.casework.types.requests import RequestFile
from liaison.casework.words import LetterKind
from liaison.core import clock
from liaison.core.errors import Refusal, TransitionRefused
from liaison.identity.types import Permission
from liaison.web.casework.asking import Desks, Sheet, desks_to_ask
from liaison.web.casework.attachments import to_draft
from liaison.web.casework.refused import AT_THE_FORM
from liaison.web.casework.words import CONCERNED
from liaison.web.files.choosing import FIELD
from liaison.web.files.forms import ids_of
from liaison.web.http import StaffRequest
from liaison.web.middleware import record_refusal

SUBMIT, AUTOSAVE = "submit", "autosave"
# never "remove": a control of that name hides the form's own method, and htmx swaps no more
ROWS = ("add", "paper", "take_away")


@require_http_methods(["GET", "POST"])
def ask(request: StaffRequest) -> HttpResponse:
    """Write a new request.

    Raises:
        PermissionRefused: the chair does not write requests.
    """
    request.actor.require(Permission.REQUEST_DRAFT)
    if request.method == "POST":
        return _post(request, _draft_id(request))
    return _page(request, Sheet.empty(_desks(request)))


@require_http_methods(["GET", "POST"])
def change(request: StaffRequest, request_id: UUID) -> HttpResponse:
    """Go on writing a draft, or one that the desk asked back.

    Raises:
        PermissionRefused: the chair does not write requests.
        NoSuchRequest: missing or hidden.
    """
    request.actor.require(Permission.REQUEST_DRAFT)
    if request.method == "POST":
        return _post(request, request_id)
    file = services.read_request(request.actor, request_id=request_id, now=clock.now())
    if "change" not in file.verbs:
        return redirect("request", request_id)
    context: dict[str, Any] = {
        "reference": file.line.our_reference,
        "asked_back": _asked_back(file),
    }
    context["enclosed"] = file.files
    return _page(request, Sheet.saved(file, _desks(request)), request_id, **context)


def _post(request: StaffRequest, request_id: UUID | None) -> HttpResponse:
    sheet = Sheet.sent(request.POST, _desks(request))
    for name in ROWS:
        if name in request.POST:
            fresh = sheet.retyped()
            getattr(fresh, name)(request.POST[name])
            return _page(request, fresh, request_id)
    do, now = request.POST.get("do", ""), clock.now()
    if do == AUTOSAVE:
        return _autosave(request, sheet, request_id, now)
    saved = _save(request, sheet, request_id, now)
    if saved is None:
        return _page(request, sheet, request_id, problems=True)
    if do == SUBMIT:
        if not _submit(request, sheet, saved, now):
            return _page(request, sheet, saved, problems=True)
        messages.success(request, _("The request is with the desk."))
        return _go(request, reverse("request", args=[saved]))
    messages.success(request, _("The draft is saved."))
    return _go(request, reverse("change", args=[saved]))


def _save(
    request: StaffRequest, sheet: Sheet, request_id: UUID | None, now: datetime
) -> UUID | None:
    """Save a draft; None when something cannot be read, which the sheet then shows."""
    if not sheet.is_valid():
        return None
    files = [str(one) for one in ids_of(request.POST, FIELD)]
    try:
        if request_id is None:
            return services.draft(request.actor, draft=sheet.draft(files), now=now)
        services.change_draft(
            request.actor, request_id=request_id, draft=sheet.draft(files), now=now
        )
    except Refusal as refusal:
        if not sheet.refuse(refusal):
            raise
        return None
    return request_id


def _autosave(
    request: StaffRequest, sheet: Sheet, request_id: UUID | None, now: datetime
) -> HttpResponse:
    """Save while the officer writes; what was begun before submitting may come after it."""
    try:
        saved = _save(request, sheet, request_id, now)
    except TransitionRefused as refusal:
        record_refusal(request, refusal.code)
        context = {"draft_id": request_id, "unsaved": AT_THE_FORM[refusal.code]}
        return render(request, "casework/saved.html", context)
    return _saved(request, sheet, saved or request_id, now if saved else None)


def _submit(request: StaffRequest, sheet: Sheet, request_id: UUID, now: datetime) -> bool:
    try:
        services.submit(request.actor, request_id=request_id, now=now)
    except Refusal as refusal:
        if not sheet.refuse(refusal):
            raise
        record_refusal(request, refusal.code)
        return False
    return True


def _page(
    request: StaffRequest,
    sheet: Sheet,
    request_id: UUID | None = None,
    **more: Any,  # noqa: ANN401
) -> HttpResponse:
    action = reverse("change", args=[request_id]) if request_id else reverse("ask")
    ticked = [str(one) for one in ids_of(request.POST, FIELD)]
    taken = more.pop("enclosed", ticked)
    context = more | {
        "sheet": sheet,
        "action": action,
        "choice": None if request.htmx else to_draft(request.actor, back=action, taken=taken),
        "kinds": list(CONCERNED.items()),
        "reachable": bool(sheet.desks.single),
    }
    wrong = bool(more.get("problems"))
    if request.htmx:
        # htmx swaps what is wrong like what is right: the status only says which
        return render(request, "casework/sheet.html", context, status=_status(wrong=wrong))
    return render(request, "casework/ask.html", context, status=_status(wrong=wrong))


def _status(*, wrong: bool) -> HTTPStatus:
    return HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK


def _saved(
    request: StaffRequest, sheet: Sheet, request_id: UUID | None, at: datetime | None
) -> HttpResponse:
    context: dict[str, Any] = {"saved_at": at, "draft_id": request_id}
    if at is None:
        context["unsaved"] = _("Not saved: something cannot be read yet")
        if "subject" in sheet.form.errors:
            context["unsaved"] = _("Not saved yet: write a subject first")
    return render(request, "casework/saved.html", context)


def _go(request: StaffRequest, address: str) -> HttpResponse:
    return HttpResponseClientRedirect(address) if request.htmx else redirect(address)


def _draft_id(request: StaffRequest) -> UUID | None:
    """Return the draft that saving while writing began, if it did."""
    try:
        return UUID(request.POST.get("draft", ""))
    except ValueError:
        return None


def _desks(request: StaffRequest) -> Desks:
    return desks_to_ask(request.actor.desk, clock.now())


def _asked_back(file: RequestFile) -> str:
    """Return what the desk said when it asked back last, or ""."""
    said = [one.words for one in file.letters if one.kind is LetterKind.REVIEW]
    return said[-1] if said and file.line.state.value == "asked_back" else ""
