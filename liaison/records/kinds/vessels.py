"""Vessels and their engines. No field is about a person."""

from typing import Final

from liaison.records.kinds.parsers import (
    INFORMATION_MAXIMUM,
    choice,
    day,
    decimal,
    file,
    imo,
    mmsi,
    plate,
    serial,
    state,
    words,
    year,
)
from liaison.records.kinds.table import Kind, agree
from liaison.records.states import RecordKind, Scheme
from liaison.records.vocabulary import EngineType, TheftStatus, VesselType

VESSEL: Final = Kind(
    RecordKind.VESSEL,
    fields=(
        choice("type", VesselType, mandatory=True),
        choice("status", TheftStatus, mandatory=True),
        words("name", 120),
        # ISO 10087; older hulls carry other numbers
        serial("hull_number", scheme=Scheme.HULL),
        imo("imo_number", scheme=Scheme.IMO),
        mmsi("mmsi", scheme=Scheme.MMSI),
        plate("registration", scheme=Scheme.REGISTRATION),
        state("flag"),
        words("make", 60),
        words("model", 60),
        year("year"),
        decimal("length_m"),
        words("colour", 40),
        serial("engine_numbers", many=6, scheme=Scheme.ENGINE),
        day("stolen_on"),
        words("stolen_at", 120),
        state("reporting_state"),
        words("distinguishing_features", INFORMATION_MAXIMUM, long=True),
        file("photographs", many=10),
        words("additional_information", INFORMATION_MAXIMUM, long=True),
    ),
    natural=(("hull_number",), ("imo_number",), ("mmsi",), ("registration", "flag")),
    label=("name", "hull_number", "registration", "imo_number", "mmsi"),
    check=agree,
)
VESSEL_ENGINE: Final = Kind(
    RecordKind.VESSEL_ENGINE,
    fields=(
        choice("type", EngineType, mandatory=True),
        choice("status", TheftStatus, mandatory=True),
        serial("serial_number", mandatory=True, scheme=Scheme.ENGINE),
        words("make", 60, mandatory=True),
        words("model", 60),
        decimal("power_kw"),
        year("year"),
        day("stolen_on"),
        words("stolen_at", 120),
        state("reporting_state"),
        words("additional_information", INFORMATION_MAXIMUM, long=True),
    ),
    natural=(("make", "serial_number"),),
    label=("serial_number",),
    check=agree,
)
