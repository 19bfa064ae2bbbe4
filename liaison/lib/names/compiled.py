"""Machine code for the kernels: compiled once a machine, kept on disk, loaded when first needed.

The compiler is imported by name: what compares no names starts without it. Its results lie
beside the source, or, where nothing may be written there, in the folder that NUMBA_CACHE_DIR
names; where there is neither, each process compiles for itself.
"""

import importlib
import threading
from types import ModuleType
from typing import Any, Final

from liaison.lib.names import kernels

MODULES: Final = (kernels,)
_lock = threading.Lock()
_done: list[bool] = []


def load() -> None:
    """Put machine code in the place of every kernel; done once, by whoever comes first."""
    if _done:
        return
    with _lock:
        if not _done:
            compiler = importlib.import_module("numba")
            for module in MODULES:
                for name in module.KERNELS:
                    setattr(module, name, _kernel(compiler, getattr(module, name)))
            _done.append(True)


def _kernel(compiler: ModuleType, function: Any) -> Any:  # noqa: ANN401 - whatever it compiles
    try:
        return compiler.njit(function, cache=True, nogil=True, error_model="numpy")
    except RuntimeError:  # no folder to keep the result in
        return compiler.njit(function, nogil=True, error_model="numpy")
