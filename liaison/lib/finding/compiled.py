"""Machine code for the kernels: compiled once a machine, kept on disk, loaded in milliseconds.

The compiler is imported by name when the first question needs it: commands that ask nothing
start without it. Its results lie beside the source, or, where nothing may be written there, in
the folder that NUMBA_CACHE_DIR names; where there is neither, each process compiles for itself.
"""

import importlib
import threading
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from liaison.lib.finding import coding, letters, meaning, ranking, walking

MODULES: tuple[ModuleType, ...] = (letters, walking, meaning, ranking, coding)
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
        found = compiler.njit(function, cache=True, nogil=True)
    except RuntimeError:  # no folder to keep the result in
        return compiler.njit(function, nogil=True)
    # kernels call kernels of other files: what was compiled is as old as the newest of all
    found._cache._cache_file._source_stamp = _stamp()  # noqa: SLF001 - there is no other way
    return found


@cache
def _stamp() -> tuple[float, int]:
    """Return when the newest kernel was written, and how long all of them are."""
    read = [Path(str(module.__file__)).stat() for module in MODULES]
    return max(one.st_mtime for one in read), sum(one.st_size for one in read)
