"""Addresses of queries' pages."""

from django.urls import path

from liaison.web.queries import alerting, bulk_views, confirming, looking, views

urlpatterns = [
    path("alerts/", alerting.alerts, name="alerts"),
    path("alerts/<uuid:alert_id>/", alerting.alert, name="alert"),
    path("bulk/", bulk_views.bulk_checks, name="bulk-checks"),
    path("bulk/<uuid:bulk_id>/", bulk_views.bulk_check, name="bulk-check"),
    path("bulk/<uuid:bulk_id>/progress/", bulk_views.progress, name="bulk-progress"),
    path("bulk/<uuid:bulk_id>/results/", bulk_views.results, name="bulk-results"),
    path("bulk/<uuid:bulk_id>/rejects/", bulk_views.rejects, name="bulk-rejects"),
    path("check/", views.check, name="check"),
    path("check/look/", looking.look, name="look"),
    path("hits/", views.hits, name="hits"),
    path("hits/<uuid:hit_id>/", views.hit, name="hit"),
    path("confirmations/", confirming.confirmations, name="confirmations"),
    path("confirmations/<uuid:confirmation_id>/", confirming.confirmation, name="confirmation"),
]
