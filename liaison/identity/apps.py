"""Identity as a Django application."""

from django.apps import AppConfig

from liaison.audit.sockets import PRESENTERS
from liaison.identity import presenters


class IdentityConfig(AppConfig):
    """People sign in; third-party signals may be received here and nowhere else."""

    name = "liaison.identity"
    label = "identity"

    def ready(self) -> None:
        """Plug in. What writes is imported here: tables exist only once Django is set up."""
        from liaison.core.sockets import PERIODIC
        from liaison.identity import jobs, sign_in

        PERIODIC.update(jobs.PERIODIC)
        PRESENTERS.update(presenters.PRESENTERS)
        sign_in.listen()
