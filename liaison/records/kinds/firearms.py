"""Firearms, for tracing and for seizure. No field is about a person."""

from typing import Final

from liaison.records.kinds.parsers import (
    INFORMATION_MAXIMUM,
    choice,
    day,
    file,
    serial,
    state,
    words,
    year,
)
from liaison.records.kinds.table import Kind, agree
from liaison.records.states import RecordKind, Scheme
from liaison.records.vocabulary import FirearmStatus, FirearmType

FIREARM: Final = Kind(
    RecordKind.FIREARM,
    fields=(
        choice("type", FirearmType, mandatory=True),
        choice("status", FirearmStatus, mandatory=True),
        serial("serial_number", mandatory=True, scheme=Scheme.SERIAL),
        words("make", 60, mandatory=True),
        words("model", 60),
        words("calibre", 40),
        state("manufactured_in"),
        state("imported_to"),
        year("year"),
        # marks of import, proof and manufacture: International Tracing Instrument, 2005
        words("marks", 120, many=10, long=True),
        day("stolen_on"),
        words("stolen_at", 120),
        state("reporting_state"),
        file("photographs", many=10),
        words("additional_information", INFORMATION_MAXIMUM, long=True),
    ),
    # different makers use the same serial numbers
    natural=(("make", "serial_number"),),
    label=("serial_number",),
    check=agree,
)
