"""Records as a Django application."""

from django.apps import AppConfig

from liaison.audit import sockets as audit
from liaison.core.sockets import PERIODIC, Periodic
from liaison.exchange.sockets import HANDLERS
from liaison.exchange.types import Handler
from liaison.records.presenters import PRESENTERS


class RecordsConfig(AppConfig):
    """Plugs this room into the sockets below."""

    name = "liaison.records"
    label = "records"

    def ready(self) -> None:
        """Plug in. Handlers are imported here: tables exist only once Django is set up."""
        from liaison.records import handlers, hearing, jobs, recalling

        HANDLERS["records.distribute"] = Handler(handlers.receive_distribute, keep_body=False)
        HANDLERS["records.withdraw"] = Handler(handlers.receive_withdraw, keep_body=True)
        HANDLERS["records.erased"] = Handler(handlers.receive_erased, keep_body=True)
        HANDLERS["records.annotation"] = Handler(hearing.receive_annotation, keep_body=False)
        HANDLERS["records.correction"] = Handler(hearing.receive_correction, keep_body=False)
        HANDLERS["records.corrected"] = Handler(hearing.receive_corrected, keep_body=False)
        PERIODIC["records.deliveries"] = Periodic(every=jobs.EVERY, run=jobs.note_deliveries)
        PERIODIC["records.retention"] = Periodic(every=jobs.WATCH, run=jobs.watch_retention)
        PERIODIC["records.recalls"] = Periodic(every=recalling.WATCH, run=recalling.repeat)
        audit.PRESENTERS.update(PRESENTERS)
