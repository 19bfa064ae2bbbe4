"""Files as a Django application."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Plugs this room into the sockets below."""

    name = "liaison.files"
    label = "files"

    def ready(self) -> None:
        """Plug in."""
        from liaison.audit.sockets import PRESENTERS
        from liaison.core.sockets import JOBS, PERIODIC, JobKind, Periodic
        from liaison.files import jobs, presenters

        PRESENTERS.update(presenters.PRESENTERS)
        # not one transaction: it reads, draws and asks the scanner for seconds
        JOBS["files.inspect"] = JobKind(jobs.inspect, transactional=False)
        PERIODIC["files.sweep"] = Periodic(jobs.SWEEP_EVERY, jobs.sweep)
