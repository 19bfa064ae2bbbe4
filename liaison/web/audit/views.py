"""Pages of the audit log. Reading it and verifying it are themselves recorded in it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from http import HTTPStatus

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from liaison.audit import selectors, verification
from liaison.audit import services as audit
from liaison.audit.types import EntryFacts
from liaison.core import clock
from liaison.exchange import selectors as exchange
from liaison.identity import selectors as people
from liaison.identity.errors import OutsideAuthority
from liaison.identity.types import Actor, Permission
from liaison.web.audit.facts import Names
from liaison.web.audit.forms import LogForm
from liaison.web.audit.lines import line_of, organisations_of
from liaison.web.audit.words import FAILURES
from liaison.web.filters import kept_out_of_addresses, read
from liaison.web.http import StaffRequest

ON_A_PAGE = 50


@kept_out_of_addresses("person", "target")
@require_GET
def log(request: StaffRequest) -> HttpResponse:
    """Show entries, newest first, and record who read which.

    Raises:
        PermissionRefused: the chair does not read the log.
        OutsideAuthority: another organisation's entries, asked for from below the bureau.
    """
    actor, now = request.actor, clock.now()
    actor.require(Permission.AUDIT_READ)
    form = LogForm(read(request))
    if not form.is_valid():
        return render(request, "audit/log.html", {"form": form}, status=HTTPStatus.BAD_REQUEST)
    filters = form.filters()
    before = form.place_of("before")
    with transaction.atomic():
        found = selectors.page(
            before=before,
            limit=ON_A_PAGE + 1,
            event_prefix=filters.get("event", ""),
            organisation=_within(actor, filters),
            person=filters.get("person", ""),
            target=filters.get("target", ""),
        )
        shown = found[:ON_A_PAGE]
        audit.record(
            actor.who,
            event="audit:log:read",
            target=actor.bureau,
            at=now,
            facts={
                "filters": filters,
                "before": before,
                "shown": len(shown),
            },
        )
    spoken_of = [entry.who.person for entry in shown if entry.who is not None]
    names = people.person_names(actor, spoken_of)
    named = _named(shown, now)
    page = {
        "form": form,
        "filtered": bool(filters),
        "lines": [line_of(entry, actor, names, named) for entry in shown],
        "older": str(shown[-1].sequence) if len(found) > len(shown) else "",
        "placed": before is not None,
        "checkpoint": selectors.latest_checkpoint(),
        "may_verify": actor.may(Permission.AUDIT_VERIFY),
    }
    return render(request, "audit/log.html", page)


@require_POST
def verify(request: StaffRequest) -> HttpResponse:
    """Recompute the whole log, record the verdict and show it: a part for htmx, else a page.

    Raises:
        PermissionRefused: the chair does not verify the log.
        LogKeyUnusable: the log's key cannot be read.
    """
    actor, now = request.actor, clock.now()
    actor.require(Permission.AUDIT_VERIFY)
    report = verification.verify(now=now)
    with transaction.atomic():
        audit.record(
            actor.who,
            event="audit:log:verified",
            target=actor.bureau,
            at=now,
            result="done" if report.ok else "failed",
            facts={
                "entries": report.entries,
                "checkpoints": report.checkpoints,
                "failures": len(report.failures),
            },
        )
    page = {
        "report": report,
        "failures": [(FAILURES[failure.kind], failure) for failure in report.failures],
        "most": len(report.failures) == verification.MAX_FAILURES,
    }
    template = "audit/verdict.html" if request.htmx else "audit/verification.html"
    return render(request, template, page)


def _named(shown: Sequence[EntryFacts], now: datetime) -> Names:
    """Return a way to name every organisation of these entries, in one query."""
    found = {one for entry in shown for one in organisations_of(entry)}
    names = {**exchange.bureau_names(now), **people.organisation_names(found)}
    return lambda organisation: names.get(organisation, organisation)


def _within(actor: Actor, filters: Mapping[str, str]) -> str:
    """Return the organisation whose entries are shown; empty for all of the node.

    The bureau reads everything; whoever sits below it reads what was done in its own name.

    Raises:
        OutsideAuthority: another organisation was asked for from below the bureau.
    """
    asked = filters.get("organisation", "")
    if actor.organisation == actor.bureau:
        return asked
    if asked not in {"", actor.organisation}:
        raise OutsideAuthority(asked)
    return actor.organisation
