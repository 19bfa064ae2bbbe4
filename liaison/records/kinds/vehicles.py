"""Road vehicles and the parts of them that carry a number. No field is about a person."""

from typing import Final

from liaison.records.kinds.parsers import (
    INFORMATION_MAXIMUM,
    choice,
    day,
    file,
    plate,
    serial,
    state,
    vin,
    words,
    year,
)
from liaison.records.kinds.table import Kind, agree
from liaison.records.states import RecordKind, Scheme
from liaison.records.vocabulary import PartType, TheftStatus, VehicleType

VEHICLE: Final = Kind(
    RecordKind.VEHICLE,
    fields=(
        choice("type", VehicleType, mandatory=True),
        choice("status", TheftStatus, mandatory=True),
        vin("vin", scheme=Scheme.VIN),
        plate("plate", scheme=Scheme.PLATE),
        state("plate_state"),
        serial("engine_number", scheme=Scheme.ENGINE),
        words("make", 60),
        words("model", 60),
        year("year"),
        words("colour", 40),
        day("stolen_on"),
        words("stolen_at", 120),
        state("reporting_state"),
        words("distinguishing_features", INFORMATION_MAXIMUM, long=True),
        file("photographs", many=10),
        words("additional_information", INFORMATION_MAXIMUM, long=True),
    ),
    natural=(("vin",), ("plate", "plate_state"), ("engine_number",)),
    label=("plate", "vin", "engine_number"),
    check=agree,
)
VEHICLE_PART: Final = Kind(
    RecordKind.VEHICLE_PART,
    fields=(
        choice("type", PartType, mandatory=True),
        choice("status", TheftStatus, mandatory=True),
        serial("serial_number", mandatory=True, scheme=Scheme.SERIAL),
        words("make", 60, mandatory=True),
        words("model", 60),
        vin("vehicle_vin", scheme=Scheme.VIN),
        day("stolen_on"),
        words("stolen_at", 120),
        state("reporting_state"),
        words("additional_information", INFORMATION_MAXIMUM, long=True),
    ),
    natural=(("type", "make", "serial_number"),),
    label=("serial_number",),
    check=agree,
)
