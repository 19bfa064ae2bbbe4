"""Search as a Django application."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Plugs this room into the sockets below."""

    name = "liaison.search"
    label = "search"
