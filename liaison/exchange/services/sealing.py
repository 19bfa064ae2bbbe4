"""Seal once, commit the sealed bytes, then send: every retry sends those same bytes.

Sealing again after a crash would give the same message id another digest, which the receiver must
take for equivocation.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.conf import settings
from django.db import connection, models, transaction

from liaison.audit import selectors as log
from liaison.exchange import keys, trust
from liaison.exchange.models import Addressee, Channel, Delivery, Message, Part, SealedBytes
from liaison.exchange.services import enclosing, quieting
from liaison.exchange.states import Direction, State
from liaison.files.errors import NoSuchFile, NotClean
from liaison.lib.wire import canonical, delivery, directory, envelope, limits, manifest
from liaison.lib.wire.errors import WireRefusal
from liaison.lib.wire.manifest import Addressee as Named
from liaison.lib.wire.manifest import Manifest


@dataclass(frozen=True)
class _Hand:
    """What sealing needs besides the message, fetched once for a whole batch."""

    trusted: directory.Directory
    checkpoint: str
    now: datetime
    quiet: Callable[[str], bool]


@dataclass(frozen=True)
class _Letter:
    """One message with those it is for and the files beside it."""

    message: Message
    named: list[tuple[str, str]]
    parts: Sequence[Part]


@transaction.atomic
def seal_waiting(organisation: str, *, now: datetime) -> Mapping[int, str]:
    """Seal the messages that wait for this bureau, in the order they were queued.

    Args:
        organisation: id of the bureau.
        now: the present moment.

    Returns:
        Row id to reason of those that cannot be sealed now: a message to a bureau whose keys are
        gone must not hold up the others, so the caller postpones it.
    """
    waiting = Message.objects.filter(
        models.Q(deliveries__next_attempt_at=None)
        | models.Q(deliveries__next_attempt_at__lte=now),
        direction=Direction.OUT,
        jws="",
        deliveries__organisation=organisation,
        deliveries__state=State.ACCEPTED,
    ).order_by("id")
    waiting = quieting.without_held(waiting, now)
    if connection.features.has_select_for_update_of:
        waiting = waiting.select_for_update(of=("self",))
    found = list(waiting.select_related("opening")[: limits.BATCH_MESSAGES])
    if not found:
        return {}
    latest = log.latest_checkpoint()
    hand = _Hand(trust.directory(now), latest.note if latest else "", now, quieting.quiet())
    addressees = _addressees(found)
    channels = _channels({name for named in addressees.values() for name, _ in named})
    enclosed = enclosing.openings(found)
    refused: dict[int, str] = {}
    for message in found:
        try:
            letter = _Letter(message, addressees[message.pk], enclosed[message.pk])
            _seal(letter, channels, hand)
        except (WireRefusal, NoSuchFile, NotClean) as refusal:
            refused[message.pk] = f"cannot be sealed: {refusal}"
    for channel in channels.values():
        channel.save(update_fields=["out_seq", "out_prev"])
    return refused


def check(
    message: Message, named: list[tuple[str, str]], *, version: int, parts: Sequence[Part] = ()
) -> None:
    """Refuse a message that could never be sealed, before it is queued.

    Args:
        message: not saved yet.
        named: id and role of each addressee.
        version: of the trust directory.
        parts: the files beside it, not saved yet.

    Raises:
        WireRefusal: no receiver would read its manifest.
    """
    commitment = envelope.commitment(bytes(envelope.SALT_BYTES), b"")
    made = _manifest(_Letter(message, named, parts), version)
    manifest.check(replace(made, content_commitment=commitment))


def _seal(letter: _Letter, channels: dict[str, Channel], hand: _Hand) -> None:
    message, named = letter.message, letter.named
    moment = int(hand.now.timestamp())
    made = envelope.seal(
        _manifest(letter, hand.trusted.version),
        canonical.decode(message.opening.body.encode(), limit=limits.BODY_BYTES),
        salt=bytes(message.opening.salt),
        by=keys.signing().newest,
        recipients=[*_recipients(named, hand.trusted, moment), _archive()],
        openings=enclosing.opening_of(letter.parts),
    )
    message.jws, message.kid, message.digest = made.jws, keys.signing().newest.kid, made.digest
    message.save(update_fields=["jws", "kid", "digest"])
    SealedBytes.objects.create(message=message, data=made.data)
    for name, _ in named:
        channel = channels[name]
        channel.out_seq += 1
        header = delivery.DeliveryHeader(
            iss=settings.NODE.organisation,
            to=name,
            jti=message.jti,
            digest=made.digest,
            channel_seq=channel.out_seq,
            prev=channel.out_prev,
            checkpoint="" if hand.quiet(name) else hand.checkpoint,
            sent_at=moment,
        )
        Delivery.objects.filter(message=message, organisation=name).update(
            channel_seq=channel.out_seq, header=delivery.sign(header, by=keys.signing().newest)
        )
        channel.out_prev = made.digest


def _manifest(letter: _Letter, version: int) -> Manifest:
    message = letter.message
    return Manifest(
        iss=settings.NODE.organisation,
        aud=tuple(
            Named(organisation=name, role="action" if role == "action" else "info")
            for name, role in letter.named
        ),
        jti=message.jti,
        iat=int(message.issued_at.timestamp()),
        exp=int(message.expires_at.timestamp()),
        thread=message.thread,
        in_reply_to=message.in_reply_to,
        kind=message.kind,
        form="1",
        urgency="urgent" if message.urgency == "urgent" else "normal",
        purpose=message.purpose,
        legal_basis=message.legal_basis,
        handling=(),
        dir_ver=version,
        content_commitment="",
        parts=enclosing.promised(letter.parts),
    )


def _recipients(
    named: list[tuple[str, str]], trusted: directory.Directory, moment: int
) -> list[envelope.RecipientKey]:
    found = [trusted.entry(name).encryption_key(now=moment) for name, _ in named]
    return [envelope.RecipientKey(key.kid, key.key) for key in found]


def _archive() -> envelope.RecipientKey:
    """Return our own archive key: a copy that this bureau can open years later."""
    pair = keys.archive().newest
    return envelope.RecipientKey(pair.kid, pair.key)


def _addressees(messages: list[Message]) -> dict[int, list[tuple[str, str]]]:
    rows = (
        Addressee.objects.filter(message__in=messages)
        .order_by("id")
        .values_list("message_id", "organisation", "role")
    )
    found: dict[int, list[tuple[str, str]]] = {message.pk: [] for message in messages}
    for message_id, name, role in rows:
        found[message_id].append((name, role))
    return found


def _channels(names: set[str]) -> dict[str, Channel]:
    """Return the channels, locked in one order so that two sealers cannot block each other."""
    locked: models.QuerySet[Channel] = (
        Channel.objects.select_for_update().filter(organisation__in=names).order_by("organisation")
    )
    found = {channel.organisation: channel for channel in locked}
    if len(found) == len(names):
        return found
    Channel.objects.bulk_create(
        [Channel(organisation=name) for name in sorted(names - found.keys())],
        ignore_conflicts=True,
    )
    return {channel.organisation: channel for channel in locked.all()}
