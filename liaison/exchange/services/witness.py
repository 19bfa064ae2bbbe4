"""Checkpoints of other bureaus' logs, kept and compared: nobody can show two histories."""

from base64 import urlsafe_b64decode
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from liaison.exchange import policy
from liaison.exchange.models import LogRestart, Witnessed
from liaison.exchange.services import alarms
from liaison.exchange.states import AlarmKind
from liaison.lib.ledger import checkpoint as notes
from liaison.lib.ledger.errors import LedgerRefusal
from liaison.lib.wire.entry import Entry


def keep(peer: Entry, *, note: str, stated_at: datetime, now: datetime) -> None:
    """Verify and keep a checkpoint a peer sent along; a contradiction is an alarm.

    Args:
        peer: the bureau.
        note: its signed checkpoint; empty says nothing.
        stated_at: when the peer signed what the checkpoint came with: by it a checkpoint counts
            for the life of the log before or after a restart.
        now: the present moment.
    """
    if not note:
        return
    try:
        raw = urlsafe_b64decode(peer.log_key + "=" * (-len(peer.log_key) % 4))
        key = Ed25519PublicKey.from_public_bytes(raw)
        found = notes.verify(note, f"liaison-log/{peer.id}", key)
    except (LedgerRefusal, ValueError) as refusal:
        alarms.raise_alarm(
            AlarmKind.SPLIT_VIEW, peer.id, f"checkpoint refused: {type(refusal).__name__}", now=now
        )
        return
    life = LogRestart.objects.filter(organisation=peer.id, at__lte=stated_at).count()
    seen, new = Witnessed.objects.get_or_create(
        organisation=peer.id,
        life=life,
        size=found.size,
        defaults={"root": found.root, "note": note, "at": now, "stated_at": stated_at},
    )
    # two roots of one size: the log was rewritten, or it shows others something else
    if not new and bytes(seen.root) != found.root:
        alarms.raise_alarm(
            AlarmKind.SPLIT_VIEW, peer.id, f"two roots for size {found.size}", now=now
        )
    elif new:
        _check_rollback(peer.id, life, found.size, stated_at, now)


def _check_rollback(
    organisation: str, life: int, size: int, stated_at: datetime, now: datetime
) -> None:
    """A log never shrinks: one that was restored says so first (`accepting`)."""
    larger = Witnessed.objects.filter(
        organisation=organisation,
        life=life,
        size__gt=size,
        stated_at__lt=stated_at - policy.ROLLBACK_SLACK,
    )
    if larger.exists():
        alarms.raise_alarm(
            AlarmKind.ROLLBACK, organisation, f"it ended at {size}, and was longer", now=now
        )
