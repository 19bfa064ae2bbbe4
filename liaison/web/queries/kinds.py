"""Words for records of every kind: what they are called, their fields, their values."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liaison.queries.states import QuestionKind
from liaison.records.kinds.register import KINDS, full_name, label
from liaison.records.states import DocumentType, Fraud, RecordKind
from liaison.records.types import Fields, Value
from liaison.web.countries import state_name
from liaison.web.listing import listed
from liaison.web.queries import words
from liaison.web.records.fieldwords import VALUES

Text = str | Promise
RECORDS: Mapping[RecordKind, Text] = {
    RecordKind.PERSON: gettext_lazy("Person"),
    RecordKind.TRAVEL_DOCUMENT: gettext_lazy("Travel document"),
    RecordKind.ADMINISTRATIVE_DOCUMENT: gettext_lazy("Administrative document"),
    RecordKind.VEHICLE: gettext_lazy("Vehicle"),
    RecordKind.VEHICLE_PART: gettext_lazy("Part of a vehicle"),
    RecordKind.VESSEL: gettext_lazy("Vessel"),
    RecordKind.VESSEL_ENGINE: gettext_lazy("Vessel engine"),
    RecordKind.FIREARM: gettext_lazy("Firearm"),
    RecordKind.WORK_OF_ART: gettext_lazy("Work of art"),
}
QUESTIONS: Mapping[QuestionKind, Text] = {
    QuestionKind.DOCUMENT: gettext_lazy("A document"),
    QuestionKind.PERSON: gettext_lazy("A person"),
    QuestionKind.VEHICLE: gettext_lazy("A vehicle: VIN, plate or engine"),
    QuestionKind.VESSEL: gettext_lazy("A vessel or its engine"),
    QuestionKind.FIREARM: gettext_lazy("A firearm"),
    QuestionKind.NUMBER: gettext_lazy("Any number"),
}
STATUSES: Mapping[str, Text] = {
    "wanted": gettext_lazy("Wanted"),
    "missing": gettext_lazy("Missing"),
    "of_interest": gettext_lazy("Of interest to an investigation"),
    "unable_to_identify": gettext_lazy("Cannot say who they are"),
    "unidentified_body": gettext_lazy("Unidentified body"),
    "witness": gettext_lazy("Witness"),
    "stolen": gettext_lazy("Stolen"),
    "lost": gettext_lazy("Lost"),
    "misappropriated": gettext_lazy("Misappropriated"),
    "trafficked": gettext_lazy("Trafficked"),
    "smuggled": gettext_lazy("Smuggled"),
    "looted": gettext_lazy("Looted"),
    "armed": gettext_lazy("Armed"),
    "violent": gettext_lazy("Violent"),
    "suicidal": gettext_lazy("At risk of suicide"),
    "escape_risk": gettext_lazy("May try to escape"),
    "needs_medicine": gettext_lazy("Needs medicine"),
    "f": gettext_lazy("Female"),
    "m": gettext_lazy("Male"),
    "x": gettext_lazy("Other"),
    "u": gettext_lazy("Not known"),
}
FIELDS: Mapping[str, Text] = {
    "number": gettext_lazy("Document number"),
    "document": gettext_lazy("Document number"),
    "issuing_state": gettext_lazy("Issuing State"),
    "document_type": gettext_lazy("Kind of document"),
    "expires_on": gettext_lazy("Expires on"),
    "issued_on": gettext_lazy("Issued on"),
    "stolen_on": gettext_lazy("Lost or stolen on"),
    "stolen_at": gettext_lazy("Lost or stolen at"),
    "reporting_state": gettext_lazy("Reported in"),
    "fraud": gettext_lazy("Why it must not be accepted"),
    "status": gettext_lazy("Why it is on record"),
    "name": gettext_lazy("Name"),
    "names": gettext_lazy("Names"),
    "birth": gettext_lazy("Date of birth"),
    "births": gettext_lazy("Dates of birth"),
    "birth_place": gettext_lazy("Place of birth"),
    "birth_state": gettext_lazy("State of birth"),
    "sex": gettext_lazy("Sex"),
    "nationality": gettext_lazy("Nationality"),
    "nationalities": gettext_lazy("Nationalities"),
    "documents": gettext_lazy("Documents"),
    "warnings": gettext_lazy("Warnings"),
    "description": gettext_lazy("Description"),
    "marks": gettext_lazy("Marks"),
    "languages": gettext_lazy("Languages"),
    "offences": gettext_lazy("Offences"),
    "action_sought": gettext_lazy("Action sought"),
    "additional_information": gettext_lazy("Further information"),
    "vin": gettext_lazy("VIN"),
    "plate": gettext_lazy("Plate"),
    "plate_state": gettext_lazy("Plate of"),
    "engine_number": gettext_lazy("Engine number"),
    "engine_numbers": gettext_lazy("Engine numbers"),
    "make": gettext_lazy("Make"),
    "model": gettext_lazy("Model"),
    "year": gettext_lazy("Year"),
    "colour": gettext_lazy("Colour"),
    "type": gettext_lazy("Kind"),
    "serial_number": gettext_lazy("Serial number"),
    "vehicle_vin": gettext_lazy("VIN of the vehicle"),
    "calibre": gettext_lazy("Calibre"),
    "hull_number": gettext_lazy("Hull number"),
    "imo_number": gettext_lazy("IMO number"),
    "mmsi": gettext_lazy("MMSI"),
    "registration": gettext_lazy("Registration"),
    "flag": gettext_lazy("Flag"),
    "title": gettext_lazy("Title"),
    "artist": gettext_lazy("Artist"),
    "distinguishing_features": gettext_lazy("Distinguishing features"),
    "national_reference": gettext_lazy("Owner's reference"),
}
_STATES = frozenset({"issuing_state", "nationality", "state", "flag", "plate_state"})
# what only the owner's node can show
_HIDDEN = frozenset({"photographs", "addresses", "parents"})
# what stands in the two columns already
_COMPARED: Mapping[RecordKind, frozenset[str]] = {
    RecordKind.PERSON: frozenset({"sex"}),
    RecordKind.TRAVEL_DOCUMENT: frozenset(
        {"number", "issuing_state", "document_type", "expires_on"}
    ),
    RecordKind.ADMINISTRATIVE_DOCUMENT: frozenset({"number", "issuing_state", "expires_on"}),
}
_SEPARATOR = " · "


def field_words(name: str) -> Text:
    """Return what people call a field."""
    return FIELDS.get(name) or name.replace("_", " ").capitalize()


def value_words(name: str, value: str) -> Text:
    """Return one value of a field in words."""
    if not value:
        return _("not known")
    if name in _STATES or name.endswith("_state"):
        return listed(f"{code} {state_name(code)}" for code in value.split(", "))
    if name == "document_type":
        known = {one.value: words.DOCUMENT_TYPES[one] for one in DocumentType}
        return known.get(value) or value.replace("_", " ").capitalize()
    if name == "fraud":
        return words.FRAUDS[Fraud(value)]
    if name in {"status", "sex", "warnings"}:
        return STATUSES.get(value, value)
    return VALUES.get(value, value) if name == "type" else value


def summary(record: Fields | None) -> Text:
    """Return why a thing or a person is on record, in a few words."""
    if record is None:
        return _("erased")
    if "fraud" in record:
        return value_words("fraud", str(record["fraud"]))
    status = str(record.get("status", ""))
    return value_words("status", status) if status else _("on record")


def title(kind: RecordKind, record: Fields | None) -> str:
    """Return the few words that name a record: a number, or a name in its own script."""
    if record is None:
        return ""
    if kind is RecordKind.PERSON and "names" not in record:
        return ""
    return label(kind, _with_primary(kind, record))


def facts(kind: RecordKind, record: Fields) -> list[tuple[Text, Text]]:
    """Return what the owner says beyond what is compared, in the order of the kind's fields."""
    hidden = _HIDDEN | _COMPARED.get(kind, frozenset())
    names = [field.name for field in KINDS[kind].fields] + ["national_reference", "review_on"]
    return [
        (field_words(name), _all_words(name, record[name]))
        for name in names
        if record.get(name) and name not in hidden
    ]


def _with_primary(kind: RecordKind, record: Fields) -> Fields:
    """Make sure that the name to show is there: another bureau may have sent an alias only."""
    if kind is not RecordKind.PERSON:
        return record
    names = [dict(one) for one in record["names"] if not isinstance(one, str)]
    if names and not any(one["kind"] == "primary" for one in names):
        names[0]["kind"] = "primary"
    return {**record, "names": names}


def _all_words(name: str, value: Value) -> Text:
    if isinstance(value, str):
        return value_words(name, value)
    shown = []
    for one in value:
        if isinstance(one, str):
            shown.append(str(value_words(name, one)))
        elif "surname" in one:
            shown.append(full_name(one))
        else:
            # what has a type among a person's fields is a document
            shown.append(
                " ".join(
                    str(value_words("document_type" if part == "type" else part, one[part]))
                    for part in one
                    if part != "certainty"
                )
            )
    return _SEPARATOR.join(shown)
