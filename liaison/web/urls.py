"""The addresses of the staff site: one line for each room."""

from django.urls import include, path

urlpatterns = [
    path("", include("liaison.web.identity.urls")),
]
