"""The addresses of those who watch the node."""

from django.urls import path

from liaison.api.watching import views

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("metrics", views.metrics, name="metrics"),
]
