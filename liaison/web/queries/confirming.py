"""Pages of the owner's desk: questions about our records, and our answers."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from liaison.core import clock
from liaison.core.errors import Refusal
from liaison.identity.types import Permission
from liaison.queries import services
from liaison.queries.comparing import compare_fields
from liaison.queries.types import ConfirmationFile
from liaison.records.states import RecordState
from liaison.web.http import StaffRequest
from liaison.web.middleware import record_refusal
from liaison.web.queries import kinds, shown, words
from liaison.web.queries.forms import YES, AnswerForm

_PURPOSES = {purpose.value: text for purpose, text in words.PURPOSES.items()}


@require_GET
def confirmations(request: StaffRequest) -> HttpResponse:
    """List the questions about our records by their clock: those that wait, or all."""
    only_open = request.GET.get("show") != "all"
    rows = services.list_confirmations(request.actor, only_open=only_open, now=clock.now())
    context = {"lines": shown.confirmation_lines(rows), "only_open": only_open}
    return render(request, "queries/confirmations.html", context)


@require_http_methods(["GET", "POST"])
def confirmation(request: StaffRequest, confirmation_id: UUID) -> HttpResponse:
    """Show one question with our record, and take the answer.

    Raises:
        PermissionRefused: the chair does not carry CONFIRMATION_ANSWER.
        NoSuchConfirmation: missing or hidden.
    """
    request.actor.require(Permission.CONFIRMATION_ANSWER)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            services.answer_confirmation(
                request.actor,
                confirmation_id=confirmation_id,
                valid=form.cleaned_data["valid"] == YES,
                instructions=form.cleaned_data["instructions"],
                restrictions=form.cleaned_data["restrictions"],
                now=clock.now(),
            )
        except Refusal as refusal:
            if refusal.code not in words.REFUSALS:
                raise
            record_refusal(request, refusal.code)
            form.add_error(None, str(words.REFUSALS[refusal.code]))
        else:
            messages.success(request, _("The answer is on its way."))
            return redirect("confirmation", confirmation_id)
    file = services.read_confirmation(
        request.actor, confirmation_id=confirmation_id, now=clock.now()
    )
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "queries/confirmation.html", _context(file, form), status=status)


def _context(file: ConfirmationFile, form: AnswerForm) -> dict[str, object]:
    (line,) = shown.confirmation_lines([file.facts])
    compared = compare_fields(file.in_hand, file.record.kind, file.record.fields)
    return {
        "file": file,
        "line": line,
        "form": form,
        "purpose": _PURPOSES.get(file.purpose, file.purpose),
        "comparison": [shown.comparison_line(one) for one in compared if one.in_hand],
        "evidence": shown.evidence_words(file.evidence) if file.evidence else (),
        "record_facts": kinds.facts(
            file.record.kind,
            {**file.record.fields, "national_reference": file.record.national_reference},
        ),
        "withdrawn": file.record.state is RecordState.WITHDRAWN,
        "newer": file.record.version > file.version_asked,
        "action": words.ACTIONS[file.action] if file.action else "",
        "outcome": words.OUTCOMES[file.outcome] if file.outcome else "",
    }
