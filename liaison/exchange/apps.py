"""Exchange as a Django application."""

from datetime import timedelta

from django.apps import AppConfig
from django.conf import settings

# a bureau that never fetches looks at its settings no more often than this
PULL_IDLE_SECONDS = 3600


class ExchangeConfig(AppConfig):
    """Plugs its jobs into core and its words into audit."""

    name = "liaison.exchange"
    label = "exchange"

    def ready(self) -> None:
        """Plug in."""
        from liaison.audit.sockets import PRESENTERS
        from liaison.core.sockets import JOBS, PERIODIC, JobKind, Periodic
        from liaison.exchange import jobs, presenters
        from liaison.exchange.services import (
            accepting,
            answering,
            bringing,
            calling,
            carrying,
            handling,
            pulling,
            resuming,
            sending,
        )
        from liaison.exchange.sockets import HANDLERS
        from liaison.exchange.states import RESTART, RESUMED, RETURNED
        from liaison.exchange.types import Handler

        PRESENTERS.update(presenters.WORDS)
        HANDLERS[RESTART] = Handler(accepting.receive_restart, keep_body=True)
        HANDLERS[RETURNED] = Handler(resuming.receive_returned, keep_body=False)
        HANDLERS[RESUMED] = Handler(resuming.receive_resumed, keep_body=True)
        JOBS[calling.SEND] = JobKind(
            sending.Sender().run, transactional=False, pending=sending.pending
        )
        JOBS[calling.BRING] = JobKind(
            bringing.Bringer().run, transactional=False, pending=bringing.pending
        )
        JOBS[pulling.PULL] = JobKind(pulling.Puller().run, transactional=False)
        JOBS["exchange.handle"] = JobKind(handling.handle)
        PERIODIC["exchange.expire"] = Periodic(timedelta(seconds=30), jobs.expire)
        PERIODIC["exchange.forget_asks"] = Periodic(timedelta(seconds=60), answering.forget)
        PERIODIC["exchange.end_kept"] = Periodic(timedelta(seconds=30), jobs.end_kept)
        PERIODIC["exchange.watch_relays"] = Periodic(timedelta(seconds=60), jobs.watch_relays)
        pause = settings.NODE.number("federation.pull_seconds") or PULL_IDLE_SECONDS
        PERIODIC["exchange.fetch"] = Periodic(timedelta(seconds=pause), jobs.fetch)
        PERIODIC["exchange.sweep_parcels"] = Periodic(timedelta(minutes=10), carrying.sweep)
        PERIODIC["exchange.drop_sealed"] = Periodic(timedelta(minutes=10), jobs.drop_sealed)
        PERIODIC["exchange.tell_of_restart"] = Periodic(timedelta(minutes=1), jobs.tell_of_restart)
        PERIODIC["exchange.sweep"] = Periodic(timedelta(seconds=15), jobs.sweep)
