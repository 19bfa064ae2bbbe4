"""The arrival of a batch: verify everything, then one transaction, then signed receipts.

Order of checks for each message, as in docs/reference/wire.md: delivery header, size and digest,
JWE, JWS, headers, schema, time, repetition. What was stored before gets its stored receipt again;
the same id with other bytes is equivocation, refused and an alarm.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.conf import settings
from django.db import IntegrityError, transaction

from liaison.audit import services as audit
from liaison.audit.types import Entry as LogEntry
from liaison.audit.types import Settled, Who
from liaison.core import jobs
from liaison.exchange import keys, trust
from liaison.exchange.models import Channel
from liaison.exchange.services import (
    alarms,
    arrivals,
    bringing,
    calling,
    keeping,
    receipts,
    sorting,
    witness,
)
from liaison.exchange.sockets import HANDLERS
from liaison.exchange.states import OWN_KINDS, AlarmKind, State
from liaison.lib.wire import delivery, envelope, manifest
from liaison.lib.wire.delegation import Delegation
from liaison.lib.wire.delivery import Answer, Batch, Carried, DeliveryHeader
from liaison.lib.wire.directory import Directory
from liaison.lib.wire.entry import Entry
from liaison.lib.wire.envelope import Opened
from liaison.lib.wire.errors import DecryptionRefused, HeadersDiffer, WireRefusal

DIGEST_DIFFERS = "wire:digest"
EQUIVOCATION = "exchange:equivocation"
# its parent delegated less than this: the sub-bureau speaks beyond its authority
NOT_DELEGATED = "exchange:not_delegated"
UNKNOWN_KIND = "exchange:unknown_kind"
HANDLE = "exchange.handle"
# refusals that an honest peer on an honest line does not cause
ALTERED = frozenset({DIGEST_DIFFERS, DecryptionRefused.code, HeadersDiffer.code})


@dataclass
class _Arrival:
    """One message of the batch and what is known of it so far.

    `origin` is the bureau whose message it is, `carrier` the one that brought it: the same, unless
    our relay brought it.
    """

    carried: Carried
    origin: Entry
    carrier: Entry
    kept: bool = False
    header: DeliveryHeader | None = None
    opened: Opened | None = None
    refused: str = ""
    detail: str = ""
    leaf: uuid.UUID | None = None
    answer: Answer = field(default_factory=Answer)


def receive(batch: Batch, *, peer: Entry, now: datetime) -> tuple[Answer, ...]:
    """Take a batch from a peer whose TLS certificate has been compared with the directory.

    Args:
        batch: messages and receipts, unverified.
        peer: the bureau at the other end.
        now: the present moment.

    Returns:
        One answer for each message, then one for each receipt. A receipt in an answer means: what
        it says is committed to disk.
    """
    trusted = trust.directory(now)
    found = [_verify(carried, peer, trusted, now) for carried in batch.messages]
    try:
        _take_in(found, peer, now)
    except IntegrityError:
        # the same message came in twice at the same time: now it is there, so answer from it
        found = [_verify(carried, peer, trusted, now) for carried in batch.messages]
        _take_in(found, peer, now)
    _keep([arrival for arrival in found if arrival.kept], peer, now)
    refused = sorting.take_receipts(batch.receipts, peer=peer, trusted=trusted, now=now)
    return (*(a.answer for a in found), *(Answer(refused=code) for code in refused))


@transaction.atomic
def _take_in(found: list[_Arrival], peer: Entry, now: datetime) -> None:
    """Store what is for us, bureau by bureau: from a relay it may be of several."""
    origins = {peer.id: peer} | {arrival.origin.id: arrival.origin for arrival in found}
    for origin in origins.values():
        ours = [a for a in found if a.origin.id == origin.id and not a.kept]
        if ours or origin is peer:
            _store(ours, origin, now, spoke=origin is peer)


def _keep(found: list[_Arrival], peer: Entry, now: datetime) -> None:
    """Keep what is for a bureau whose relay we are."""
    whole = [a for a in found if a.header is not None and not a.refused]
    deposits = [keeping.Deposit(a.header, a.carried) for a in whole if a.header is not None]
    if deposits:
        for arrival, answer in zip(whole, keeping.keep(deposits, peer=peer, now=now), strict=True):
            arrival.answer = answer


def _verify(carried: Carried, peer: Entry, trusted: Directory, now: datetime) -> _Arrival:
    """Everything that needs no database."""
    origin = sorting.signer(carried.header, peer=peer, trusted=trusted)
    arrival = _Arrival(carried, origin, peer)
    moment = int(now.timestamp())
    try:
        header = delivery.verify(
            carried.header,
            issuer=origin.id,
            resolve=lambda kid: origin.signing_key(kid, now=moment),
        )
        arrival.kept = _is_to_be_kept(header, origin, peer, trusted)
        if header.to != settings.NODE.organisation and not arrival.kept:
            raise HeadersDiffer("the delivery header is not for this bureau")
        arrival.header = header
        if envelope.digest(carried.message) != header.digest:
            # whoever it is for, spoilt bytes are refused and told of at once
            arrival.refused, arrival.kept = DIGEST_DIFFERS, False
            return arrival
        if arrival.kept:
            return arrival
        arrival.opened = _open(carried.message, header, origin, trusted, now)
    except WireRefusal as refusal:
        arrival.refused, arrival.detail = refusal.code, refusal.detail[:200]
    else:
        kind, word = arrival.opened.manifest.kind, trusted.vouched.get(arrival.opened.manifest.iss)
        if kind not in HANDLERS:
            arrival.refused = UNKNOWN_KIND
        elif isinstance(word, Delegation) and kind not in OWN_KINDS and not word.covers(kind):
            arrival.refused = NOT_DELEGATED
    return arrival


def _is_to_be_kept(header: DeliveryHeader, origin: Entry, peer: Entry, trusted: Directory) -> bool:
    """Return whether its author hands us a message for a bureau whose relay we are."""
    return (
        origin.id == peer.id
        and header.to not in {settings.NODE.organisation, peer.id}
        and keeping.is_ours_to_keep(trusted, header.to)
    )


def _open(
    sealed: bytes, header: DeliveryHeader, peer: Entry, trusted: Directory, now: datetime
) -> Opened:
    moment = int(now.timestamp())
    opened = envelope.unseal(
        sealed,
        own=settings.NODE.organisation,
        keys=keys.encryption(),
        resolve=lambda iss, kid: trusted.entry(iss).signing_key(kid, now=moment),
    )
    # attack: a true message of a third bureau, passed on by one that may not relay
    if opened.manifest.iss != peer.id or opened.manifest.jti != header.jti:
        raise HeadersDiffer("the message inside is not the one the delivery header names")
    manifest.check_times(opened.manifest, now=moment)
    return opened


def _store(found: list[_Arrival], peer: Entry, now: datetime, *, spoke: bool) -> None:
    """In one transaction: messages, their jobs, log entries, checkpoint, receipts.

    Args:
        found: messages of one bureau, for us.
        peer: that bureau.
        now: the present moment.
        spoke: whether it called itself.
    """
    known = arrivals.known(peer.id, [a.header.jti for a in found if a.header])
    fresh: dict[uuid.UUID, _Arrival] = {}
    repeated: list[_Arrival] = []
    for arrival in found:
        _classify(arrival, known, fresh, repeated)
    _log(found, fresh, peer, now)
    leaves = [a.leaf for a in found if a.leaf is not None]
    settled = audit.settle(leaves, now=now) if leaves else None
    if settled is not None:
        _receipt_fresh(fresh, settled, now)
        _answer_refused(found, peer, settled, now)
    for arrival in repeated:
        _answer_again(arrival, peer)
    headers = [a.header for a in found if a.header is not None]
    _heard(headers, peer, now, spoke=spoke)


def _classify(
    arrival: _Arrival,
    known: Mapping[uuid.UUID, str],
    fresh: dict[uuid.UUID, _Arrival],
    repeated: list[_Arrival],
) -> None:
    """New, seen before, or the same id with other bytes."""
    header, opened = arrival.header, arrival.opened
    if header is None or arrival.refused == DIGEST_DIFFERS:
        return
    if known.get(header.jti) == header.digest:
        # the very bytes that were stored: what was true then holds, even after their end
        arrival.refused, arrival.detail = "", ""
        repeated.append(arrival)
        return
    if arrival.refused:
        return
    twin = fresh.get(header.jti)
    seen = known.get(header.jti) or (twin.header.digest if twin and twin.header else None)
    if seen is None and opened is not None:
        fresh[header.jti] = arrival
    elif seen == header.digest or (opened and arrivals.is_signed_so(opened)):
        # the same signed words: a bureau sends them again with fewer readers to one that was
        # restored, and may do so when that one has them after all
        repeated.append(arrival)
    else:
        arrival.refused = EQUIVOCATION


def _log(
    found: list[_Arrival], fresh: dict[uuid.UUID, _Arrival], peer: Entry, now: datetime
) -> None:
    """Write the log entries of what is stored and of what is refused; alarms where due."""
    who = Who.machine(peer.id, peer.id)
    entries: list[LogEntry] = []
    logged: list[_Arrival] = []
    for arrival in fresh.values():
        if arrival.opened is not None:
            entries.append(_stored_entry(arrival.opened, who, now))
            logged.append(arrival)
    for arrival in found:
        if arrival.refused:
            entries.append(_refused_entry(arrival, who, now))
            logged.append(arrival)
            _alarm(arrival, peer, now)
    for arrival, leaf in zip(logged, audit.record_many(entries), strict=True):
        arrival.leaf = leaf


def _stored_entry(opened: Opened, who: Who, now: datetime) -> LogEntry:
    return LogEntry(
        who,
        "exchange:message:stored",
        str(opened.manifest.jti),
        now,
        purpose=opened.manifest.purpose,
        legal_basis=opened.manifest.legal_basis,
        facts={"kind": opened.manifest.kind, "digest": opened.digest},
    )


def _refused_entry(arrival: _Arrival, who: Who, now: datetime) -> LogEntry:
    return LogEntry(
        who,
        "exchange:message:refused",
        str(arrival.header.jti) if arrival.header else "unknown",
        now,
        result=arrival.refused,
        facts={"digest": envelope.digest(arrival.carried.message)},
    )


def _alarm(arrival: _Arrival, peer: Entry, now: datetime) -> None:
    kind = AlarmKind.EQUIVOCATION if arrival.refused == EQUIVOCATION else AlarmKind.ALTERED
    if arrival.refused == EQUIVOCATION or arrival.refused in ALTERED:
        jti = arrival.header.jti if arrival.header else "unknown"
        # spoilt bytes are the carrier's affair, two messages under one id their author's
        by = arrival.carrier if arrival.refused == DIGEST_DIFFERS else peer
        alarms.raise_alarm(kind, by.id, f"{arrival.refused} in message {jti}", now=now)


def _receipt_fresh(fresh: dict[uuid.UUID, _Arrival], settled: Settled, now: datetime) -> None:
    rows = arrivals.store([a.opened for a in fresh.values() if a.opened], now=now)
    leaves = {row.jti: leaf for row in rows if (leaf := fresh[row.jti].leaf) is not None}
    for row, receipt in zip(
        rows, receipts.issue_stored(rows, leaves=leaves, settled=settled, at=now), strict=True
    ):
        fresh[row.jti].answer = Answer(receipt=receipt.token)
    promised = {f"{HANDLE}:{row.pk}": {"message": row.pk} for row in rows}
    jobs.enqueue_many(HANDLE, promised, due_at=now)


def _answer_refused(found: list[_Arrival], peer: Entry, settled: Settled, now: datetime) -> None:
    """A refusal is signed where we know what it is about: the sender may rely on it."""
    for arrival in found:
        if not arrival.refused or arrival.leaf is None:
            continue
        if arrival.header is None or arrival.refused == DIGEST_DIFFERS:
            # spoilt on the way, perhaps: the sender keeps its row and tries again
            arrival.answer = Answer(refused=arrival.refused, detail=arrival.detail)
            continue
        token = receipts.compose(
            to=peer.id,
            jti=arrival.header.jti,
            digest=arrival.header.digest,
            state=State.REJECTED,
            reason=arrival.refused,
            at=now,
            settled=settled,
            leaf=arrival.leaf,
        )
        arrival.answer = Answer(receipt=token)


def _answer_again(arrival: _Arrival, peer: Entry) -> None:
    if arrival.header is not None:
        token = arrivals.first_receipt(peer.id, arrival.header.jti)
        arrival.answer = Answer(receipt=token) if token else Answer(refused="exchange:again")


def _heard(headers: list[DeliveryHeader], peer: Entry, now: datetime, *, spoke: bool) -> None:
    """The peer spoke: note how far its numbering is, and call back what we owe it."""
    channel, _ = Channel.objects.select_for_update().get_or_create(organisation=peer.id)
    channel.in_seq = max([channel.in_seq, *(header.channel_seq for header in headers)])
    if spoke:
        channel.last_seen_at = now
    if spoke and channel.failures:
        channel.failures, channel.next_attempt_at = 0, None
        calling.call(peer.id, at=now)
        bringing.promise_again(peer.id, at=now)
    channel.save(update_fields=["last_seen_at", "in_seq", "failures", "next_attempt_at"])
    if headers:
        latest = headers[-1]
        stated_at = datetime.fromtimestamp(latest.sent_at, UTC)
        witness.keep(peer, note=latest.checkpoint, stated_at=stated_at, now=now)
