"""Work of the files room: looking at what is in quarantine, sweeping what belongs to nothing."""

import re
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from liaison.audit.types import Who
from liaison.core import jobs
from liaison.core.sockets import JobPayload
from liaison.files import blobs, policy, selectors, services
from liaison.files.models import Content, StoredFile
from liaison.files.services import arriving, inspecting
from liaison.files.services.adding import INSPECT
from liaison.files.states import FileState

SWEEP_EVERY = timedelta(minutes=10)
AT_ONCE = 200
# how `blobs.Arriving` names what is on its way; a stray name stops no sweep
_CONTENT = re.compile(r"[0-9a-f]{32}")


def inspect(payload: JobPayload, now: datetime) -> None:
    """See `inspecting.inspect`."""
    inspecting.inspect(payload, now)


def sweep(now: datetime) -> None:
    """Promise again what was forgotten, and remove what belongs to nothing."""
    arriving.expire(now)
    _promise_again(now)
    _erase_unclaimed(now)
    _remove_orphans(now)


def _promise_again(now: datetime) -> None:
    """Promise a look at what is in quarantine: a net below the promises."""
    waiting = StoredFile.objects.filter(state=FileState.QUARANTINED)
    promised = {
        f"{INSPECT}:{pk}": {"file": str(pk)}
        for pk in waiting.values_list("pk", flat=True)[:AT_ONCE]
    }
    if promised:
        with transaction.atomic():
            jobs.enqueue_many(INSPECT, promised, due_at=now)


def _erase_unclaimed(now: datetime) -> None:
    """Erase what was added a week ago and came to belong to nothing."""
    late = list(selectors.forgotten(now).values_list("pk", flat=True)[:AT_ONCE])
    if late:
        who = Who.machine("files", settings.NODE.organisation)
        services.erase(late, who=who, reason="unclaimed", now=now)


def _remove_orphans(now: datetime) -> None:
    """Remove bytes without a row: uploads that broke off, crashes between rename and commit."""
    for path in blobs.stale(now - policy.ORPHAN_AGE):
        if path.suffix in {blobs.DIRECT, blobs.RELAYED} and _CONTENT.fullmatch(path.stem):
            known = Content.objects.filter(pk=path.stem, file__state=FileState.FETCHING).exists()
        else:
            known = Content.objects.filter(address=path.name).exists()
        if not known:
            path.unlink(missing_ok=True)
