"""Casework as a Django application."""

from datetime import timedelta

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    """Plugs this room into the sockets below."""

    name = "liaison.casework"
    label = "casework"

    def ready(self) -> None:
        """Plug in handlers, the jobs, the clocks, the eraser and the audit words."""
        from liaison.audit.sockets import PRESENTERS
        from liaison.casework import handlers, holdings, jobs, presenters, wireform
        from liaison.casework.services.arriving import CROSS_CHECK
        from liaison.core.sockets import JOBS, PERIODIC, JobKind, Periodic
        from liaison.exchange.sockets import HANDLERS
        from liaison.exchange.types import Handler
        from liaison.records.sockets import HOLDINGS

        HANDLERS[wireform.REQUEST] = Handler(handlers.receive_request, keep_body=True)
        for kind, receive in handlers.RECEIVERS.items():
            HANDLERS[kind] = Handler(receive, keep_body=True)
        JOBS[CROSS_CHECK] = JobKind(jobs.cross_check)
        PERIODIC["casework.clocks"] = Periodic(timedelta(seconds=15), jobs.clocks)
        HOLDINGS["casework"] = holdings.forget_record
        PRESENTERS.update(presenters.PRESENTERS)
