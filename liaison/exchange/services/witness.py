"""Checkpoints of other bureaus' logs, kept and compared: nobody can show two histories."""

from base64 import urlsafe_b64decode
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from liaison.exchange.models import Witnessed
from liaison.exchange.services import alarms
from liaison.exchange.states import AlarmKind
from liaison.lib.ledger import checkpoint as notes
from liaison.lib.ledger.errors import LedgerRefusal
from liaison.lib.wire.entry import Entry


def keep(peer: Entry, *, note: str, now: datetime) -> None:
    """Verify and keep a checkpoint a peer sent along; a contradiction is an alarm.

    Args:
        peer: the bureau.
        note: its signed checkpoint; empty says nothing.
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
    seen, new = Witnessed.objects.get_or_create(
        organisation=peer.id,
        size=found.size,
        defaults={"root": found.root, "note": note, "at": now},
    )
    # two roots of one size: the log was rewritten, or it shows others something else
    if not new and bytes(seen.root) != found.root:
        alarms.raise_alarm(
            AlarmKind.SPLIT_VIEW, peer.id, f"two roots for size {found.size}", now=now
        )
