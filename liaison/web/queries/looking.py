"""What the Check page says while somebody types: how many might match, never what is on record."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from liaison.core import clock
from liaison.identity.types import Permission
from liaison.queries import services
from liaison.queries.question import looks_like_zone
from liaison.web.http import StaffRequest
from liaison.web.queries import shown
from liaison.web.queries.forms import CheckForm

LEAST = 3  # letters or digits; with fewer half of the register is alike


@require_POST
def look(request: StaffRequest) -> HttpResponse:
    """Say how many records may match so far; nothing while it cannot be asked yet.

    Raises:
        PermissionRefused: the chair does not carry CHECK.
    """
    request.actor.require(Permission.CHECK)
    now = clock.now()
    bureaus = shown.bureaus_abroad(request.actor)
    form = CheckForm(request.POST, today=now.date(), bureaus=bureaus)
    said = request.POST.get("document", "")
    letters = sum(char.isalnum() for char in said)
    # a zone comes from a scanner, which asks by itself when it is complete
    if letters < LEAST or looks_like_zone(said) or not form.is_valid() or not form.questions:
        return render(request, "queries/look.html", {})
    found = services.look(
        request.actor,
        question=form.questions[0],
        purpose=form.asked_for,
        case_reference=form.cleaned_data["reference"],
        now=now,
    )
    return render(request, "queries/look.html", {"looked": found})
