"""Addresses of records' pages."""

from django.urls import path

from liaison.web.records import views

urlpatterns = [
    path("", views.documents, name="records"),
    path("<uuid:document_id>/", views.document, name="record"),
    path("<uuid:document_id>/withdraw/", views.withdraw, name="record-withdraw"),
]
