"""Whether this node can work, for a bureau of the directory."""

from django.http import HttpRequest, HttpResponse

from liaison.api.federation.views import calling_bureau
from liaison.api.watching.views import healthz
from liaison.core import clock, health


def healthz_for_peers(request: HttpRequest) -> HttpResponse:
    """Say whether the node can work, to a bureau that the directory lists.

    Returns:
        As the staff site's `/healthz`; 403 a certificate that the directory does not list; 503
        also when no directory rules.
    """
    now = clock.now()
    # without its tables nobody can be told from anybody: the handshake has to be enough for a word
    if health.look(now) not in {health.Reason.DATABASE, health.Reason.MIGRATIONS}:
        peer = calling_bureau(request, now)
        if isinstance(peer, HttpResponse):
            return peer
    return healthz(request)
