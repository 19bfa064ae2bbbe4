"""The URLs of the staff server: the API of agencies, what watchers ask, and the staff site."""

from django.urls import include, path

urlpatterns = [
    path("api/v1/", include("liaison.api.agencies.urls")),
    path("", include("liaison.api.watching.urls")),
    path("", include("liaison.web.urls")),
]
# a database that is held or away is said to be busy; everything else broke here
handler400 = "liaison.web.breaking.unread"
handler500 = "liaison.web.breaking.broken"
