"""Works of art, in the categories of Object ID (J. Paul Getty Trust 1999, kept by ICOM).

What is asked for describes the object, never its owner: no field is about a living person.
"""

from typing import Final

from liaison.records.kinds.parsers import (
    INFORMATION_MAXIMUM,
    choice,
    day,
    file,
    part,
    state,
    words,
)
from liaison.records.kinds.table import Kind, agree
from liaison.records.states import RecordKind
from liaison.records.vocabulary import ArtStatus, ArtType

WORK_OF_ART: Final = Kind(
    RecordKind.WORK_OF_ART,
    fields=(
        choice("type", ArtType, mandatory=True),
        choice("status", ArtStatus, mandatory=True),
        words("title", 200, mandatory=True),
        words("maker", 120),
        words("period", 80),
        part("materials", 60, many=10),
        words("technique", 80),
        words("measurements", 120),
        words("subject", 200),
        words("inscriptions", INFORMATION_MAXIMUM, long=True),
        words("distinguishing_features", INFORMATION_MAXIMUM, long=True),
        day("stolen_on"),
        words("stolen_at", 120),
        state("reporting_state"),
        file("photographs", many=10),
        words("additional_information", INFORMATION_MAXIMUM, long=True),
    ),
    natural=(),
    label=("title",),
    check=agree,
)
