"""The only ways to hold a question about our records. Every one asks who is holding it."""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet

from liaison.identity.types import Actor, Permission
from liaison.lib.ids.vehicles import fold_serial
from liaison.queries import permissions, policy
from liaison.queries.errors import NoSuchConfirmation
from liaison.queries.models import Confirmation, Hit
from liaison.queries.states import (
    UNANSWERED,
    Action,
    ConfirmationState,
    Outcome,
    Source,
    Urgency,
)
from liaison.queries.types import (
    ConfirmationFacts,
    ConfirmationFile,
    Evidence,
    Question,
)
from liaison.records import selectors as records
from liaison.records.models import Record
from liaison.records.reading import record_facts
from liaison.records.states import RecordState
from liaison.records.types import RecordFacts


def asked_of_us(actor: Actor) -> QuerySet[Confirmation]:
    """Return the questions about our records: the bureau's desk answers, nobody below it.

    Those about discreet records are for chairs that receive alerts, and those chairs have no
    others: what they know would colour every answer to the searcher's bureau.

    Raises:
        PermissionRefused: the chair does not carry CONFIRMATION_ANSWER.
    """
    permissions.check_can_see_confirmations(actor)
    if actor.organisation != settings.NODE.organisation:
        return Confirmation.objects.none()
    # attack: a bureau that holds a discreet record asks about it, and the whole desk knows of it
    discreet = Q(record_id__in=Record.objects.filter(discreet=True).values("pk"))
    return Confirmation.objects.filter(discreet if actor.may(Permission.ALERT_READ) else ~discreet)


def confirmations(actor: Actor, *, only_open: bool) -> tuple[ConfirmationFacts, ...]:
    """Return questions by their clock; those answered, newest first, when all are wanted.

    Raises:
        PermissionRefused: the chair does not carry CONFIRMATION_ANSWER.
    """
    found = asked_of_us(actor)
    waiting = found.filter(state__in=[state.value for state in UNANSWERED]).order_by(
        "due_at", "id"
    )
    rows = list(waiting[: policy.PAGE])
    if not only_open:
        done = found.exclude(state__in=[state.value for state in UNANSWERED]).order_by("-id")
        rows += done[: policy.PAGE]
    return tuple(confirmation_facts(row) for row in rows)


def open_confirmations(actor: Actor) -> int:
    """Return how many questions wait for our answer.

    Raises:
        PermissionRefused: the chair does not carry CONFIRMATION_ANSWER.
    """
    return asked_of_us(actor).filter(state__in=[state.value for state in UNANSWERED]).count()


def confirmation_for_update(
    actor: Actor, confirmation_id: UUID
) -> tuple[Confirmation, Hit | None]:
    """Return one question and, when a post of our own asked it, that hit; both locked.

    The hit is locked first, as everywhere, so that nobody waits for each other for ever.

    Raises:
        PermissionRefused: the chair does not carry CONFIRMATION_ANSWER.
        NoSuchConfirmation: missing or hidden.
    """
    found = asked_of_us(actor).filter(pk=confirmation_id)
    seen = found.first()
    if seen is None:
        raise NoSuchConfirmation(str(confirmation_id))
    own = seen.asker == settings.NODE.organisation
    hit = Hit.objects.select_for_update().filter(pk=seen.hit_id).first() if own else None
    return found.select_for_update().get(), hit


def confirmation_file(actor: Actor, confirmation_id: UUID) -> ConfirmationFile:
    """Return everything about one question, with our record as it stands now.

    Raises:
        PermissionRefused: the chair does not carry CONFIRMATION_ANSWER.
        NoSuchConfirmation: missing or hidden.
    """
    row = asked_of_us(actor).filter(pk=confirmation_id).first()
    own = own_record(row.record_id) if row else None
    if row is None or own is None:
        raise NoSuchConfirmation(str(confirmation_id))
    return ConfirmationFile(
        facts=confirmation_facts(row),
        purpose=row.purpose,
        note=row.note,
        message=row.message,
        record=own.facts,
        version_asked=row.record_version,
        evidence=_evidence(row, own.facts),
        in_hand=Question(
            source=Source.NUMBER if row.number else Source.WORDS,
            number=row.number,
            folded=fold_serial(row.number),
            issuing_state=row.issuing_state,
            name=row.name,
        ),
        may_answer=ConfirmationState(row.state) in UNANSWERED,
        answered_by=row.answered_by,
        answered_at=row.answered_at,
        instructions=row.instructions,
        restrictions=row.restrictions,
        action=Action(row.action) if row.action else None,
        emergency=row.emergency,
        outcome=Outcome(row.outcome) if row.outcome else None,
        outcome_at=row.outcome_at,
    )


def confirmation_facts(row: Confirmation) -> ConfirmationFacts:
    """Return a row as a value."""
    return ConfirmationFacts(
        id=row.id,
        state=ConfirmationState(row.state),
        asker=row.asker,
        number=row.number or row.name,
        issuing_state=row.issuing_state,
        reference=row.reference,
        urgency=Urgency(row.urgency),
        asked_at=row.asked_at,
        due_at=row.due_at,
    )


@dataclass(frozen=True, slots=True)
class OwnRecord:
    """A record of our own, and who may know of it.

    Attributes:
        facts: the record, in whatever state.
        known_to: bureaus that hold it or may be told of it.
    """

    facts: RecordFacts
    known_to: frozenset[str]


def own_record(record_id: UUID) -> OwnRecord | None:
    """Return a record of our own with the bureaus that hold copies; None for anybody else's.

    Asked by this room itself, about a record that a confirmation names.
    """
    row = _row(record_id)
    if row is None or row.owner != settings.NODE.organisation:
        return None
    copies = (copy.organisation for copy in records.copies_of(row))
    return OwnRecord(record_facts(row), frozenset({*records.recipients_of(row), *copies}))


def stands(record_id: UUID) -> bool:
    """Return whether the record is still there and was not withdrawn."""
    row = _row(record_id)
    return row is not None and row.state == RecordState.ACTIVE


def _row(record_id: UUID) -> Record | None:
    machine = Actor.machine(
        "queries",
        bureau=settings.NODE.organisation,
        permissions=frozenset({Permission.DOCUMENT_READ, Permission.ALERT_READ}),
    )
    return records.visible_to(machine).filter(pk=record_id).first()


def _evidence(row: Confirmation, facts: RecordFacts) -> Evidence | None:
    number = str(facts.fields.get("number", ""))
    return policy.explain(row.number, number) if row.number and number else None
