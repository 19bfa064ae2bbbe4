"""Core as a Django application."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Plugs nothing: it is the bottom."""

    name = "liaison.core"
    label = "core"
    default_auto_field = "django.db.models.BigAutoField"
