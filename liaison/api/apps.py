"""The doors for machines as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from liaison.audit.sockets import PRESENTERS


class ApiConfig(AppConfig):
    """Brings the reference page of the agencies' API; plugs words for what happens at its door."""

    name = "liaison.api"
    label = "api"

    def ready(self) -> None:
        """Plug the audit log's words."""
        PRESENTERS.update(
            {
                "api:call:answered": _("called %(operation)s through the API"),
                "api:call:refused": _("called %(operation)s through the API and was refused"),
            }
        )
