"""The URLs of the staff site."""

from django.urls import include, path

urlpatterns = [
    path("", include("liaison.web.urls")),
]
