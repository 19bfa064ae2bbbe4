"""The URLs of the federation listener."""

from django.urls import include, path

urlpatterns = [path("", include("liaison.api.federation.urls"))]
