"""Persons and things on record, made by the real import. All of them are invented."""

from collections.abc import Mapping, Sequence
from typing import Any

from liaison.queries import services
from liaison.queries.question import parse_any
from liaison.queries.states import QuestionKind
from liaison.queries.types import Answer, Question
from liaison.records import services as records
from liaison.records.kinds.register import natural_key
from liaison.records.models import Record
from liaison.records.states import RecordKind
from liaison.records.types import Draft, ParsedRecord
from liaison.rules.processing import Purpose
from tests.cast import NOW, an_actor
from tests.records.things import DIGEST, ada

KIM: Mapping[str, Any] = {
    "status": "wanted",
    "names": [
        {"kind": "primary", "surname": "KIM", "given": "Min-su"},
        {"kind": "original_script", "surname": "김", "given": "민수"},
    ],
    "births": ["1974-08-12"],
    "sex": "m",
    "nationalities": [{"state": "KOR", "certainty": "confirmed"}],
    "documents": [{"type": "passport", "state": "KOR", "number": "M70689098"}],
    "action_sought": "Locate and tell us.",
}
CAR: Mapping[str, Any] = {
    "type": "car",
    "status": "stolen",
    "vin": "WVWZZZ1JZXW000001",
    "plate": "京A12345",
    "plate_state": "CHN",
    "make": "Volkswagen",
}
BOAT: Mapping[str, Any] = {
    "type": "sailing_yacht",
    "status": "stolen",
    "name": "MORNING HERON",
    "hull_number": "KRABC12345L424",
}
GUN: Mapping[str, Any] = {
    "type": "pistol",
    "status": "lost",
    "serial_number": "PX0098",
    "make": "Invented",
}


def on_record(  # noqa: PLR0913 - what an import decides
    kind: RecordKind,
    fields: Mapping[str, Any],
    *,
    reference: str = "BJ-1",
    discreet: bool = False,
    to: Sequence[str] = (),
    excluded: Sequence[str] = (),
) -> Record:
    """Let Ada import one record and return it.

    Args:
        kind: what it is about.
        fields: in their plain form.
        reference: Ada's own.
        discreet: whether a match is told to its owner only.
        to: bureaus it is distributed to.
        excluded: bureaus that must never have it.
    """
    draft = Draft(kind, fields, natural_key(kind, fields, reference), reference, discreet=discreet)
    records.import_records(
        ada(),
        kind=kind,
        rows=[ParsedRecord(2, draft)],
        source_digest=DIGEST,
        recipients=to,
        excluded=excluded,
        now=NOW,
    )
    return Record.objects.get(national_reference=reference)


def kim(**said: Any) -> Record:  # noqa: ANN401
    """Return Kim Min-su, whom Beijing looks for."""
    return on_record(RecordKind.PERSON, KIM, **said)


def ask(text: str, *, purpose: Purpose = Purpose.LOCATE, **said: Any) -> Answer:  # noqa: ANN401
    """Let Ada check whatever she typed; the first question of it."""
    bureaus = said.pop("bureaus", ())
    return services.check(
        an_actor(),
        question=read(text, **said)[0],
        purpose=purpose,
        case_reference="PVG-7",
        now=NOW,
        bureaus=bureaus,
    )


def read(text: str, kind: QuestionKind | None = None, **said: str) -> tuple[Question, ...]:
    """Return what was typed as questions."""
    return parse_any(text, kind=kind, today=NOW.date(), **said)
