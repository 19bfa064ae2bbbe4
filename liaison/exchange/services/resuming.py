"""After our own restore: other bureaus give back what we sent them and have forgotten.

What comes is our own signed words, verified with our own keys, and their receipts. A message that
waited unsealed in the backup and was sent in the lost time is thereby known as sent: it is not
sealed a second time.
"""

from base64 import urlsafe_b64decode
from datetime import UTC, datetime
from typing import Final

from django.conf import settings
from django.db.models import F
from joserfc.jwk import OKPKey

from liaison.audit import services as audit
from liaison.audit.types import Who
from liaison.exchange import keys, trust
from liaison.exchange.errors import ContentRefused
from liaison.exchange.models import Addressee, Delivery, Message, Opening, Resumption
from liaison.exchange.services import alarms, calling, quieting, taking
from liaison.exchange.states import AlarmKind, Direction, State
from liaison.exchange.types import Received
from liaison.lib.wire import canonical, envelope, evidence
from liaison.lib.wire.errors import KeyRefused, WireRefusal
from liaison.lib.wire.manifest import Manifest
from liaison.lib.wire.receipt import hex_digest

NOT_ASKED: Final = "exchange:not_restored"
NOT_OURS: Final = "exchange:not_ours"
RECEIPTS_MOST: Final = 8
COUNT_MOST: Final = 100_000_000


def receive_returned(received: Received, now: datetime) -> None:
    """Take back one message that we sent.

    Raises:
        ContentRefused: we were not restored, or this is not what we signed.
    """
    resumption = _resumption(received.sender)
    try:
        digest = hex_digest(received.body, "digest")
        manifest, kid = evidence.read_signed(str(received.body["jws"]), resolve=_own_key)
        named = {one.organisation for one in manifest.aud}
        own = manifest.iss == settings.NODE.organisation and received.sender in named
    except (WireRefusal, KeyError, ValueError) as refusal:
        raise ContentRefused(NOT_OURS) from refusal
    if not own:
        raise ContentRefused(NOT_OURS)
    message = Message.objects.select_for_update().filter(
        iss=manifest.iss, jti=manifest.jti
    ).first() or _remembered(manifest, received, now)
    if not message.jws:
        message.jws, message.kid, message.digest = str(received.body["jws"]), kid, digest
        message.save(update_fields=["jws", "kid", "digest"])
        # whoever has not got these bytes cannot be sent them: `_finish` says so
        Delivery.objects.filter(message=message, channel_seq=None, state=State.ACCEPTED).update(
            next_attempt_at=message.expires_at
        )
    Delivery.objects.get_or_create(
        message=message, organisation=received.sender, defaults={"state": State.ACCEPTED}
    )
    _take(received, now)
    Resumption.objects.filter(pk=resumption.pk).update(returned=F("returned") + 1)
    _finish_if_whole(resumption.pk, now)


def receive_resumed(received: Received, now: datetime) -> None:
    """Note how much a bureau has given back; with the last of it, work with it goes on.

    Raises:
        ContentRefused: we were not restored.
    """
    resumption = _resumption(received.sender)
    expected = _count(received.body, "returned")
    sent_again = _count(received.body, "again")
    # a bureau with an older Liaison says nothing of it
    left = _count(received.body, "left_out") if "left_out" in received.body else 0
    Resumption.objects.filter(pk=resumption.pk).update(
        expected=expected, again=sent_again, left_out=left
    )
    _finish_if_whole(resumption.pk, now)


def _count(body: canonical.JsonObject, name: str) -> int:
    """Return how many messages a bureau speaks of.

    Raises:
        ContentRefused: no number, or more than a column holds.
    """
    try:
        found = canonical.integer(body, name)
    except WireRefusal as refusal:
        raise ContentRefused(NOT_OURS) from refusal
    if found > COUNT_MOST:
        raise ContentRefused(NOT_OURS)
    return found


def _resumption(organisation: str) -> Resumption:
    found = (
        Resumption.objects.select_for_update()
        .filter(restart=quieting.own_restart(), organisation=organisation)
        .first()
    )
    if found is None:
        # attack: a bureau that gives back what nobody asked for
        raise ContentRefused(NOT_ASKED)
    return found


def _remembered(manifest: Manifest, received: Received, now: datetime) -> Message:
    """Write down a message of ours that only its receiver remembers."""
    message = Message.objects.create(
        direction=Direction.OUT,
        iss=manifest.iss,
        jti=manifest.jti,
        kind=manifest.kind,
        thread=manifest.thread,
        in_reply_to=manifest.in_reply_to,
        urgency=manifest.urgency,
        purpose=manifest.purpose,
        legal_basis=manifest.legal_basis,
        issued_at=datetime.fromtimestamp(manifest.iat, UTC),
        expires_at=datetime.fromtimestamp(manifest.exp, UTC),
        state=State.ACCEPTED,
        created_at=now,
    )
    Addressee.objects.bulk_create(
        Addressee(message=message, organisation=one.organisation, role=one.role)
        for one in manifest.aud
    )
    body, salt = received.body.get("body"), received.body.get("salt")
    if isinstance(body, dict) and isinstance(salt, str):
        opened = urlsafe_b64decode(salt)
        if envelope.opens(manifest, salt=opened, body=body):
            content = canonical.encode(body).decode()
            Opening.objects.create(message=message, salt=opened, body=content)
    audit.record(
        Who.machine(received.sender, received.sender),
        event="exchange:message:returned",
        target=str(manifest.jti),
        at=now,
        facts={"kind": manifest.kind},
    )
    return message


def _take(received: Received, now: datetime) -> None:
    listed = received.body.get("receipts")
    if not isinstance(listed, list) or len(listed) > RECEIPTS_MOST:
        raise ContentRefused(NOT_OURS)
    peer = trust.directory(now).entry(received.sender)
    taking.take([taking.Offered(str(token)) for token in listed], peer=peer, now=now)


def _finish_if_whole(pk: int, now: datetime) -> None:
    row = Resumption.objects.get(pk=pk)
    if row.resumed_at is not None or row.expected is None or row.returned < row.expected:
        return
    row.resumed_at = now
    row.save(update_fields=["resumed_at"])
    detail = f"gave back {row.returned}, sends again {row.again}"
    if row.left_out:
        detail = f"{detail}, left out {row.left_out} older ones"
    alarms.raise_alarm(AlarmKind.RESUMED, row.organisation, detail, now=now)
    # sent to others in the lost time, and not to this one: nobody has those bytes any more
    for lost in (
        Delivery.objects.filter(
            organisation=row.organisation, channel_seq=None, state=State.ACCEPTED
        )
        .exclude(message__jws="")
        .select_related("message")
    ):
        lost.state = State.UNDELIVERABLE
        lost.save(update_fields=["state"])
        words = f"{lost.message.kind} {lost.message.jti}"
        alarms.raise_alarm(AlarmKind.UNDELIVERABLE, row.organisation, words, now=now)
    calling.call(row.organisation, at=now)


def _own_key(_: str, kid: str) -> OKPKey:
    found = keys.signing().find(kid)
    if found is None:
        raise KeyRefused(kid)
    return found.key
