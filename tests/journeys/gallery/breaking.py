"""The staff server with one address more, at which it breaks."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def broken(_request: HttpRequest) -> HttpResponse:
    """Break."""
    raise RuntimeError("as a sight of the gallery demands")


urlpatterns = [path("broken/", broken), path("", include("liaison.config.staff_urls"))]
