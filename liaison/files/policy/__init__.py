"""What is taken and what is refused: maxima, kinds, a look at the content. Pure."""

from liaison.files.policy.examining import Verdict, examine
from liaison.files.policy.kinds import EXTENSIONS, KINDS, PICTURES
from liaison.files.policy.limits import (
    ARRIVING_BYTES,
    ARRIVING_LIFE,
    FILE_BYTES,
    FILES_PER_THING,
    KIND_CHARACTERS,
    MEGABYTE,
    NAME_CHARACTERS,
    ORPHAN_AGE,
    PURPOSE_CHARACTERS,
    RESTARTS,
    TYPE_CHARACTERS,
    UNCLAIMED_LIFE,
    check_name,
    check_size,
    check_transition,
)

__all__ = [
    "ARRIVING_BYTES",
    "ARRIVING_LIFE",
    "EXTENSIONS",
    "FILES_PER_THING",
    "FILE_BYTES",
    "KINDS",
    "KIND_CHARACTERS",
    "MEGABYTE",
    "NAME_CHARACTERS",
    "ORPHAN_AGE",
    "PICTURES",
    "PURPOSE_CHARACTERS",
    "RESTARTS",
    "TYPE_CHARACTERS",
    "UNCLAIMED_LIFE",
    "Verdict",
    "check_name",
    "check_size",
    "check_transition",
    "examine",
]
