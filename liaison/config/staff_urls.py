"""The URLs of the staff server: the API of agencies, what watchers ask, and the staff site."""

from django.urls import include, path

urlpatterns = [
    path("api/v1/", include("liaison.api.agencies.urls")),
    path("", include("liaison.api.watching.urls")),
    path("", include("liaison.web.urls")),
]
