"""Machine code for the kernels of finding, see `machinecode`."""

from typing import Final

from liaison.lib.finding import coding, letters, meaning, ranking, walking
from liaison.lib.machinecode import MachineCode

load: Final = MachineCode((letters, walking, meaning, ranking, coding)).load
