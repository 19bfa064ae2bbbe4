"""Pages of the asking side: check, hits, one hit."""

from http import HTTPStatus
from time import perf_counter
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods
from django_htmx.http import reswap, retarget

from liaison.core import clock
from liaison.core.errors import Refusal
from liaison.identity.types import Permission
from liaison.lib.ids.pasted import TEXT_MAXIMUM
from liaison.queries import policy, selectors, services
from liaison.queries.states import WAITING
from liaison.queries.types import HitFile
from liaison.records.states import Fraud
from liaison.web.forms import StaffForm
from liaison.web.http import StaffRequest
from liaison.web.middleware import record_refusal
from liaison.web.queries import kinds, shown, words
from liaison.web.queries.forms import CheckForm
from liaison.web.queries.steps import WAYS, offers

REMEMBERED = "check"
TYPED = "typed"
_KEPT = ("state", "purpose", "reference", "abroad")
PAGE_DIGITS = 6


@require_http_methods(["GET", "POST"])
def check(request: StaffRequest) -> HttpResponse:
    """Ask about a document; the answer replaces a part of the page, or the page.

    Raises:
        PermissionRefused: the chair does not carry CHECK.
    """
    request.actor.require(Permission.CHECK)
    began, now = perf_counter(), clock.now()
    kept, bureaus = request.session.get(REMEMBERED, {}), shown.bureaus_abroad(request.actor)
    if request.method == "GET" or TYPED in request.POST:
        # posted, so that no document's number stays in the browser's history
        typed = request.POST.get(TYPED, "")[:TEXT_MAXIMUM]
        initial = {**kept, "document": typed}
        form = CheckForm(initial=initial, today=now.date(), bureaus=bureaus)
        return _check_page(request, {"form": form})
    form = CheckForm(request.POST, today=now.date(), bureaus=bureaus)
    if not form.is_valid() or not form.questions:
        return _check_page(
            request, {"form": form, "unread": True}, HTTPStatus.UNPROCESSABLE_ENTITY
        )
    answers = [
        services.check(
            request.actor,
            question=question,
            purpose=form.asked_for,
            case_reference=form.cleaned_data["reference"],
            now=now,
            bureaus=form.bureaus,
        )
        for question in form.questions
    ]
    kept = {name: form.cleaned_data.get(name, "") for name in _KEPT}
    request.session[REMEMBERED] = kept
    milliseconds = round((perf_counter() - began) * 1000)
    found = shown.answer_words(answers, milliseconds=milliseconds)
    form = CheckForm(initial=kept, today=now.date(), bureaus=bureaus)
    return _check_page(request, {"form": form, "found": found})


@require_GET
def hits(request: StaffRequest) -> HttpResponse:
    """List hits by their clock: those still open, or all."""
    only_open = request.GET.get("show") != "all"
    found = services.list_hits(
        request.actor, only_open=only_open, page=_page(request), now=clock.now()
    )
    name = shown.names()
    context = {
        "lines": [shown.hit_line(facts, name, request.actor.desk) for facts in found.hits],
        "only_open": only_open,
        "page": Paginator(range(found.total), policy.PAGE).get_page(found.page),
        "total": found.total,
    }
    return render(request, "queries/hits.html", context)


@require_http_methods(["GET", "POST"])
def hit(request: StaffRequest, hit_id: UUID) -> HttpResponse:
    """Show a hit and take its next step; a page that waits asks whether anything changed.

    Raises:
        PermissionRefused: the chair does not carry HIT_READ.
        NoSuchHit: missing or hidden.
    """
    request.actor.require(Permission.HIT_READ)
    if request.method == "POST":
        return _take_step(request, hit_id)
    if request.htmx and "seen" in request.GET:
        standing = selectors.standing(request.actor, hit_id, now=clock.now())
        if standing.state.value == request.GET["seen"]:
            return render(request, "queries/watch.html", _watch(standing.state.value, standing))
        response = _hit_page(request, hit_id, template="queries/hit_body.html")
        return reswap(retarget(response, "#hit"), "outerHTML")
    return _hit_page(request, hit_id)


def _take_step(request: StaffRequest, hit_id: UUID) -> HttpResponse:
    name = request.POST.get("step", "")
    way = WAYS.get(name)
    if way is None:
        return render(request, "400.html", status=HTTPStatus.BAD_REQUEST)
    form = way.form(request.POST, prefix=name)
    if form.is_valid():
        try:
            way.run(request.actor, hit_id, form.cleaned_data, clock.now())
        except Refusal as refusal:
            if refusal.code not in words.REFUSALS:
                raise
            record_refusal(request, refusal.code)
            form.add_error(None, str(words.REFUSALS[refusal.code]))
        else:
            messages.success(request, str(way.done))
            return redirect("hit", hit_id)
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    return _hit_page(request, hit_id, sent=(name, form), status=status)


def _hit_page(
    request: StaffRequest,
    hit_id: UUID,
    *,
    sent: tuple[str, StaffForm] | None = None,
    template: str = "queries/hit.html",
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    file = services.read_hit(request.actor, hit_id=hit_id, now=clock.now())
    return render(request, template, _hit_context(request, file, sent), status=status)


def _hit_context(
    request: StaffRequest, file: HitFile, sent: tuple[str, StaffForm] | None
) -> dict[str, Any]:
    record, answer = file.facts.record, file.answer
    coercive = file.action is not None and file.action.coercive
    return _watch(file.facts.state.value, file.facts) | {
        "file": file,
        "line": shown.hit_line(file.facts, shown.names(), request.actor.desk),
        "purpose": words.PURPOSES[file.purpose],
        "reading": shown.reading(file.question),
        "comparison": [shown.comparison_line(line) for line in file.comparison],
        "evidence": shown.evidence_words(file.evidence) if file.evidence else (),
        "grounds": shown.ground_words(file),
        "record_facts": kinds.facts(file.facts.kind, record) if record else (),
        "revoked": bool(record and record.get("fraud") == Fraud.REVOKED),
        "offers": offers(file, sent) if _may_act(request, file) else (),
        "action": words.ACTIONS[file.action] if file.action else "",
        "outcome": words.OUTCOMES[file.outcome] if file.outcome else "",
        "steps": shown.timeline(file),
        # what was done rests on nothing any more: somebody has to end it
        "groundless": coercive
        and (file.facts.withdrawn_at is not None or (answer is not None and not answer.valid)),
        "waiting": file.facts.state in WAITING,
    }


def _may_act(request: StaffRequest, file: HitFile) -> bool:
    return bool(file.options) and request.actor.may(Permission.HIT_DECIDE)


def _watch(seen: str, facts: Any) -> dict[str, Any]:  # noqa: ANN401 - two kinds of facts
    return {"seen": seen, "due": facts.due_at}


def _check_page(
    request: StaffRequest, context: dict[str, Any], status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    if request.htmx:
        return render(request, "queries/check_parts.html", context, status=status)
    context["states"] = shown.all_states()
    return render(request, "queries/check.html", context, status=status)


def _page(request: StaffRequest) -> int:
    asked = request.GET.get("page", "1")
    plain = asked.isascii() and asked.isdigit() and len(asked) <= PAGE_DIGITS
    return int(asked) if plain else 1
