"""The addresses of the staff site: one line for each room."""

from django.urls import include, path

urlpatterns = [
    path("", include("liaison.web.identity.urls")),
    path("messages/", include("liaison.web.exchange.urls")),
    path("records/", include("liaison.web.records.urls")),
    path("files/", include("liaison.web.files.urls")),
    path("audit/", include("liaison.web.audit.urls")),
    path("", include("liaison.web.queries.urls")),
    path("", include("liaison.web.casework.urls")),
]
