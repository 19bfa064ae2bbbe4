"""Machine code for kernels: compiled once a machine, kept on disk, loaded when first needed.

The compiler is imported by name when the first question needs it: commands that ask nothing
start without it. Its results lie beside the source, or, where nothing may be written there, in
the folder that NUMBA_CACHE_DIR names; where there is neither, each process compiles for itself.
"""

import importlib
import threading
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any


class MachineCode:
    """The kernels of a library, plain until `load` is called.

    Args:
        modules: each names its functions in `KERNELS`. Kernels may call kernels of other
            modules given here: what was compiled is as old as the newest of all.
        options: of `numba.njit`, beside those that all kernels have.
    """

    def __init__(self, modules: Sequence[ModuleType], **options: str) -> None:
        """Remember what is to be compiled; nothing is imported yet."""
        self._modules = tuple(modules)
        self._options = options
        self._lock = threading.Lock()
        self._loaded = False

    def load(self) -> None:
        """Put machine code in the place of every kernel; done once, by whoever comes first."""
        if self._loaded:
            return
        with self._lock:
            self._load()

    def _load(self) -> None:
        if self._loaded:
            return
        compiler = importlib.import_module("numba")
        stamp = self._stamp()
        for module in self._modules:
            for name in module.KERNELS:
                setattr(module, name, self._compiled(compiler, getattr(module, name), stamp))
        self._loaded = True

    def _compiled(
        self,
        compiler: ModuleType,
        function: Any,  # noqa: ANN401 - whatever it compiles
        stamp: tuple[float, int],
    ) -> Any:  # noqa: ANN401
        try:
            found = compiler.njit(function, cache=True, nogil=True, **self._options)
        except RuntimeError:  # no folder to keep the result in
            return compiler.njit(function, nogil=True, **self._options)
        found._cache._cache_file._source_stamp = stamp  # noqa: SLF001 - there is no other way
        return found

    def _stamp(self) -> tuple[float, int]:
        """Return when the newest kernel was written, and how long all of them are."""
        read = [Path(str(module.__file__)).stat() for module in self._modules]
        return max(one.st_mtime for one in read), sum(one.st_size for one in read)
