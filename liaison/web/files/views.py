"""Pages of files: what one added, adding, downloading, pictures."""

from collections.abc import Iterable
from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_GET, require_POST

from liaison.core import clock
from liaison.files import selectors, services
from liaison.files.errors import FileEmpty, FileTooLarge
from liaison.files.policy import FILE_BYTES, MEGABYTE
from liaison.files.states import Rendition
from liaison.identity.types import Permission
from liaison.web.files import serving
from liaison.web.files.choosing import FIELD, choice_for
from liaison.web.files.forms import PlaceForm, ids_of
from liaison.web.files.lines import lines_of
from liaison.web.files.uploading import PURPOSE, SealingHandler
from liaison.web.http import StaffRequest

# the form around the file: its other fields, its boundaries
AROUND = MEGABYTE


@require_GET
def files(request: StaffRequest) -> HttpResponse:
    """Show what one added and nothing holds yet, and the form to add a file.

    Raises:
        PermissionRefused: the chair does not add files.
    """
    choice = choice_for(request.actor, form="", back=reverse("files"), purpose=PURPOSE)
    return render(request, "files/files.html", {"choice": choice})


@require_GET
def chosen(request: StaffRequest) -> HttpResponse:
    """Show the list of the partial again.

    Raises:
        PermissionRefused: the chair does not add files.
    """
    request.actor.require(Permission.FILE_ADD)
    form = PlaceForm(request.GET)
    if not form.is_valid():
        return render(request, "400.html", status=HTTPStatus.BAD_REQUEST)
    return _list(request, form, ids_of(request.GET, FIELD))


@require_GET
def some(request: StaffRequest) -> HttpResponse:
    """Show some files again: `?id=`, as often as there are files; those one may know of.

    Raises:
        PermissionRefused: the chair does not read files.
    """
    lines = lines_of(selectors.listed(request.actor, ids_of(request.GET, "id")))
    return render(request, "files/some.html", {"lines": lines})


@csrf_exempt  # only until the handler is in place: the view below checks the token
@require_POST
def add(request: StaffRequest) -> HttpResponse:
    """Take one file.

    Raises:
        PermissionRefused: the chair does not add files.
        FileTooLarge: the request is larger than any file; nothing of it was read.
    """
    request.actor.require(Permission.FILE_ADD)
    if int(request.META.get("CONTENT_LENGTH") or 0) > FILE_BYTES + AROUND:
        raise FileTooLarge(FILE_BYTES)
    handler = SealingHandler(request.actor)
    request.upload_handlers = [handler]
    try:
        return _added(request, handler)
    finally:
        handler.discard()


@csrf_protect
def _added(request: StaffRequest, handler: SealingHandler) -> HttpResponse:
    """End the upload: the token is checked by now, and with it the body is read."""
    form = PlaceForm(request.POST)
    if not form.is_valid():
        return render(request, "400.html", status=HTTPStatus.BAD_REQUEST)
    if handler.refusal is not None:
        raise handler.refusal
    if handler.intake is None:
        raise FileEmpty
    facts = handler.intake.finish(now=clock.now())
    if request.htmx:
        return _list(request, form, [*ids_of(request.POST, FIELD), facts.id])
    messages.success(
        request,
        _("%(name)s was added. It can be opened when it has been looked at.")
        % {"name": facts.name},
    )
    return redirect(_back(request, str(form.cleaned_data["back"])))


@require_POST
def remove(request: StaffRequest, file_id: UUID) -> HttpResponse:
    """Erase a file that nothing holds.

    Raises:
        PermissionRefused: the chair does not add files.
        NoSuchFile: missing, hidden, or of another organisation.
        InUse: something holds it.
    """
    request.actor.require(Permission.FILE_ADD)
    form = PlaceForm(request.POST)
    if not form.is_valid():
        return render(request, "400.html", status=HTTPStatus.BAD_REQUEST)
    services.remove(request.actor, file_id=file_id, now=clock.now())
    if request.htmx:
        return _list(request, form, ids_of(request.POST, FIELD))
    messages.success(request, _("The file is erased."))
    return redirect(_back(request, str(form.cleaned_data["back"])))


@require_GET
def download(request: StaffRequest, file_id: UUID) -> HttpResponseBase:
    """Hand out a clean file as it came; logged.

    Raises:
        PermissionRefused: the chair does not read files.
        NoSuchFile: missing or hidden.
        NotClean: it has not been found clean.
    """
    opened = services.open_for(request.actor, file_id=file_id, now=clock.now())
    return serving.attachment(opened)


@require_GET
def picture(request: StaffRequest, file_id: UUID, rendition: str) -> HttpResponseBase:
    """Show a picture that was drawn anew; logged.

    Raises:
        PermissionRefused: the chair does not read files.
        NoSuchFile: missing, hidden, or no picture.
        NotClean: it has not been found clean.
    """
    opened = services.open_for(
        request.actor, file_id=file_id, rendition=Rendition(rendition), now=clock.now()
    )
    return serving.picture(opened)


def _list(request: StaffRequest, form: PlaceForm, ticked: Iterable[UUID]) -> HttpResponse:
    choice = choice_for(
        request.actor,
        form=str(form.cleaned_data["form"]),
        back=str(form.cleaned_data["back"]),
        purpose=str(form.cleaned_data["purpose"]) or PURPOSE,
        taken=[str(one) for one in ticked],
    )
    return render(request, "files/chosen.html", {"choice": choice})


def _back(request: StaffRequest, said: str) -> str:
    """Return where to go on: a path of this site, or the page of files."""
    ours = url_has_allowed_host_and_scheme(
        said, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return said if said.startswith("/") and ours else reverse("files")
