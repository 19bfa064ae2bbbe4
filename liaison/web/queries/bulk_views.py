"""Pages of bulk checks: send a list, see how far it is, decide, take results and rejects."""

import io
from collections.abc import Callable, Iterator
from http import HTTPStatus
from itertools import chain
from typing import Any, TextIO, TypeVar
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_GET, require_http_methods
from django_htmx.http import HttpResponseClientRefresh

from liaison.core import clock
from liaison.core.errors import Refusal
from liaison.files.policy import MEGABYTE
from liaison.identity.types import Permission
from liaison.queries import bulkfile, bulkpolicy, selectors, services
from liaison.queries.states import BULK_TRANSITIONS, BulkState
from liaison.queries.types import BulkFacts
from liaison.records.errors import FileRefused
from liaison.web.http import StaffRequest
from liaison.web.middleware import record_refusal
from liaison.web.queries import bulk_words, shown, words
from liaison.web.queries.bulk_forms import BulkForm, DecideForm
from liaison.web.queries.bulk_upload import PackingHandler, parts

# states whose page asks again how far it is
MOVING = frozenset({BulkState.FILLING, BulkState.WAITING, BulkState.RUNNING})
SPACE = frozenset({BulkState.EXPIRED, BulkState.FILLING, BulkState.WAITING, BulkState.REFUSED})
T = TypeVar("T")


@csrf_exempt  # only until the handler is in place: what is called below checks the token
@require_http_methods(["GET", "POST"])
def bulk_checks(request: StaffRequest) -> HttpResponse:
    """List bulk checks, and take a new list.

    Raises:
        PermissionRefused: the chair does not carry BULK_CHECK.
    """
    request.actor.require(Permission.BULK_CHECK)
    if request.method == "GET":
        return _list_page(request, BulkForm())
    handler = PackingHandler()
    request.upload_handlers = [handler]
    return _sent(request, handler)


@require_http_methods(["GET", "POST"])
def bulk_check(request: StaffRequest, bulk_id: UUID) -> HttpResponse:
    """Show where one stands; decide about it, or cancel it.

    Raises:
        PermissionRefused: the chair carries neither BULK_CHECK nor BULK_APPROVE.
        NoSuchBulk: missing or hidden.
    """
    if request.method == "GET":
        return _page(request, bulk_id, DecideForm())
    step = request.POST.get("step", "")
    if step == "cancel":
        services.cancel_bulk(request.actor, bulk_id=bulk_id, now=clock.now())
        messages.success(request, _("The bulk check is cancelled."))
        return redirect("bulk-check", bulk_id)
    if step not in {"approve", "refuse"}:
        selectors.bulk(request.actor, bulk_id)  # whoever may not see it is refused all the same
        return render(request, "400.html", status=HTTPStatus.BAD_REQUEST)
    form = DecideForm(request.POST)
    request.actor.require(Permission.BULK_APPROVE)
    if not form.is_valid():
        return _page(request, bulk_id, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    services.decide_bulk(
        request.actor,
        bulk_id=bulk_id,
        approve=step == "approve",
        note=form.cleaned_data["note"],
        now=clock.now(),
    )
    messages.success(request, _("Your decision is recorded."))
    return redirect("bulk-check", bulk_id)


@require_GET
def progress(request: StaffRequest, bulk_id: UUID) -> HttpResponse:
    """Say how far it is: counts alone, which the log need not hold every other second.

    Raises:
        PermissionRefused: the chair carries neither BULK_CHECK nor BULK_APPROVE.
        NoSuchBulk: missing or hidden.
    """
    facts = selectors.bulk(request.actor, bulk_id)
    if facts.state.value != request.GET.get("seen"):
        return HttpResponseClientRefresh()
    return render(request, "queries/bulk_progress.html", {"facts": facts, "moving": True})


@require_GET
def results(request: StaffRequest, bulk_id: UUID) -> HttpResponseBase:
    """Send the result file; every portion is recorded before it leaves.

    Raises:
        PermissionRefused: the chair does not carry BULK_CHECK.
        NoSuchBulk: missing or hidden.
    """
    found = services.every_answer(request.actor, bulk_id=bulk_id, now=clock.now())
    return _file(request, bulk_id, "results", found, bulkfile.write_results)


@require_GET
def rejects(request: StaffRequest, bulk_id: UUID) -> HttpResponseBase:
    """Send the rejects file; every portion is recorded before it leaves.

    Raises:
        PermissionRefused: the chair does not carry BULK_CHECK.
        NoSuchBulk: missing or hidden.
    """
    now = clock.now()
    found = services.every_reject(request.actor, bulk_id=bulk_id, now=now)

    def write(stream: TextIO, portion: Any, *, header: bool) -> None:  # noqa: ANN401
        bulkfile.write_rejects(
            stream,
            portion,
            header=header,
            words=lambda one: bulk_words.reject_words(one, now.date()),
        )

    return _file(request, bulk_id, "rejects", found, write)


@csrf_protect
def _sent(request: StaffRequest, handler: PackingHandler) -> HttpResponse:
    """Take the list: the token is checked by now, and with it the body is read."""
    form = BulkForm(request.POST)
    wrong = _file_wrong(handler)
    if not form.is_valid() or wrong:
        return _list_page(request, form, wrong=wrong)
    survey = bulkfile.survey(handler.opened())
    now = clock.now()
    try:
        facts = services.open_bulk(request.actor, plan=form.plan, now=now)
    except Refusal as refusal:
        said = bulk_words.said_in_form(refusal)
        if said is None:
            raise
        record_refusal(request, refusal.code)
        form.add_error(None, str(said))
        return _list_page(request, form)
    for part in parts(handler.opened()):
        services.add_lines(request.actor, bulk_id=facts.id, lines=part)
    services.submit_bulk(request.actor, bulk_id=facts.id, digest=survey.digest, now=now)
    return redirect("bulk-check", facts.id)


def _file_wrong(handler: PackingHandler) -> str:
    if handler.too_large:
        return str(bulk_words.TOO_LARGE) % {"most": bulkfile.BYTES // MEGABYTE}
    if not handler.size:
        return str(bulk_words.NO_FILE)
    try:
        bulkfile.survey(handler.opened())
    except FileRefused as refusal:
        if refusal.line:
            return str(bulk_words.UNREADABLE) % {"line": refusal.line}
        return str(bulk_words.UNREADABLE_WHOLE)
    return ""


def _list_page(request: StaffRequest, form: BulkForm, *, wrong: str = "") -> HttpResponse:
    found = services.list_bulks(request.actor, now=clock.now())
    context = {
        "form": form,
        "wrong": wrong,
        "lines": [_line(facts) for facts in found],
        "columns": [(name, text) for name, text in bulk_words.COLUMNS.items()],
        "most": bulkpolicy.POLICY.lines,
        "second": bulkpolicy.POLICY.approval_from,
        "megabytes": bulkfile.BYTES // MEGABYTE,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "queries/bulk_checks.html", context, status=status)


def _page(
    request: StaffRequest, bulk_id: UUID, form: DecideForm, status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    actor = request.actor
    facts, matched = services.read_bulk(actor, bulk_id=bulk_id, now=clock.now())
    own = facts.asked_by_id == actor.person_id
    waits = facts.state is BulkState.WAITING
    ends = BulkState.CANCELLED in BULK_TRANSITIONS[facts.state]
    context = _line(facts) | {
        "purpose": words.PURPOSES[facts.plan.purpose],
        "place": shown.names()(facts.organisation),
        "halted": bulk_words.HALTS[facts.halted] if facts.halted else "",
        "form": form,
        "decides": waits and not own and actor.may(Permission.BULK_APPROVE),
        "waits": waits and own,
        "cancels": ends and actor.may(Permission.BULK_CHECK),
        "moving": facts.state in MOVING,
        "files": facts.state not in SPACE and actor.may(Permission.BULK_CHECK),
        "matched": matched,
        "page": bulkpolicy.PAGE,
    }
    return render(request, "queries/bulk_check.html", context, status=status)


def _line(facts: BulkFacts) -> dict[str, Any]:
    return {
        "facts": facts,
        "badge": bulk_words.STATES[facts.state],
        "kind": bulk_words.KINDS[facts.plan.kind],
    }


def _file(
    request: StaffRequest,
    bulk_id: UUID,
    name: str,
    portions: Iterator[tuple[T, ...]],
    write: Callable[..., None],
) -> HttpResponseBase:
    # asked for before anything is sent: a refusal becomes a page, not half a file
    reference = selectors.bulk(request.actor, bulk_id).plan.case_reference
    first = next(portions, ())
    answer = StreamingHttpResponse(
        _written(chain([first], portions), write), content_type="text/csv; charset=utf-8"
    )
    filename = f"{name} {reference}.csv"
    answer["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=filename) or "attachment"
    )
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _written(portions: Iterator[tuple[T, ...]], write: Callable[..., None]) -> Iterator[bytes]:
    for place, portion in enumerate(portions):
        stream = io.StringIO(newline="")
        write(stream, portion, header=place == 0)
        # a spreadsheet takes a file for UTF-8 by this sign alone
        yield (("\ufeff" if place == 0 else "") + stream.getvalue()).encode()
