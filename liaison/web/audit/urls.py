"""Addresses of the audit log's pages."""

from django.urls import path

from liaison.web.audit import views

urlpatterns = [
    path("", views.log, name="audit"),
    path("verify/", views.verify, name="audit-verify"),
]
