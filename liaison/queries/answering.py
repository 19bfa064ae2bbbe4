"""What we tell a bureau whose officer waits: candidates, then one record in full.

Only records of our own that their distribution rules open to that bureau. Discreet ones are not
looked at here at all: the second look is a job, the same for every question.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final
from uuid import UUID, uuid4

from liaison.exchange.errors import ContentRefused, NotPermitted
from liaison.exchange.types import AskedFacts, Reply
from liaison.queries import liveform, matching, watching
from liaison.queries.errors import BodyRefused
from liaison.queries.livepolicy import POLICY
from liaison.queries.models import Offer
from liaison.queries.policy import PURPOSE_MAXIMUM
from liaison.queries.types import Found
from liaison.records import selectors as records
from liaison.records.types import RecordFacts

if TYPE_CHECKING:
    from liaison.audit.types import JsonValue
    from liaison.lib.wire.canonical import JsonObject

NO_OFFER: Final = "queries:no_offer"


def answer_ask(asked: AskedFacts, now: datetime) -> Reply:
    """Answer which of our records may be the one asked about, with the least data of each.

    Raises:
        NotPermitted: this bureau may not ask us.
        ContentRefused: the question cannot be read.
    """
    if asked.sender in POLICY.refused:
        raise NotPermitted(asked.sender)
    try:
        question, silent = liveform.parse_ask(asked.body)
    except BodyRefused as refusal:
        raise ContentRefused(f"{refusal.code}:{refusal.field}") from refusal
    found = matching.find(question).found
    open_to = {
        facts.id
        for facts in records.held_for(asked.sender, [one.reference for one in found], now)
        if not facts.discreet
    }
    shown = [one for one in found if one.reference in open_to]
    offers = _offer(shown[: POLICY.candidates], asked, now)
    watching.promise(
        asked.question_id,
        question,
        asker=asked.sender,
        place="",
        purpose=asked.purpose[:PURPOSE_MAXIMUM],
        case_reference="",
        silent=silent,
        now=now,
    )
    body: JsonObject = {
        "candidates": [liveform.write_candidate(handle, one) for handle, one in offers],
        "more": len(shown) > len(offers),
    }
    # of a silent question not even our log says what it met
    facts: dict[str, JsonValue] = {"silent": silent}
    if not silent:
        facts["records"] = [str(one.reference) for _, one in offers]
    return Reply(body, facts)


def answer_fetch(asked: AskedFacts, now: datetime) -> Reply:
    """Answer one record in full, if it was offered to that bureau a short while ago.

    The copy register is not touched: this is a look, not a distribution.

    Raises:
        NotPermitted: this bureau may not ask us.
        ContentRefused: malformed, or nothing of that handle was offered to this bureau.
    """
    if asked.sender in POLICY.refused:
        raise NotPermitted(asked.sender)
    try:
        handle = liveform.parse_fetch(asked.body)
    except BodyRefused as refusal:
        raise ContentRefused(f"{refusal.code}:{refusal.field}") from refusal
    facts = _offered(handle, asked.sender, now)
    return Reply({"record": liveform.write_record(facts)}, {"record": str(facts.id)})


def forget(now: datetime) -> None:
    """Forget offers that are over."""
    Offer.objects.filter(ends_at__lte=now).delete()


def _offer(shown: Sequence[Found], asked: AskedFacts, now: datetime) -> list[tuple[UUID, Found]]:
    # random: a handle that sorts by time would tell how many we make
    offers = [(uuid4(), one) for one in shown]
    Offer.objects.bulk_create(
        Offer(
            id=handle,
            bureau=asked.sender,
            reference=one.reference,
            purpose=asked.purpose[:PURPOSE_MAXIMUM],
            ends_at=now + POLICY.offer,
        )
        for handle, one in offers
    )
    return offers


def _offered(handle: UUID, sender: str, now: datetime) -> RecordFacts:
    offer = Offer.objects.filter(pk=handle, bureau=sender, ends_at__gt=now).first()
    # asked of the rules again: they may have changed since
    found = records.held_for(sender, [offer.reference], now) if offer else ()
    if not found or found[0].discreet:
        raise ContentRefused(NO_OFFER)
    return found[0]
