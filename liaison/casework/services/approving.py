"""An officer's approval of a request: given by passkey, sent along, verified on arrival."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from liaison.casework.types import Asked
from liaison.casework.wireform import document_of
from liaison.exchange import services as exchange
from liaison.exchange.errors import ApprovalRefused
from liaison.exchange.types import ApprovalFacts
from liaison.identity.types import Actor
from liaison.lib.wire.canonical import JsonObject, JsonValue


@dataclass(frozen=True, slots=True)
class Approval:
    """An approval that was given here.

    Attributes:
        said: what travels with the request.
        detail: what is kept beside the letter.
    """

    said: JsonObject
    detail: Mapping[str, JsonValue]


def give(actor: Actor, asked: Asked, *, answer: str, now: datetime) -> Approval:
    """Take an officer's approval of a request that is about to leave.

    Args:
        actor: who approves.
        asked: the request as it will travel.
        answer: of the passkey.
        now: the present moment.

    Raises:
        PasskeyRefused: it is not this person's approval of this request as it stands now.
    """
    said, facts = exchange.approve(actor, document=document_of(asked), answer=answer, now=now)
    return Approval(said, detail_of(said, facts))


def take(
    asked: Asked, *, sender: str, at: datetime, now: datetime
) -> Mapping[str, JsonValue] | None:
    """Return what is kept of an approval that came along; None: none came.

    One that does not hold is kept as such: the request itself is signed by its bureau all the
    same, and a reader must see that somebody claimed an approval that is none.

    Args:
        asked: the request as it came.
        sender: the bureau that signed the message.
        at: when it was signed.
        now: the present moment.
    """
    if asked.approval is None:
        return None
    try:
        facts = exchange.verify_approval(
            asked.approval, document=document_of(asked), sender=sender, at=at, now=now
        )
    except ApprovalRefused as refusal:
        return {"bureau": sender, "refused": refusal.reason, "evidence": asked.approval}
    return detail_of(asked.approval, facts)


def detail_of(said: JsonObject, facts: ApprovalFacts) -> Mapping[str, JsonValue]:
    """Return what is kept beside the letter: who approved, and the evidence."""
    return {
        "bureau": facts.bureau,
        "officer": facts.officer,
        "role": facts.role,
        "refused": "",
        "evidence": said,
    }
