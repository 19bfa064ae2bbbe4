"""Hits and confirmations in the state a test asks for, by walking the real services."""

import json
import uuid
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from liaison.audit.models import Payload
from liaison.core.models import Job
from liaison.exchange.models import Message
from liaison.exchange.types import Received
from liaison.identity.types import Actor
from liaison.lib.wire.canonical import JsonObject
from liaison.queries import handlers, jobs, services
from liaison.queries.models import Check, Confirmation, Hit, Snapshot, Step
from liaison.queries.question import parse_question
from liaison.queries.states import Action, HitState, Outcome, Urgency
from liaison.queries.types import Answer, Asked, Given, Question, Reported
from liaison.queries.wireform import GIVEN, write_asked, write_given, write_reported
from liaison.rules.processing import Purpose
from tests.cast import NOW, an_actor
from tests.records.things import a_copy, an_own_document
from tests.records.things import received as message

SOON = NOW + timedelta(minutes=1)
LATE = NOW + timedelta(hours=2)
REASON = "armed and running to the exit"
URGENT = timedelta(minutes=10)


def ada() -> Actor:
    """Return Ada, who asks."""
    return an_actor()


def boris() -> Actor:
    """Return Boris, who answers for the bureau."""
    return an_actor(person="Boris")


def a_question(number: str = "LX7310254", state: str = "CHN") -> Question:
    """Return a typed number as a question."""
    return parse_question(number, state, today=NOW.date())


def asked(number: str = "LX7310254", *, actor: Actor | None = None) -> Answer:
    """Let Ada check a number."""
    return services.check(
        actor or ada(),
        question=a_question(number),
        purpose=Purpose.SECURITY_CHECK,
        case_reference="PVG-2026-17",
        now=NOW,
    )


def a_hit(state: HitState = HitState.POSSIBLE, *, own: bool = False) -> Hit:
    """Return a hit on one of Seoul's records, or on one of our own, in a state.

    Args:
        state: where it shall stand; the real services lead it there.
        own: True: our own record, answered by our own desk.
    """
    if own:
        an_own_document(to=())
    else:
        a_copy()
    (facts,) = asked().hits
    _walk(facts.id, state)
    hit = Hit.objects.get(pk=facts.id)
    assert hit.state == state
    return hit


def answered(hit: Hit, *, valid: bool = True) -> None:
    """Let the owner answer a hit that asked: Seoul by message, or Boris at our own desk."""
    hit.refresh_from_db()
    own = Confirmation.objects.filter(hit_id=hit.id).first()
    if own is None:
        handlers.receive_given(given(hit, valid=valid), SOON)
        return
    services.answer_confirmation(
        boris(),
        confirmation_id=own.id,
        valid=valid,
        instructions="hold it",
        restrictions="",
        now=SOON,
    )


def given(hit: Hit, *, sender: str = "seoul", **said: object) -> Received:
    """Return the answer of a bureau to a hit's question; `said` changes its body."""
    plain = Given(hit.id, hit.record_id, True, "hold the document", "police use only")  # noqa: FBT003
    changed = {"valid", "instructions", "restrictions", "hit_id", "record_id"} & set(said)
    body = write_given(replace(plain, **{name: said[name] for name in changed}))  # type: ignore[arg-type]
    found = message(body, kind=GIVEN, sender=sender)
    return replace(found, in_reply_to=said.get("in_reply_to", hit.question_message))  # type: ignore[arg-type]


def asked_of_us(record_id: uuid.UUID, *, sender: str = "seoul", **said: object) -> Received:
    """Return Seoul's question about one of our records; `said` changes its fields."""
    plain = Asked(
        hit_id=uuid.UUID(int=77),
        record_id=record_id,
        version=1,
        number="LX7310254",
        issuing_state="CHN",
        reference="ICN-4",
        urgency=Urgency.URGENT,
        due_at=NOW + URGENT,
        note="bearer is at gate 4",
    )
    body = write_asked(replace(plain, **said))  # type: ignore[arg-type]
    return message(body, kind="queries.confirmation_asked", sender=sender)


def reported(row: Confirmation, *, sender: str = "seoul", **said: object) -> Received:
    """Return Seoul's report on how its hit ended; `said` changes its fields."""
    plain = Reported(row.hit_id, row.record_id, Action.SEIZE_DOCUMENT, False, Outcome.SEIZURE)  # noqa: FBT003
    body = write_reported(replace(plain, **said))  # type: ignore[arg-type]
    return message(body, kind="queries.outcome_reported", sender=sender)


def a_confirmation(*, withdrawn: bool = False) -> Confirmation:
    """Return Seoul's question about one of our records, received through the handler."""
    record = an_own_document(to=("seoul",), withdrawn=withdrawn)
    handlers.receive_asked(asked_of_us(record.id), NOW)
    return Confirmation.objects.get()


def with_body(received: Received, body: JsonObject) -> Received:
    """Return a message with another body."""
    return replace(received, body=body)


def events() -> list[tuple[str, str]]:
    """Return event and result of every entry of this room, in no order."""
    rows = Payload.objects.filter(event__startswith="queries:")
    return [(row.event, result_of(row)) for row in rows]


def result_of(row: Payload) -> str:
    """Return how an entry ended."""
    return str(facts_of(row)["result"])


def facts_of(row: Payload) -> Mapping[str, object]:
    """Return the words of an entry."""
    found: Mapping[str, object] = json.loads(row.body)
    return found


def written() -> Mapping[str, object]:
    """Return how many rows every table has that this room writes to, and where hits stand."""
    tables = (Check, Hit, Snapshot, Step, Confirmation, Payload, Message, Job)
    counted: dict[str, object] = {t.__name__: t._default_manager.count() for t in tables}
    counted["states"] = sorted(Hit.objects.values_list("id", "state", "action", "outcome"))
    counted["asked"] = sorted(Confirmation.objects.values_list("id", "state"))
    return counted


def _walk(hit_id: uuid.UUID, state: HitState) -> None:
    if state is HitState.POSSIBLE:
        return
    same = state is not HitState.FALSE_POSITIVE
    services.compare(ada(), hit_id=hit_id, same_document=same, note="", now=NOW)
    if state in {HitState.FALSE_POSITIVE, HitState.COMPARED}:
        return
    services.ask_confirmation(ada(), hit_id=hit_id, urgency=Urgency.URGENT, note="", now=NOW)
    if state is HitState.CONFIRMATION_ASKED:
        return
    if state is HitState.EXPIRED:
        jobs.expire(LATE)
        return
    answered(Hit.objects.get(pk=hit_id), valid=state is not HitState.INVALID)
    if state in {HitState.CONFIRMED, HitState.INVALID}:
        return
    services.take_action(ada(), hit_id=hit_id, action=Action.SEIZE_DOCUMENT, now=NOW)
    if state is HitState.CLOSED:
        services.record_outcome(ada(), hit_id=hit_id, outcome=Outcome.SEIZURE, note="", now=NOW)
