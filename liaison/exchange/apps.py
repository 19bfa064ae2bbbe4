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
            answering,
            bringing,
            calling,
            carrying,
            handling,
            pulling,
            sending,
        )

        PRESENTERS.update(presenters.WORDS)
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
        PERIODIC["exchange.sweep"] = Periodic(timedelta(seconds=15), jobs.sweep)
