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
        from liaison.core.sockets import JOBS, PERIODIC, JobKind, Periodic
        from liaison.exchange.sockets import ANSWERERS, HANDLERS
        from liaison.exchange.types import Answerer, Handler
        from liaison.queries import (
            answering,
            answers,
            bulkwork,
            handlers,
            jobs,
            liveform,
            presenters,
            watching,
            wireform,
        )
        from liaison.records.sockets import HOLDINGS

        HANDLERS[wireform.ASKED] = Handler(handlers.receive_asked, keep_body=True)
        # it may quote the owner's record; the hit keeps what is needed, and can forget it
        HANDLERS[wireform.GIVEN] = Handler(handlers.receive_given, keep_body=False)
        HANDLERS[wireform.REPORTED] = Handler(handlers.receive_reported, keep_body=True)
        ANSWERERS[liveform.ASK] = Answerer(answering.answer_ask, liveform.FOUND)
        ANSWERERS[liveform.FETCH] = Answerer(answering.answer_fetch, liveform.RECORD)
        JOBS[watching.WATCH] = JobKind(watching.watch)
        JOBS[watching.WATCH_BULK] = JobKind(watching.watch_bulk)
        # it looks for seconds and writes for milliseconds: transactions of its own
        JOBS[bulkwork.LANE] = JobKind(bulkwork.run, transactional=False, free=bulkwork.free)
        PERIODIC["queries.forget_offers"] = Periodic(timedelta(seconds=60), answering.forget)
        PERIODIC["queries.end_bulk"] = Periodic(timedelta(seconds=60), jobs.end_bulk)
        PERIODIC["queries.expire"] = Periodic(timedelta(seconds=5), jobs.expire)
        HOLDINGS["queries"] = answers.record_withdrawn
        PRESENTERS.update(presenters.PRESENTERS)
