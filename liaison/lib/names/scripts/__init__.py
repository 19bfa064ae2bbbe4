"""Scripts: how a name in any script may be written in Latin letters, and how well a pair fits.

Who may come in: the rest of `lib.names`, and the index that keeps readings as keys. What leaves:
values. Rules are tables in one module a script; what was learned from attested names is in
`data/`. Importing this is cheap: tables are read, and the kernel is compiled, when first needed.
"""

from liaison.lib.names.scripts.kinds import Script, script_of
from liaison.lib.names.scripts.lattice import READINGS_MAXIMUM, Reading
from liaison.lib.names.scripts.likelihood import odds, warm
from liaison.lib.names.scripts.reader import foreign_readings, readings
from liaison.lib.names.scripts.skeletons import skeleton
from liaison.lib.names.scripts.wholes import whole_readings

__all__ = [
    "READINGS_MAXIMUM",
    "Reading",
    "Script",
    "foreign_readings",
    "odds",
    "readings",
    "script_of",
    "skeleton",
    "warm",
    "whole_readings",
]
