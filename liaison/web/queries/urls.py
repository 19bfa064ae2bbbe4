"""Addresses of queries' pages."""

from django.urls import path

from liaison.web.queries import alerting, confirming, views

urlpatterns = [
    path("alerts/", alerting.alerts, name="alerts"),
    path("alerts/<uuid:alert_id>/", alerting.alert, name="alert"),
    path("check/", views.check, name="check"),
    path("hits/", views.hits, name="hits"),
    path("hits/<uuid:hit_id>/", views.hit, name="hit"),
    path("confirmations/", confirming.confirmations, name="confirmations"),
    path("confirmations/<uuid:confirmation_id>/", confirming.confirmation, name="confirmation"),
]
