"""What search is told of records: names, numbers, birth, nationalities, sex.

Always in the transaction of the record, so that nothing is found that is not there.
"""

import re
from collections.abc import Iterable, Sequence
from uuid import UUID

from liaison.lib.ids.dates import PartialDate
from liaison.records.kinds.register import keys, names
from liaison.records.states import RecordKind, Scheme
from liaison.records.types import Fields, RecordFacts, Value
from liaison.search import services as search
from liaison.search import states as index
from liaison.search.types import Entry

SUBJECTS = {
    RecordKind.PERSON: index.Subject.PERSON,
    RecordKind.TRAVEL_DOCUMENT: index.Subject.DOCUMENT,
    RecordKind.ADMINISTRATIVE_DOCUMENT: index.Subject.DOCUMENT,
    RecordKind.VEHICLE: index.Subject.VEHICLE,
    RecordKind.VEHICLE_PART: index.Subject.VEHICLE,
    RecordKind.VESSEL: index.Subject.VESSEL,
    RecordKind.VESSEL_ENGINE: index.Subject.VESSEL,
    RecordKind.FIREARM: index.Subject.FIREARM,
    RecordKind.WORK_OF_ART: index.Subject.OBJECT,
}
SCHEMES = {
    Scheme.DOCUMENT: index.Scheme.DOCUMENT,
    Scheme.VIN: index.Scheme.VIN,
    Scheme.PLATE: index.Scheme.PLATE,
    Scheme.ENGINE: index.Scheme.ENGINE,
    Scheme.SERIAL: index.Scheme.SERIAL,
    Scheme.HULL: index.Scheme.HULL,
    Scheme.IMO: index.Scheme.SHIP,
    Scheme.MMSI: index.Scheme.SHIP,
    Scheme.REGISTRATION: index.Scheme.SHIP,
}
_BIRTH = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?(~?)")
_NUMBERS_MOST = 40
_NAMES_MOST = 40


def put(said: Iterable[RecordFacts]) -> None:
    """Put records into the index, or replace what it holds of them."""
    search.put_many(entry(facts) for facts in said)


def forget(references: Sequence[UUID]) -> None:
    """Take records out of the index, by what this node calls them."""
    search.forget_many(references)


def entry(facts: RecordFacts) -> Entry:
    """Return what is to be found of one record."""
    numbers = tuple(
        (SCHEMES[Scheme(scheme)], value)
        for scheme, value in keys(facts.kind, facts.fields)
        if scheme != Scheme.NAME
    )
    return Entry(
        subject=SUBJECTS[facts.kind],
        reference=facts.id,
        names=names(facts.kind, facts.fields)[:_NAMES_MOST],
        numbers=tuple(dict.fromkeys(numbers))[:_NUMBERS_MOST],
        birth=birth_of(facts.fields),
        nationalities=_nationalities(facts.fields.get("nationalities", ())),
        sex=_sex(str(facts.fields.get("sex", ""))),
    )


def birth_of(fields: Fields) -> PartialDate | None:
    """Return the first date of birth; of a year that is only about right, nothing is certain."""
    said = fields.get("births", ())
    found = _BIRTH.fullmatch(str(said[0])) if said and not isinstance(said, str) else None
    if found is None or found[4]:
        return None
    year, month, day = (int(part) if part else None for part in found.group(1, 2, 3))
    return PartialDate(year, month, day)


def _nationalities(said: Value) -> tuple[str, ...]:
    return tuple(item["state"] for item in said if not isinstance(item, str))


def _sex(said: str) -> str:
    return said.upper() if said in {"f", "m", "x"} else ""
