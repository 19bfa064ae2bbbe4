"""What the gate hands to the rooms, and what it shows."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from liaison.exchange.states import AskMark, State
from liaison.lib.wire.canonical import JsonObject, JsonValue


@dataclass(frozen=True)
class PartFacts:
    """A file that comes with a message.

    Attributes:
        file_id: the file here.
        name: for the eye only.
        media_type: what the sender says it is.
        size: bytes it is said to have.
    """

    file_id: uuid.UUID
    name: str
    media_type: str
    size: int


@dataclass(frozen=True)
class Received:
    """A verified message from another bureau, for the handler of one room.

    Attributes:
        message_id: the message's id (jti).
        sender: id of the bureau that signed it.
        kind: `room.verb`.
        thread: id of the first message of the conversation.
        in_reply_to: id of the message it answers, or None.
        urgency: `normal` or `urgent`.
        purpose: why the sender processes this.
        legal_basis: the rule the sender names.
        issued_at: when it was signed.
        expires_at: until when it may be delivered.
        body: JSON; untrusted: parse it.
        files: what travels beside it; each is fetched and looked at after the message is handled.
            They belong to nobody here until the room says whom they are for
            (`files.services.attach`).
    """

    message_id: uuid.UUID
    sender: str
    kind: str
    thread: uuid.UUID
    in_reply_to: uuid.UUID | None
    urgency: str
    purpose: str
    legal_basis: str
    issued_at: datetime
    expires_at: datetime
    body: JsonObject
    files: tuple[PartFacts, ...] = ()


@dataclass(frozen=True)
class Handler:
    """What a room plugs in for one kind of message.

    Attributes:
        receive: called by the worker inside one transaction with the message and the present
            moment; raises `ContentRefused` to reject it.
        keep_body: False: the body is shredded once the room has taken what it needs, so that an
            erased record does not live on in an old message.
    """

    receive: Callable[[Received, datetime], None]
    keep_body: bool


@dataclass(frozen=True)
class Step:
    """One rung of the ladder: what became of a message at one bureau, and the proof of it.

    Attributes:
        state: see `states.State`.
        at: when, as the one who states it says.
        by: id of the bureau that states it.
        reason: for a rejection.
        log_index: place in that bureau's log, or None.
        token: the signed receipt; empty for the sender's own `accepted`.
    """

    state: State
    at: datetime
    by: str
    reason: str
    log_index: int | None
    token: str


@dataclass(frozen=True)
class RelayWord:
    """A relay's signed word that it keeps a message: evidence, and no receipt."""

    by: str
    at: datetime
    token: str


@dataclass(frozen=True)
class DeliveryFacts:
    """A message on its way to one bureau."""

    organisation: str
    role: str
    state: State
    attempts: int
    last_error: str
    next_attempt_at: datetime | None
    channel_seq: int | None
    steps: tuple[Step, ...]
    relay: RelayWord | None = None


@dataclass(frozen=True)
class MessageFacts:
    """One message in a list.

    Attributes:
        id: row id on this node, as text.
        message_id: the message's id (jti).
        direction: `in` or `out`.
        sender: id of the bureau that signed it.
        recipients: ids of those it is for.
        kind: `room.verb`.
        urgency: `normal` or `urgent`.
        purpose: why.
        issued_at: when it was signed or queued.
        expires_at: until when it may be delivered.
        state: the least advanced state over all recipients; for incoming, our own.
        in_reply_to: id of the message it answers, or None.
    """

    id: str
    message_id: uuid.UUID
    direction: str
    sender: str
    recipients: tuple[str, ...]
    kind: str
    urgency: str
    purpose: str
    issued_at: datetime
    expires_at: datetime
    state: State
    in_reply_to: uuid.UUID | None = None


@dataclass(frozen=True)
class MessageFile:
    """One message with its ladder and proofs.

    Attributes:
        facts: the line of the list.
        thread: id of the conversation.
        in_reply_to: id of the message it answers, or None.
        legal_basis: the rule named.
        digest: hex SHA-256 of the sealed bytes; empty until sealed.
        signed_manifest: the inner JWS; empty until sealed.
        signing_key: name of the key.
        body: the content, or None when it was shredded.
        deliveries: one for each recipient; for incoming, ours.
    """

    facts: MessageFacts
    thread: uuid.UUID
    in_reply_to: uuid.UUID | None
    legal_basis: str
    digest: str
    signed_manifest: str
    signing_key: str
    body: Mapping[str, object] | None
    deliveries: tuple[DeliveryFacts, ...]


@dataclass(frozen=True)
class AlarmFacts:
    """Something about a peer that a desk must know."""

    kind: str
    organisation: str
    detail: str
    at: datetime


@dataclass(frozen=True)
class DeskFacts:
    """A desk that can be written to, as the trust directory lists it.

    Attributes:
        id: the organisation's id, such as `beijing/macao`.
        address: as officers write it, such as `IP MACAO`; may be empty.
        name: in English.
        region: such as `asia-south-pacific`; may be empty.
        country: ISO 3166 alpha-3 code; may be empty.
        node: id of the bureau whose node serves it.
        own: whether that is this node.
    """

    id: str
    address: str
    name: str
    region: str
    country: str
    node: str
    own: bool


@dataclass(frozen=True)
class PeerFacts:
    """How things stand with another bureau.

    Attributes:
        organisation: its id.
        name: in English.
        endpoint: where its federation listener is called.
        last_seen_at: when it last spoke to us or answered.
        waiting: messages of ours it has not receipted.
        failures: calls in a row that failed.
        next_attempt_at: when it is called again, or None.
        last_error: why the last call failed.
        relay: id of the bureau that keeps its mail while it does not answer, or empty.
        relay_always: it cannot be called at all.
        kept: what others left here for it, or for it to be told of.
        vouched_by: id of the parent that delegated authority to it, or empty.
        vouched_until: until when that holds, or None.
        scope: rooms whose messages it may send; empty where nothing limits it.
        objection: why it is listed and not trusted now, or empty.
    """

    organisation: str
    name: str
    endpoint: str
    last_seen_at: datetime | None
    waiting: int
    failures: int
    next_attempt_at: datetime | None
    last_error: str
    relay: str = ""
    relay_always: bool = False
    kept: int = 0
    vouched_by: str = ""
    vouched_until: datetime | None = None
    scope: tuple[str, ...] = ()
    objection: str = ""


@dataclass(frozen=True)
class AskedFacts:
    """A verified question that another bureau waits for, for the answerer of one room.

    Attributes:
        question_id: the question's id (jti).
        sender: id of the bureau that signed it.
        kind: `room.verb`.
        purpose: why the sender asks.
        legal_basis: the rule the sender names.
        issued_at: when it was signed.
        body: JSON; untrusted: parse it.
    """

    question_id: uuid.UUID
    sender: str
    kind: str
    purpose: str
    legal_basis: str
    issued_at: datetime
    body: JsonObject


@dataclass(frozen=True)
class Reply:
    """What a room answers while the other bureau waits.

    Attributes:
        body: JSON; padded before it is sealed, so that its size says little.
        facts: for the log entry of the answer; erasable like any other.
    """

    body: JsonObject
    facts: Mapping[str, JsonValue]


@dataclass(frozen=True)
class Answerer:
    """What a room plugs in for one kind of question.

    Attributes:
        answer: called inside one transaction with the question and the present moment; raises
            `NotPermitted` when the bureau may not ask, `ContentRefused` for what cannot be read.
        reply_kind: kind of the answer.
    """

    answer: Callable[[AskedFacts, datetime], Reply]
    reply_kind: str


@dataclass(frozen=True)
class Heard:
    """What came back from one bureau that was asked.

    Attributes:
        organisation: id of the bureau.
        mark: what became of the question there.
        code: why, when it was not answered; a stable code.
        body: the answer, JSON, untrusted: parse it; None when there is none.
        milliseconds: how long it took.
        question_id: id of the question that this bureau got.
    """

    organisation: str
    mark: AskMark
    code: str
    body: JsonObject | None
    milliseconds: int
    question_id: uuid.UUID


@dataclass(frozen=True)
class ApprovalFacts:
    """An officer's approval that was verified.

    Attributes:
        bureau: that vouches for the officer.
        officer: a pseudonym.
        role: in which they approved, by its name at that bureau.
    """

    bureau: str
    officer: str
    role: str
