"""Machine code for the kernel of transliteration, see `machinecode`."""

from typing import Final

from liaison.lib.machinecode import MachineCode
from liaison.lib.names.scripts import kernel

load: Final = MachineCode((kernel,), error_model="numpy").load
