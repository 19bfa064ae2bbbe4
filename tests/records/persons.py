"""Persons and vehicles in the state a test asks for. All of them are invented."""

from liaison.records import services
from liaison.records.drafting import draft_of_object
from liaison.records.models import Record
from liaison.records.states import RecordKind
from liaison.records.types import Draft
from tests.cast import NOW
from tests.records.things import ada

PERSON: dict[str, object] = {
    "status": "wanted",
    "names": [
        {"kind": "primary", "surname": "LIN", "given": "Haoran"},
        {"kind": "original_script", "surname": "林", "given": "浩然"},
    ],
    "births": ["1984-06-11"],
    "sex": "m",
    "nationalities": [{"state": "CHN", "certainty": "confirmed"}],
    "documents": [{"type": "passport", "state": "CHN", "number": "EK4410273"}],
    "national_reference": "BJ-P-1",
}
VEHICLE: dict[str, object] = {
    "type": "car",
    "status": "stolen",
    "vin": "LZZDEMO0000000001",
    "plate": "京A·88X61",
    "plate_state": "CHN",
    "stolen_on": "2026-01-19",
}


def a_draft(kind: RecordKind = RecordKind.PERSON, **said: object) -> Draft:
    """Return a person, or a vehicle; `said` changes single fields, None takes one out."""
    plain = PERSON if kind is RecordKind.PERSON else VEHICLE
    wanted = {name: value for name, value in (plain | said).items() if value is not None}
    return draft_of_object(kind, wanted, today=NOW.date())


def entered(
    kind: RecordKind = RecordKind.PERSON,
    *,
    to: tuple[str, ...] = ("seoul",),
    excluded: tuple[str, ...] = (),
    **said: object,
) -> Record:
    """Let Ada enter a record."""
    reference = services.enter(
        ada(), draft=a_draft(kind, **said), recipients=to, excluded=excluded, now=NOW
    )
    return Record.objects.get(pk=reference)
