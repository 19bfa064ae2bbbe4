"""Answering another bureau while it waits: verify, answer, seal, log, in one transaction.

Nothing is stored but the question's id, until it can be asked no more, and one log entry: the
same whatever was found, so that the growth of our log tells the asker nothing.
"""

import os
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction

from liaison.audit import services as audit
from liaison.audit.types import JsonValue, Who
from liaison.core.identifiers import uuid7
from liaison.exchange import keys, policy
from liaison.exchange.errors import AskRefused, AskReplayed, AskUnfit, ContentRefused, TooManyAsks
from liaison.exchange.models import Ask
from liaison.exchange.services import padding
from liaison.exchange.sockets import ANSWERERS
from liaison.exchange.types import AskedFacts, Reply
from liaison.lib.wire import envelope, manifest
from liaison.lib.wire.entry import Entry
from liaison.lib.wire.envelope import Opened, RecipientKey, Sealed
from liaison.lib.wire.errors import HeadersDiffer, WireRefusal
from liaison.lib.wire.manifest import Addressee, Manifest

_MINUTE = timedelta(minutes=1)


def answer(sealed: bytes, *, peer: Entry, now: datetime) -> bytes:
    """Answer one question of a peer whose TLS certificate was compared with the directory.

    Args:
        sealed: the question as it came.
        peer: the bureau at the other end.
        now: the present moment.

    Returns:
        The sealed answer.

    Raises:
        TooManyAsks: more than we answer this bureau in a minute; not logged again and again.
        AskReplayed: the question came before.
        AskUnfit: of unknown kind, or it lives too long.
        NotPermitted: this bureau may not ask that.
        ContentRefused: the room cannot read it.
        WireRefusal: not sealed and signed as agreed.
    """
    if Ask.objects.filter(iss=peer.id, at__gt=now - _MINUTE).count() >= policy.ASKS_A_MINUTE:
        raise TooManyAsks(policy.ASKS_A_MINUTE)
    try:
        opened = _open(sealed, peer, now)
        with transaction.atomic():
            return _answer(opened, peer, now)
    except (AskRefused, ContentRefused, WireRefusal) as refusal:
        _record_refused(sealed, peer, refusal.code, now)
        raise


def forget(now: datetime) -> None:
    """Forget the ids of questions that are over: their bytes are refused for their age."""
    Ask.objects.filter(ends_at__lte=now).delete()


def _open(sealed: bytes, peer: Entry, now: datetime) -> Opened:
    moment = int(now.timestamp())
    opened = envelope.unseal(
        sealed,
        own=settings.NODE.organisation,
        keys=keys.encryption(),
        # attack: a true question of a third bureau, asked again by one that saw it
        resolve=lambda _, kid: peer.signing_key(kid, now=moment),
    )
    said = opened.manifest
    if said.iss != peer.id:
        raise HeadersDiffer("the question is not of the bureau that calls")
    manifest.check_times(said, now=moment)
    if said.exp - said.iat > policy.ASK_LIFE.total_seconds():
        raise AskUnfit("it may be answered for too long")
    if said.kind not in ANSWERERS:
        raise AskUnfit("of unknown kind")
    return opened


def _answer(opened: Opened, peer: Entry, now: datetime) -> bytes:
    said = opened.manifest
    _remember(said, now)
    answerer = ANSWERERS[said.kind]
    reply = answerer.answer(
        AskedFacts(
            question_id=said.jti,
            sender=said.iss,
            kind=said.kind,
            purpose=said.purpose,
            legal_basis=said.legal_basis,
            issued_at=datetime.fromtimestamp(said.iat, UTC),
            body=opened.body,
        ),
        now,
    )
    made = _seal(reply, answerer.reply_kind, said, peer, now)
    facts: dict[str, JsonValue] = {
        **reply.facts,
        "kind": said.kind,
        "digest": opened.digest,
        "answer": made.digest,
    }
    audit.record(
        Who.machine(peer.id, peer.id),
        event="exchange:ask:answered",
        target=str(said.jti),
        at=now,
        purpose=said.purpose,
        legal_basis=said.legal_basis,
        facts=facts,
    )
    return made.data


def _remember(said: Manifest, now: datetime) -> None:
    ends = datetime.fromtimestamp(said.exp, UTC)
    try:
        with transaction.atomic():
            Ask.objects.create(iss=said.iss, jti=said.jti, at=now, ends_at=ends)
    except IntegrityError as error:
        raise AskReplayed from error


def _seal(reply: Reply, kind: str, said: Manifest, peer: Entry, now: datetime) -> Sealed:
    moment = int(now.timestamp())
    made = Manifest(
        iss=settings.NODE.organisation,
        aud=(Addressee(peer.id, "action"),),
        jti=uuid7(now),
        iat=moment,
        exp=moment + int(policy.ASK_LIFE.total_seconds()),
        thread=said.thread,
        in_reply_to=said.jti,
        kind=kind,
        form="1",
        urgency="urgent",
        purpose=said.purpose,
        legal_basis="",
        handling=(),
        dir_ver=said.dir_ver,
        content_commitment="",
    )
    key = peer.encryption_key(now=moment)
    return envelope.seal(
        made,
        padding.pad(reply.body),
        salt=os.urandom(envelope.SALT_BYTES),
        by=keys.signing().newest,
        recipients=[RecipientKey(key.kid, key.key)],
    )


@transaction.atomic
def _record_refused(sealed: bytes, peer: Entry, code: str, now: datetime) -> None:
    audit.record(
        Who.machine(peer.id, peer.id),
        event="exchange:ask:refused",
        target=peer.id,
        at=now,
        result=code,
        facts={"digest": envelope.digest(sealed)},
    )
