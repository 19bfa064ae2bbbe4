"""Search as a Django application."""

from datetime import timedelta

from django.apps import AppConfig

CATCH_UP_EVERY = timedelta(seconds=2)


class SearchConfig(AppConfig):
    """Plugs this room into the sockets below."""

    name = "liaison.search"
    label = "search"

    def ready(self) -> None:
        """Plug in the work that writes the files."""
        from liaison.core.sockets import PERIODIC, Periodic
        from liaison.search import jobs

        PERIODIC["search.catch_up"] = Periodic(CATCH_UP_EVERY, jobs.catch_up)
