"""Core as a Django application."""

from datetime import timedelta

from django.apps import AppConfig

# erased pages stay in the write-ahead log no longer than this
FORGET_EVERY = timedelta(seconds=10)
# calls whose day is over
CALLS_EVERY = timedelta(minutes=10)


class CoreConfig(AppConfig):
    """Plugs what the database itself needs."""

    name = "liaison.core"
    label = "core"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Plug in."""
        from liaison.core import idempotency, sqlite
        from liaison.core.sockets import PERIODIC, Periodic

        PERIODIC["core.forget_erased"] = Periodic(FORGET_EVERY, sqlite.forget_erased_now)
        PERIODIC["core.forget_calls"] = Periodic(CALLS_EVERY, idempotency.forget)
