"""Pages of lists: the desk, a unit's requests, the clock column, the search box."""

import re
from http import HTTPStatus
from typing import Final

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from liaison.casework import selectors, services
from liaison.casework.limits import REFERENCE_MAXIMUM
from liaison.casework.selectors.desk import OPEN
from liaison.core import clock
from liaison.identity.types import Permission
from liaison.web.casework.filters import WorklistForm
from liaison.web.casework.lines import rows_of
from liaison.web.casework.offers import offered_to_me
from liaison.web.casework.worklists import DESK_TABS, UNIT_TABS, worklist
from liaison.web.http import StaffRequest

# BJ-2026-000123, and what other desks make of it: SL-2026-7, HK/2026/000012
REFERENCE: Final = re.compile(r"[A-Za-z]{2,12}[-/ ]\d{4}[-/ ]\d{1,8}")
NEXT_CLOCKS: Final = 12


@require_GET
def desk(request: StaffRequest) -> HttpResponse:
    """Show the desk's work by the clock; htmx asks for the list alone.

    Raises:
        PermissionRefused: the chair does not review requests.
        FieldRefused: the address names no list or place of ours.
    """
    request.actor.require(Permission.REQUEST_REVIEW)
    context = _list(request, DESK_TABS)
    if context is None:
        return render(request, "400.html", status=HTTPStatus.BAD_REQUEST)
    if request.htmx:
        return render(request, "casework/worklist.html", context)
    actor = request.actor
    context |= {
        "offers": offered_to_me(actor, clock.now()),
        "may_ask": actor.may(Permission.REQUEST_DRAFT),
        "may_hand_over": actor.may(Permission.TRANSFER),
    }
    return render(request, "casework/desk.html", context)


@require_GET
def requests(request: StaffRequest) -> HttpResponse:
    """Show a unit its requests and those assigned to it; a chair of the desk sees the desk's.

    Raises:
        PermissionRefused: the chair does not read requests.
        FieldRefused: the address names no list or place of ours.
    """
    request.actor.require(Permission.REQUEST_READ)
    tabs = DESK_TABS if request.actor.at_desk else UNIT_TABS
    context = _list(request, tabs)
    if context is None:
        return render(request, "400.html", status=HTTPStatus.BAD_REQUEST)
    if request.htmx:
        return render(request, "casework/worklist.html", context)
    context |= {
        "may_ask": request.actor.may(Permission.REQUEST_DRAFT),
        "lead": _("What this desk asks abroad and is asked.")
        if request.actor.at_desk
        else _("What your unit asks abroad, what came in for it, and whose turn it is."),
    }
    return render(request, "casework/requests.html", context)


@require_GET
def clocks(request: StaffRequest) -> HttpResponse:
    """Show the next deadlines, for the column beside every page.

    Raises:
        PermissionRefused: the chair does not read requests.
    """
    now = clock.now()
    page = selectors.desk_page(request.actor, queue=OPEN, limit=NEXT_CLOCKS, now=now)
    rows = [
        row for row in rows_of(request.actor, page.lines, now) if row.clock and row.line.subject
    ]
    return render(request, "casework/clocks.html", {"rows": rows})


@require_POST
def find(request: StaffRequest) -> HttpResponse:
    """Take what was typed into the box on top: a reference opens its request, all else is checked.

    Raises:
        PermissionRefused: the chair may neither read requests nor check.
    """
    typed = request.POST.get("typed", "").strip()
    actor = request.actor
    looks_like_one = len(typed) <= REFERENCE_MAXIMUM and REFERENCE.fullmatch(typed)
    if not actor.may(Permission.REQUEST_READ) or (
        actor.may(Permission.CHECK) and not looks_like_one
    ):
        return redirect("check", preserve_request=True)
    reference = typed.upper().replace("/", "-").replace(" ", "-") if looks_like_one else ""
    now = clock.now()
    lines = services.find_requests(actor, reference=reference, now=now).lines if reference else ()
    if len(lines) == 1:
        return redirect("request", lines[0].id)
    context = {
        "typed": typed[:REFERENCE_MAXIMUM],
        "rows": rows_of(actor, lines, now),
        "may_check": actor.may(Permission.CHECK),
    }
    status = HTTPStatus.OK if lines else HTTPStatus.NOT_FOUND
    return render(request, "casework/found.html", context, status=status)


def _list(request: StaffRequest, tabs: tuple[str, ...]) -> dict[str, object] | None:
    form = WorklistForm(request.GET).for_actor(request.actor)
    if not form.is_valid():
        return None
    asked = form.asked
    found = worklist(request.actor, asked=asked, names=tabs, now=clock.now())
    return found | {"narrow": form, "narrowed": bool(asked.only)}
