"""Another bureau was restored from a backup: verify that, tell the desk, give back what it lost.

A head that contradicts what we saw of its log, or that nothing we saw leads to, is refused and is
an alarm like any other contradiction. Everything we kept of its log stays, as evidence.
"""

import json
import uuid
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.conf import settings
from django.db.models import Min

from liaison.audit import services as audit
from liaison.audit.types import Who, leaf_content
from liaison.exchange import trust
from liaison.exchange.errors import MessageTooLarge, RestartTooOften, RestartUnproved
from liaison.exchange.models import (
    Channel,
    Delivery,
    LogRestart,
    Message,
    PartDelivery,
    Receipt,
    Witnessed,
)
from liaison.exchange.policy import RESTORABLE
from liaison.exchange.services import again, alarms, calling, queuing
from liaison.exchange.services.restarting import PURPOSE
from liaison.exchange.states import (
    RESTART,
    RESUMED,
    RETURNED,
    AlarmKind,
    Direction,
    PartState,
    State,
)
from liaison.exchange.types import Received
from liaison.lib.ledger import commitment
from liaison.lib.ledger import restart as ledger
from liaison.lib.ledger.errors import LedgerRefusal
from liaison.lib.ledger.tree import leaf_hash
from liaison.lib.wire import canonical
from liaison.lib.wire.entry import Entry
from liaison.lib.wire.errors import WireRefusal

_NONSENSE: Final = (ValueError, TypeError, KeyError, OverflowError, RecursionError)
FIELDS: Final = frozenset({"at", "backup_at", "reason", "since", "have", "entry", "proof"})
REASON: Final = 300
# their clock and ours may differ, and a message is signed a while before it comes
MARGIN: Final = timedelta(minutes=15)
RETURNED_MOST: Final = 5_000
# a disk that dies twice on one day, and one drill: more makes us send a week again and again
RESTARTS_A_DAY: Final = 3
DAY: Final = timedelta(days=1)
HAVE_MOST: Final = 1_000


@dataclass(frozen=True)
class _Said:
    """A restart as it came in, parsed; nothing of it is believed."""

    at: datetime
    backup_at: datetime
    reason: str
    since: datetime
    have: frozenset[uuid.UUID]
    claim: ledger.Restart


def receive_restart(received: Received, now: datetime) -> None:
    """Verify the restart of a bureau's log, and queue for it what it lost.

    Raises:
        RestartUnproved: not signed by its log, not proved, or from a head we cannot connect with
            what we saw.
        RestartTooOften: it said so often today.
    """
    peer = trust.directory(now).entry(received.sender)
    try:
        said = _parse(received.body)
        _check_times(peer.id, said, now)
        head, _ = ledger.verify(
            said.claim, name=f"liaison-log/{peer.id}", key=_log_key(peer), witnessed=_seen(peer.id)
        )
        _check_pace(received, now)
    # a peer's nonsense is refused, whatever it breaks: a job that fails is tried again for ever
    except (LedgerRefusal, WireRefusal, *_NONSENSE) as refusal:
        raise RestartUnproved(str(refusal)[:200]) from refusal
    LogRestart.objects.create(
        organisation=peer.id,
        at=said.at,
        backup_at=said.backup_at,
        size=head.size,
        root=head.root,
        head=said.claim.head,
        after=said.claim.after,
        leaf=received.message_id,
        entry_index=said.claim.index,
        reason=said.reason,
    )
    Channel.objects.filter(organisation=peer.id).update(in_seq=0)
    resent = _send_again(peer.id, said, now)
    returned, left_out = _give_back(received, said, now)
    _say(received, returned=returned, again=resent, left_out=left_out, now=now)
    detail = f"backup of {said.backup_at:%Y-%m-%d %H:%M} UTC, entry {said.claim.index}"
    if left_out:
        detail = f"{detail}, {left_out} older messages not given back"
    alarms.raise_alarm(AlarmKind.LOG_RESTARTED, peer.id, f"{detail}: {said.reason}", now=now)
    audit.record(
        Who.machine(peer.id, peer.id),
        event="exchange:restart:accepted",
        target=peer.id,
        at=now,
        facts={
            "size": head.size,
            "root": head.root.hex(),
            "again": resent,
            "returned": returned,
            "left_out": left_out,
        },
    )


def _check_times(organisation: str, said: _Said, now: datetime) -> None:
    """Refuse times of the peer that would reorder what we keep of its log.

    Raises:
        ValueError: the backup was not made before the restart, or that lies in the future, or
            before a restart we have accepted: the same one twice is refused as well.
    """
    later = LogRestart.objects.filter(organisation=organisation, at__gte=said.at)
    if not said.backup_at <= said.at <= now + MARGIN or later.exists():
        raise ValueError("times")


def _check_pace(received: Received, now: datetime) -> None:
    """Refuse a bureau that says again and again that it was restored.

    Counted by when they came here: what times a restart names is the peer's own.

    Raises:
        RestartTooOften: more than a day brings to anybody.
    """
    before = Message.objects.filter(
        direction=Direction.IN, iss=received.sender, kind=RESTART, created_at__gt=now - DAY
    ).exclude(jti=received.message_id)
    if before.exclude(state=State.REJECTED).count() >= RESTARTS_A_DAY:
        raise RestartTooOften


def _send_again(organisation: str, said: _Said, now: datetime) -> int:
    """Promise again what the bureau receipted first in the time it lost.

    What it opened or answered then, and had before, it has in its backup.
    """
    receipted = (
        Receipt.objects.filter(iss=organisation, message__direction=Direction.OUT)
        .values("message")
        .annotate(first=Min("at"))
        .filter(first__gte=said.since)
    )
    lost = Delivery.objects.filter(
        organisation=organisation,
        message__expires_at__gt=now,
        message__in=receipted.values("message"),
        message__sealed__isnull=False,
    ).exclude(message__jti__in=said.have)
    number = again.promise(organisation, lost.order_by("channel_seq"), now=now)
    # files come after their messages; one that is there is said to be there at the first piece
    PartDelivery.objects.filter(
        organisation=organisation, state=PartState.HELD, part__message__expires_at__gt=now
    ).update(state=PartState.WAITING, held=0, next_attempt_at=None)
    calling.call(organisation, at=now)
    calling.bring(organisation, at=now)
    return number


def _give_back(received: Received, said: _Said, now: datetime) -> tuple[int, int]:
    """Queue the messages of theirs of the lost time back to them, with our receipts for each.

    Returns:
        How many, and how many more there are: older than `RESTORABLE`, or beyond the newest
        `RETURNED_MOST`.
    """
    theirs = Message.objects.filter(
        direction=Direction.IN,
        iss=received.sender,
        created_at__gte=said.backup_at - MARGIN,
    ).exclude(jti=received.message_id)
    late = theirs.filter(created_at__gte=now - RESTORABLE)
    newest = list(late.order_by("-id").prefetch_related("receipts")[:RETURNED_MOST])
    # in the order in which they came, the oldest of the newest first
    number = sum(_return(row, received, now) for row in reversed(newest))
    return number, theirs.count() - len(newest)


def _return(row: Message, received: Received, now: datetime) -> int:
    receipts = [one.token for one in row.receipts.all() if one.iss == settings.NODE.organisation]
    whole: canonical.JsonObject = {"jws": row.jws, "digest": row.digest, "receipts": [*receipts]}
    opening = getattr(row, "opening", None)
    bodies: list[canonical.JsonObject] = [whole]
    if opening is not None:
        salt = urlsafe_b64encode(bytes(opening.salt)).decode()
        bodies.insert(0, {**whole, "salt": salt, "body": json.loads(opening.body)})
    bodies.append({**whole, "receipts": [*receipts[-1:]]})
    for body in bodies:
        try:
            _queue(received, RETURNED, body, now)
        except MessageTooLarge:
            # without its words it is still evidence that it was sent
            continue
        return 1
    return 0


def _say(received: Received, *, returned: int, again: int, left_out: int, now: datetime) -> None:
    body: canonical.JsonObject = {"returned": returned, "again": again, "left_out": left_out}
    _queue(received, RESUMED, body, now)


def _queue(received: Received, kind: str, body: canonical.JsonObject, now: datetime) -> None:
    queuing.queue(
        Who.machine("exchange", settings.NODE.organisation),
        to=[received.sender],
        kind=kind,
        body=body,
        at=now,
        purpose=PURPOSE,
        thread=received.thread,
    )


def _seen(organisation: str) -> dict[int, frozenset[bytes]]:
    found: dict[int, frozenset[bytes]] = {}
    rows = Witnessed.objects.filter(organisation=organisation).values_list("size", "root")
    for size, root in rows:
        found[size] = found.get(size, frozenset()) | {bytes(root)}
    return found


def _log_key(peer: Entry) -> Ed25519PublicKey:
    raw = urlsafe_b64decode(peer.log_key + "=" * (-len(peer.log_key) % 4))
    return Ed25519PublicKey.from_public_bytes(raw)


def _parse(body: canonical.JsonObject) -> _Said:
    """Read a restart.

    Raises:
        WireRefusal: not of that form.
        ValueError: the same.
    """
    canonical.check_fields(body, required=FIELDS)
    entry, proof, have = body["entry"], body["proof"], body["have"]
    if not isinstance(entry, dict) or not isinstance(proof, dict) or not isinstance(have, list):
        raise TypeError("restart")
    if len(have) > HAVE_MOST:
        raise ValueError("have")
    return _Said(
        at=_moment(body, "at"),
        backup_at=_moment(body, "backup_at"),
        reason=canonical.words(body, "reason", most=REASON),
        since=_moment(body, "since"),
        have=frozenset(uuid.UUID(str(one)) for one in have),
        claim=ledger.Restart(
            head=_note(proof["head"]),
            after=_note(proof["after"]),
            entry=_entry_hash(entry, canonical.moment(body, "at")),
            index=canonical.integer(proof, "index"),
            inclusion=_hashes(proof["inclusion"]),
            continues=_hashes(proof["continues"]),
            known_size=canonical.integer(proof, "known_size"),
            extends=_hashes(proof["extends"]),
        ),
    )


def _entry_hash(entry: canonical.JsonObject, said_at: int) -> bytes:
    """Return the leaf hash of an entry that says it is a restart, recomputed from its words."""
    words = urlsafe_b64decode(str(entry["body"]))
    if json.loads(words)["event"] != audit.RESTARTED:
        raise ValueError("event")
    bound = commitment.commit(bytes.fromhex(str(entry["salt"])), words)
    at = datetime.fromisoformat(str(entry["at"]))
    # the moment decides which restart is the later one: it is the entry's, or it is a claim
    if int(at.timestamp()) != said_at:
        raise ValueError("at")
    return leaf_hash(leaf_content(uuid.UUID(str(entry["leaf"])), at, bound))


def _moment(body: canonical.JsonObject, name: str) -> datetime:
    return datetime.fromtimestamp(canonical.moment(body, name), UTC)


def _note(value: canonical.JsonValue) -> str:
    return urlsafe_b64decode(str(value)).decode()


def _hashes(value: canonical.JsonValue) -> tuple[bytes, ...]:
    if not isinstance(value, list):
        raise TypeError("proof")
    return tuple(bytes.fromhex(str(one)) for one in value)
