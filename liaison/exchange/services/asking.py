"""Asking other bureaus while an officer waits: all at once, within one budget of time.

Each bureau gets a question of its own, sealed to it alone, so none learns whom else we asked.
What comes too late is dropped. Not inside a transaction: it speaks to networks.
"""

import os
import threading
import uuid
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextvars import copy_context
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import perf_counter

import structlog
from django.conf import settings
from django.db import transaction

from liaison.audit import services as audit
from liaison.audit.types import Entry as LogEntry
from liaison.audit.types import Who
from liaison.core.identifiers import uuid7
from liaison.core.tally import TALLY
from liaison.exchange import keys, policy, trust
from liaison.exchange.errors import AskFailed, MessageUnfit, UnknownBureau
from liaison.exchange.services import padding
from liaison.exchange.services.lines import HttpsLine, Line
from liaison.exchange.states import AskMark
from liaison.exchange.types import Heard
from liaison.lib.wire import canonical, envelope, manifest
from liaison.lib.wire.entry import Entry
from liaison.lib.wire.envelope import RecipientKey, Sealed
from liaison.lib.wire.errors import HeadersDiffer, WireRefusal
from liaison.lib.wire.manifest import Addressee, Manifest

THREADS = 32
BUREAUS_MOST = 20  # asked at once by one officer

log = structlog.get_logger()


@dataclass(frozen=True)
class Question:
    """What is asked of every bureau.

    Attributes:
        kind: `room.verb`; decides who answers over there.
        reply_kind: kind the answer must have.
        purpose: why.
        legal_basis: the rule that allows it.
    """

    kind: str
    reply_kind: str
    purpose: str
    legal_basis: str = ""


@dataclass(frozen=True)
class _Sent:
    peer: Entry
    sealed: Sealed
    question: Question
    moment: int

    @property
    def jti(self) -> uuid.UUID:
        return self.sealed.manifest.jti


class Asker:
    """Asks bureaus beside each other; one for the whole process, with the open connections.

    Args:
        line: how questions reach them; without one the real one is made at the first question.
    """

    def __init__(self, line: Line | None = None) -> None:
        """Keep the line."""
        self._line = line
        self._making = threading.Lock()
        self._pool = ThreadPoolExecutor(max_workers=THREADS, thread_name_prefix="ask")

    def ask(self, sent: Sequence[_Sent], *, budget: timedelta) -> tuple[Heard, ...]:
        """Return what every bureau said within the budget, in the order they were asked."""
        began, seconds = perf_counter(), budget.total_seconds()
        # each with a copy of what this thread knows: the call carries the id of the request
        asked = [
            (one, self._pool.submit(copy_context().run, self._one, one, began, seconds))
            for one in sent
        ]
        wait([future for _, future in asked], timeout=seconds)
        return tuple(_heard(one, future, began) for one, future in asked)

    def close(self) -> None:
        """Wait for what is still on its way."""
        self._pool.shutdown()

    def _one(self, sent: _Sent, began: float, seconds: float) -> Heard:
        """Ask one bureau; touches no table."""
        left = seconds - (perf_counter() - began)
        if left <= 0:  # every thread was busy until now
            return _said(sent, AskMark.LATE, "exchange:ask_busy", began)
        try:
            body = _open(self._the_line().ask(sent.peer, sent.sealed.data, seconds=left), sent)
        except AskFailed as failure:
            return _said(sent, AskMark(failure.mark), failure.code, began)
        except WireRefusal as refusal:
            return _said(sent, AskMark.UNUSABLE, refusal.code, began)
        return _said(sent, AskMark.ANSWERED, "", began, body)

    def _the_line(self) -> Line:
        with self._making:
            if self._line is None:
                folder = settings.NODE.keys_folder
                self._line = HttpsLine(
                    certificate=str(folder / "tls.pem"), key=str(folder / "tls.key")
                )
            return self._line


ASKER = Asker()


def ask(
    who: Who,
    *,
    bodies: Mapping[str, canonical.JsonObject],
    question: Question,
    budget: timedelta,
    now: datetime,
) -> tuple[Heard, ...]:
    """Ask bureaus at once and return what came back in time; both ends log it.

    Args:
        who: the person who waits, for the log.
        bodies: id of each bureau to what it is asked; at most `BUREAUS_MOST`.
        question: what is the same for all.
        budget: how long all of them together may take.
        now: the present moment.

    Returns:
        One for each bureau, in the same order; none of them raises.

    Raises:
        UnknownBureau: one is not in the trust directory, or it is this bureau itself.
        MessageUnfit: too many bureaus, or a body that nobody would read.
        TrustRefused: no directory rules.
    """
    if len(bodies) > BUREAUS_MOST:
        raise MessageUnfit(f"{len(bodies)} bureaus; at most {BUREAUS_MOST} are asked at once")
    sent = _seal_all(bodies, question, now)
    with transaction.atomic():
        audit.record_many(_sent_entry(who, one, now) for one in sent)
    heard = ASKER.ask(sent, budget=budget)
    for one in heard:
        TALLY.add("asked", one.mark.value)
    with transaction.atomic():
        audit.record_many(_heard_entry(who, one, question, now) for one in heard)
    return heard


def _seal_all(
    bodies: Mapping[str, canonical.JsonObject], question: Question, now: datetime
) -> list[_Sent]:
    trusted = trust.directory(now)
    moment = int(now.timestamp())
    found = []
    for name, body in bodies.items():
        if name not in trusted.entries or name == settings.NODE.organisation:
            raise UnknownBureau(name)
        peer = trusted.entry(name)
        try:
            sealed = _seal(peer, body, question, now, trusted.version)
        except WireRefusal as refusal:
            raise MessageUnfit(str(refusal)) from refusal
        found.append(_Sent(peer, sealed, question, moment))
    return found


def _seal(
    peer: Entry, body: canonical.JsonObject, question: Question, now: datetime, version: int
) -> Sealed:
    jti, moment = uuid7(now), int(now.timestamp())
    made = Manifest(
        iss=settings.NODE.organisation,
        aud=(Addressee(peer.id, "action"),),
        jti=jti,
        iat=moment,
        exp=moment + int(policy.ASK_LIFE.total_seconds()),
        thread=jti,
        in_reply_to=None,
        kind=question.kind,
        form="1",
        urgency="urgent",
        purpose=question.purpose,
        legal_basis=question.legal_basis,
        handling=(),
        dir_ver=version,
        content_commitment="",
    )
    key = peer.encryption_key(now=moment)
    return envelope.seal(
        made,
        body,
        salt=os.urandom(envelope.SALT_BYTES),
        by=keys.signing().newest,
        recipients=[RecipientKey(key.kid, key.key)],
    )


def _open(data: bytes, sent: _Sent) -> canonical.JsonObject:
    """Return what was answered to this very question by this very bureau.

    Raises:
        WireRefusal: anything else.
    """
    opened = envelope.unseal(
        data,
        own=settings.NODE.organisation,
        keys=keys.encryption(),
        # another bureau's answer, passed on, was signed by a key that this one does not have
        resolve=lambda _, kid: sent.peer.signing_key(kid, now=sent.moment),
    )
    said = opened.manifest
    manifest.check_times(said, now=sent.moment)
    if (said.iss, said.in_reply_to, said.kind) != (
        sent.peer.id,
        sent.jti,
        sent.question.reply_kind,
    ):
        raise HeadersDiffer("it does not answer this question")
    return padding.unpad(opened.body)


def _heard(sent: _Sent, future: "Future[Heard]", began: float) -> Heard:
    if future.done():
        return future.result()
    if not future.cancel():
        future.add_done_callback(_came_late)
    return _said(sent, AskMark.LATE, "exchange:ask_late", began)


def _came_late(future: "Future[Heard]") -> None:
    heard = future.result()
    log.info(
        "an answer came when nobody waited any more",
        bureau=heard.organisation,
        question=str(heard.question_id),
        mark=heard.mark.value,
        milliseconds=heard.milliseconds,
    )


def _said(
    sent: _Sent, mark: AskMark, code: str, began: float, body: canonical.JsonObject | None = None
) -> Heard:
    milliseconds = round((perf_counter() - began) * 1000)
    return Heard(sent.peer.id, mark, code, body, milliseconds, sent.jti)


def _sent_entry(who: Who, sent: _Sent, now: datetime) -> LogEntry:
    question = sent.question
    return LogEntry(
        who,
        "exchange:ask:sent",
        str(sent.jti),
        now,
        purpose=question.purpose,
        legal_basis=question.legal_basis,
        facts={"to": sent.peer.id, "kind": question.kind, "digest": sent.sealed.digest},
    )


def _heard_entry(who: Who, heard: Heard, question: Question, now: datetime) -> LogEntry:
    return LogEntry(
        who,
        "exchange:ask:heard",
        str(heard.question_id),
        now,
        purpose=question.purpose,
        result=heard.mark.value,
        facts={
            "from": heard.organisation,
            "mark": heard.mark.value,
            "code": heard.code,
            "milliseconds": heard.milliseconds,
        },
    )
