"""The URLs of the federation listener, and nothing else."""

from django.urls import path

from liaison.api.federation import asked, views, watched

urlpatterns = [
    path("federation/v1/ask", asked.ask, name="federation-ask"),
    path("federation/v1/batch", views.batch, name="federation-batch"),
    path("federation/v1/pull", views.pull, name="federation-pull"),
    path("healthz", watched.healthz_for_peers, name="federation-healthz"),
]
