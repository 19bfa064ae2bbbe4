"""Addresses of exchange's pages."""

from django.urls import path

from liaison.web.exchange import views

urlpatterns = [
    path("", views.messages, name="messages"),
    path("find/", views.find, name="message-find"),
    path("<str:message_id>/", views.message, name="message"),
]
