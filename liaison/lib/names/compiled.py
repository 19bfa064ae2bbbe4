"""Machine code for the kernels of comparing, see `machinecode`."""

from typing import Final

from liaison.lib.machinecode import MachineCode
from liaison.lib.names import kernels

load: Final = MachineCode((kernels,), error_model="numpy").load
