"""The staff site as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from liaison.audit.sockets import PRESENTERS


class WebConfig(AppConfig):
    """Brings templates and static files; plugs words for what happens at this door."""

    name = "liaison.web"
    label = "web"

    def ready(self) -> None:
        """Plug the audit log's words, and the job that writes to people."""
        from liaison.core.sockets import JOBS
        from liaison.web.mail import sending

        JOBS["identity.mail"] = sending.KIND
        PRESENTERS.update(
            {
                "audit:log:read": _("read %(shown)s entries of the audit log"),
                "audit:log:verified": _(
                    "verified the audit log: %(entries)s entries, %(checkpoints)s checkpoints, "
                    "%(failures)s failures"
                ),
                "web:chair:changed": _("changed from %(before)s to %(after)s"),
                "web:request:refused": _("asked for %(page)s and was refused"),
            }
        )
