"""The URLs of the federation listener."""

from django.urls import include, path

urlpatterns = [path("", include("liaison.api.federation.urls"))]
# no page of the staff site, not even those for what is not there, is no call or went wrong
handler400 = "liaison.api.federation.views.unreadable"
handler404 = "liaison.api.federation.views.nowhere"
handler500 = "liaison.api.federation.views.broken"
