"""One line of the log and of a timeline, as every verb here writes them."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from liaison.audit import services as audit
from liaison.audit.types import JsonValue
from liaison.identity.types import Actor
from liaison.queries.models import Hit, Step
from liaison.queries.states import StepKind


def step(actor: Actor, hit: Hit, kind: StepKind, now: datetime, note: str) -> None:
    """Add a line to a hit's timeline."""
    Step.objects.create(hit=hit, kind=kind, at=now, by=actor.person_name, note=note)


def record(
    actor: Actor, event: str, target: UUID | str, now: datetime, facts: Mapping[str, JsonValue]
) -> None:
    """Write an entry of the log."""
    audit.record(actor.who, event=event, target=str(target), at=now, facts=facts)
