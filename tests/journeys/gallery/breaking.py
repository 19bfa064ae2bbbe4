"""The staff server with two addresses more: at one it breaks, at the other it is busy."""

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from liaison.config import staff_urls

# as the staff site has them
handler400, handler500 = staff_urls.handler400, staff_urls.handler500


def broken(_request: HttpRequest) -> HttpResponse:
    """Break."""
    raise RuntimeError("as a sight of the gallery demands")


def busy(_request: HttpRequest) -> HttpResponse:
    """Find no database."""
    raise OperationalError("as a sight of the gallery demands")


urlpatterns = [
    path("broken/", broken),
    path("busy/", busy),
    path("", include("liaison.config.staff_urls")),
]
