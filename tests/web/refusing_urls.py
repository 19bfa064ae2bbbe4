"""The staff site with more addresses, at which it refuses, answers or breaks."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from liaison.core import clock
from liaison.core.errors import Refusal
from liaison.identity import services
from liaison.identity.errors import NoSuchPerson, PermissionRefused
from liaison.identity.models import Person
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


# what happens between the end of a view's work and its answer
AFTER_WORK: list[Callable[[], object]] = []


def late(request: HttpRequest) -> HttpResponse:
    """Store something, and leave words in the session, which is saved later."""
    Person.objects.update(name="Changed")
    request.session["words"] = "for the next page"
    for happens in AFTER_WORK:
        happens()
    return HttpResponse()


def broken(_request: HttpRequest) -> HttpResponse:
    """Break by a fault of our own."""
    raise ZeroDivisionError


handler400 = "liaison.web.breaking.unread"
handler500 = "liaison.web.breaking.broken"
urlpatterns = [
    path("late/", late),
    path("broken/", broken),
    path("", include("liaison.web.urls")),
    path("refuse/<slug:name>/", refuse),
    path("half-done/", half_done),
]
