"""Audit as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from liaison.core.sockets import PERIODIC, Periodic


class AuditConfig(AppConfig):
    """Plugs the sequencer into the worker, and the words for the log's own events."""

    name = "liaison.audit"
    label = "audit"

    def ready(self) -> None:
        """Plug in. The room is imported here: its tables exist only once Django is set up."""
        from liaison.audit import jobs, services, sockets

        PERIODIC["audit.integrate"] = Periodic(every=jobs.EVERY, run=jobs.integrate)
        sockets.PRESENTERS[services.ERASED] = _("Erased the words of %(count)s entries")
        sockets.PRESENTERS[services.RESTARTED] = _(
            "Restored the bureau from a backup of %(backup_at)s: %(reason)s"
        )
        sockets.PRESENTERS[services.BACKED_UP] = _("Made a backup of %(size)s bytes")
