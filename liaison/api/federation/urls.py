"""The URLs of the federation listener, and nothing else."""

from django.urls import path

from liaison.api.federation import views

urlpatterns = [path("federation/v1/batch", views.batch, name="federation-batch")]
