"""The bell: how many events wait, the list of them, and the word that they were seen."""

from http import HTTPStatus

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from liaison.core import clock
from liaison.identity import selectors, services
from liaison.web.http import StaffRequest
from liaison.web.identity.forms import EventsForm, SeenForm
from liaison.web.notifying import bell_of, line_of

ON_A_PAGE = 50


@require_GET
def events(request: StaffRequest) -> HttpResponse:
    """List the events of this chair, newest first."""
    form = EventsForm(request.GET)
    if not form.is_valid():
        return render(
            request, "identity/events.html", {"form": form}, status=HTTPStatus.BAD_REQUEST
        )
    before = form.place_of("before")
    found = selectors.latest_events(request.actor, before=before, limit=ON_A_PAGE + 1)
    shown = [line_of(event) for event in found[:ON_A_PAGE]]
    page = {
        "form": form,
        "lines": shown,
        "newest": shown[0].number if shown and before is None else None,
        "waiting": any(line.new for line in shown),
        "older": str(shown[-1].number) if len(found) > len(shown) else "",
        "placed": before is not None,
    }
    return render(request, "identity/events.html", page)


@require_GET
def count(request: StaffRequest) -> HttpResponse:
    """Show the number beside the bell; asked again and again, so it costs one query."""
    return render(request, "web/bell_count.html", {"bell": bell_of(request.actor)})


@require_POST
def seen(request: StaffRequest) -> HttpResponse:
    """Remember that the events on the page were seen."""
    form = SeenForm(request.POST)
    if not form.is_valid():
        return redirect("events")
    services.mark_seen(request.actor, until=form.cleaned_data["until"], now=clock.now())
    return redirect("events")
