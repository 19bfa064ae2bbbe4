"""Addresses of queries' pages."""

from django.urls import path

from liaison.web.queries import confirming, views

urlpatterns = [
    path("check/", views.check, name="check"),
    path("hits/", views.hits, name="hits"),
    path("hits/<uuid:hit_id>/", views.hit, name="hit"),
    path("confirmations/", confirming.confirmations, name="confirmations"),
    path("confirmations/<uuid:confirmation_id>/", confirming.confirmation, name="confirmation"),
]
