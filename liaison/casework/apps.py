"""Casework as a Django application."""

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    """Plugs this room into the sockets below."""

    name = "liaison.casework"
    label = "casework"
