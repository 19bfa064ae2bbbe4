"""Proving once more who one is, in the middle of a form: what was typed is carried along.

The page that asks holds every field of the form that was sent. Its answer goes to the same address
with those fields and the proof; the proof is taken out before the form's own page sees anything.
"""

from http import HTTPStatus
from typing import Final

from django.contrib.auth import authenticate
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from liaison.core import clock
from liaison.identity import factor_policy, selectors, services
from liaison.identity.factor_errors import CodeRefused, FactorLocked, PasskeyRefused
from liaison.identity.types import Authentication
from liaison.web import ceremonies
from liaison.web.http import StaffRequest
from liaison.web.identity.proving import words_for
from liaison.web.step_up_policy import STEP_UP

METHOD: Final = "confirm-method"
PROOF: Final = "confirm-proof"
TOKEN: Final = "csrfmiddlewaretoken"  # noqa: S105 - a name of a field
PROOF_MAX: Final = 64 * 1024
PASSWORD_MAX: Final = 500


def needed(request: StaffRequest, page: str) -> bool:
    """Return whether what was sent asks for a proof that is fresh, and there is none."""
    # the page first: reading the fields of a page that takes files would take the files
    if request.method != "POST" or page not in STEP_UP.pages:
        return False
    if not STEP_UP.meets(page, request.POST.get("step", "")):
        return False
    return not factor_policy.fresh(
        request.session_facts.proved_at, minutes=STEP_UP.minutes, now=clock.now()
    )


def confirm(request: StaffRequest) -> HttpResponse | None:
    """Ask for a proof; or take it, and let the form go on as if it had been sent now.

    Returns:
        The page that asks, or None: the form goes on.
    """
    refused = ""
    if METHOD in request.POST:
        refused = _take(request)
        if not refused:
            _take_out(request)
            return None
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in {METHOD, PROOF, TOKEN}
        for value in values
    ]
    page = {
        "fields": fields,
        "factors": selectors.factors_of(request.user.pk),
        "refused": refused,
        "minutes": STEP_UP.minutes,
        "address": request.get_full_path(),
    }
    return render(request, "identity/confirm.html", page, status=HTTPStatus.FORBIDDEN)


def _take(request: StaffRequest) -> str:
    """Take the proof; return why it was refused, or an empty text."""
    method, proof = request.POST[METHOD], request.POST.get(PROOF, "")[:PROOF_MAX]
    try:
        how = _prove(request, method, proof)
    except (CodeRefused, FactorLocked, PasskeyRefused) as refusal:
        return words_for(refusal)
    if how is None:
        return _("This is not your password.")
    services.prove_session(
        request.actor,
        key=request.session.session_key or "",
        authentication=how,
        now=clock.now(),
    )
    return ""


def _prove(request: StaffRequest, method: str, proof: str) -> Authentication | None:
    """Return how the person proved who they are; None: a wrong password.

    A password is enough only for whoever has nothing better.
    """
    now, person_id = clock.now(), request.user.pk
    if method == "passkey":
        challenge = ceremonies.take_challenge(request, "confirm")
        services.prove_by_passkey(challenge=challenge, answer=proof, now=now, person_id=person_id)
        return Authentication.PASSKEY
    if method == "code":
        services.prove_by_code(person_id=person_id, code=proof, now=now)
        return Authentication.TWO_FACTORS
    if selectors.factors_of(person_id).count:
        return None
    found = authenticate(
        request, username=request.user.sign_in_name, password=proof[:PASSWORD_MAX]
    )
    return None if found != request.user else Authentication.PASSWORD


def _take_out(request: StaffRequest) -> None:
    left = request.POST.copy()
    for name in (METHOD, PROOF):
        left.pop(name, None)
    left._mutable = False  # noqa: SLF001 - as Django leaves it for every page
    request.POST = left  # type: ignore[assignment]
