"""The addresses of the agencies' API."""

from django.urls import path

from liaison.api.agencies import pages
from liaison.api.agencies.routes import API

urlpatterns = [
    path("", pages.reference, name="agencies-reference"),
    path("openapi.json", pages.description, name="agencies-openapi"),
    path("", API.urls),
]
