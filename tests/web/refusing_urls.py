"""The staff site with three more addresses, at which it refuses, answers or breaks."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from liaison.core import clock
from liaison.core.errors import Refusal
from liaison.identity import services
from liaison.identity.errors import NoSuchPerson, PermissionRefused
from tests.cast import the_machine


class Stale(Refusal):
    """A refusal without words of its own."""

    code = "tests:stale"


class NoSuchThing(Refusal):
    """Something missing or hidden, without words of its own."""

    code = "tests:no_thing"


REFUSALS = {
    "permission": PermissionRefused("queries:check"),
    "person": NoSuchPerson("p"),
    "thing": NoSuchThing(),
    "stale": Stale(),
}


def refuse(_request: HttpRequest, name: str) -> HttpResponse:
    """Raise the refusal of this name."""
    raise REFUSALS[name]


def half_done(_request: HttpRequest) -> HttpResponse:
    """Begin to write, and be refused in the same transaction."""
    services.add_person(
        the_machine(),
        sign_in_name="half",
        name="Half Done",
        password="short",
        language="en",
        now=clock.now(),
    )
    return HttpResponse()


urlpatterns = [
    path("", include("liaison.web.urls")),
    path("refuse/<slug:name>/", refuse),
    path("half-done/", half_done),
]
