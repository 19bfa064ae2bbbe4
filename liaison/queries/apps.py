"""Queries as a Django application."""

from datetime import timedelta

from django.apps import AppConfig


class QueriesConfig(AppConfig):
    """Plugs this room into the sockets below."""

    name = "liaison.queries"
    label = "queries"

    def ready(self) -> None:
        """Plug in handlers, the clock, the eraser and the words for the audit log."""
        from liaison.audit.sockets import PRESENTERS
        from liaison.core.sockets import PERIODIC, Periodic
        from liaison.exchange.sockets import HANDLERS
        from liaison.exchange.types import Handler
        from liaison.queries import answers, handlers, jobs, presenters, wireform
        from liaison.records.sockets import HOLDINGS

        HANDLERS[wireform.ASKED] = Handler(handlers.receive_asked, keep_body=True)
        # it may quote the owner's record; the hit keeps what is needed, and can forget it
        HANDLERS[wireform.GIVEN] = Handler(handlers.receive_given, keep_body=False)
        HANDLERS[wireform.REPORTED] = Handler(handlers.receive_reported, keep_body=True)
        PERIODIC["queries.expire"] = Periodic(timedelta(seconds=5), jobs.expire)
        HOLDINGS["queries"] = answers.record_withdrawn
        PRESENTERS.update(presenters.PRESENTERS)
