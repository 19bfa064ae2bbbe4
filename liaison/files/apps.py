"""Files as a Django application."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Plugs this room into the sockets below."""

    name = "liaison.files"
    label = "files"
