"""Requests in the state a test asks for, by walking the real services."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from liaison.audit.models import Leaf
from liaison.casework import handlers, intake, models, services
from liaison.casework.models import Request
from liaison.casework.states import Result
from liaison.casework.types import AnswerText, Asked, ConcernedFields, Draft, PointTicked, Said
from liaison.casework.wireform import KINDS, REQUEST, write_asked, write_said
from liaison.casework.words import ConcernedKind, CrimeArea, Decision, LetterKind, Tick, Urgency
from liaison.exchange.types import Received
from liaison.identity.types import Actor
from liaison.rules.processing import HandlingCode, Purpose
from tests.cast import NOW, an_actor
from tests.records.things import received

SOON = NOW + timedelta(hours=1)
UNIT = "beijing/shenzhen-border"
PERSON = ConcernedFields(
    ConcernedKind.PERSON,
    {
        "names": ({"name": "Zhang Wei"}, {"name": "张伟"}),
        "birth": "1974-08-12",
        "sex": "M",
        "nationalities": ({"state": "CHN"},),
        "documents": ({"number": "LX7310254", "state": "CHN", "type": "passport"},),
    },
)
DRAFT = Draft(
    subject="Theft of a lorry with 24 pallets of medicine",
    asked="Identify the driver and say where the lorry was last seen.",
    facts="On 12 February 2026 a lorry was stolen in Shenzhen.",
    link="The subject rented the lorry under his own name.",
    purpose=Purpose.LOCATE,
    legal_basis="Criminal Procedure Law, Art. 113",
    urgency=Urgency.URGENT,
    clock="urgent_indirect",
    crime_area=CrimeArea.PROPERTY,
    to=("seoul",),
    concerned=(PERSON,),
)


def ada() -> Actor:
    """Return Ada, who drafts at the desk."""
    return an_actor()


def boris() -> Actor:
    """Return Boris, who reviews."""
    return an_actor(person="Boris")


def li() -> Actor:
    """Return Li, an officer of a unit below Beijing."""
    return an_actor(person="Li", organisation=UNIT, role="unit_officer")


def ticks(**said: Tick) -> tuple[PointTicked, ...]:
    """Return the whole checklist, yes unless said otherwise."""
    return tuple(PointTicked(point, said.get(point, Tick.YES)) for point in intake.POINTS)


def a_draft(*, actor: Actor | None = None, **said: Any) -> Request:  # noqa: ANN401
    """Return a draft of Li's."""
    made = services.draft(actor or li(), draft=replace(DRAFT, **said), now=NOW)
    return Request.objects.get(pk=made)


def a_submitted(**said: Any) -> Request:  # noqa: ANN401 - fields of a draft
    """Return a request that waits for review."""
    row = a_draft(**said)
    services.submit(said.get("actor") or li(), request_id=row.id, now=NOW)
    return again(row)


def a_sent(**said: Any) -> Request:  # noqa: ANN401 - fields of a draft
    """Return a request that Boris has sent."""
    row = a_submitted(**said)
    accept(row)
    return again(row)


def an_assigned(**said: Any) -> Request:  # noqa: ANN401 - fields of a request
    """Return a request of Seoul's that Li's unit works on."""
    row = an_accepted(**said)
    services.assign(boris(), request_id=row.id, organisation=UNIT, words="Known?", now=NOW)
    return again(row)


def an_answer(result: Result = Result.INFORMATION, **said: Any) -> AnswerText:  # noqa: ANN401
    """Return what an answer says."""
    grounds = "national_law" if result is Result.REFUSED else ""
    return AnswerText(**({"result": result, "words": "Known here.", "grounds": grounds} | said))


def accept(row: Request, *, actor: Actor | None = None) -> None:
    """Let Boris accept a request."""
    services.review(
        actor or boris(),
        request_id=row.id,
        checklist=ticks(),
        decision=Decision.ACCEPT,
        now=NOW,
    )


def asked(**said: Any) -> Asked:  # noqa: ANN401 - fields of a request
    """Return what Seoul asks us; `said` changes its fields."""
    plain = Asked(
        request=uuid4(),
        letter=uuid4(),
        sender="seoul",
        to=("beijing",),
        info=(),
        reference="SL-2026-000017",
        unit="seoul/incheon-airport",
        officer="Kim",
        subject="Passenger without a valid visa",
        asked="Is this person known to you?",
        facts="On 1 March 2026 a man arrived with a passport reported stolen.",
        link="He carried it.",
        crime_area=CrimeArea.DOCUMENTS,
        clock="other",
        handling_code=HandlingCode.OFFICIAL_USE_ONLY,
        concerned=(PERSON,),
        purpose=Purpose.IDENTIFY,
        legal_basis="Immigration Act, Art. 11",
        urgency=Urgency.NORMAL,
    )
    return replace(plain, **said)


def a_message(said: Asked | Said, *, sender: str = "seoul", **more: Any) -> Received:  # noqa: ANN401
    """Return the message of another bureau that carries a request or a letter."""
    if isinstance(said, Asked):
        found = received(write_asked(said), kind=REQUEST, sender=sender)
        found = replace(
            found,
            purpose=said.purpose.value,
            legal_basis=said.legal_basis,
            urgency=said.urgency.value,
        )
    else:
        found = received(write_said(said), kind=KINDS[said.kind], sender=sender)
    return replace(found, **more)


def an_arrived(**said: Any) -> Request:  # noqa: ANN401 - fields of a request
    """Return a request of Seoul's that has arrived."""
    sent = asked(**said)
    handlers.receive_request(a_message(sent), NOW)
    return Request.objects.get(origin=sent.request, desk=sent.to[0])


def an_accepted(**said: Any) -> Request:  # noqa: ANN401 - fields of a request
    """Return a request of Seoul's that the desk has accepted."""
    row = an_arrived(**said)
    accept(row)
    return again(row)


def said_to(row: Request, kind: LetterKind, **said: Any) -> Said:  # noqa: ANN401 - its fields
    """Return a letter of Seoul's about a request of ours, or about one of its own."""
    plain = Said(
        kind=kind,
        request=row.origin,
        letter=uuid4(),
        sender="seoul",
        to=(row.desk,),
        reference="SL-2026-000017",
        your_reference=row.our_reference,
        words="Seen on camera at Incheon on 14 February.",
        result=Result.INFORMATION if kind is LetterKind.ANSWER else None,
    )
    return replace(plain, **said)


def receive(row: Request, kind: LetterKind, *, node: str = "", **said: Any) -> None:  # noqa: ANN401
    """Let a letter of another desk arrive from its node, or from one that lies."""
    letter = said_to(row, kind, **said)
    message = a_message(letter, sender=node or letter.sender)
    handlers.RECEIVERS[message.kind](message, SOON)


def again(row: Request) -> Request:
    """Return a row as it stands now."""
    return Request.objects.get(pk=row.pk)


def written() -> dict[str, int]:
    """Return how many rows every table has that this room writes to."""
    tables = [getattr(models, name) for name in models.__all__]
    return {table.__name__: table._default_manager.count() for table in (*tables, Leaf)}


NOWHERE = UUID(int=7)
