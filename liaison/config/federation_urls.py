"""The URLs of the federation listener."""

from django.urls import include, path

urlpatterns = [path("", include("liaison.api.federation.urls"))]
# no page of the staff site, not even the one for what is not there
handler500 = "liaison.api.federation.views.broken"
handler404 = "liaison.api.federation.views.nowhere"
