"""Compiled code and tables of scripts are read before anybody asks: no question waits.

`python -m liaison.search.warming` compiles for this machine, once, at installation.
"""

import gc
import threading

from liaison.lib.finding.warming import warm
from liaison.lib.names.compare import compare_prepared
from liaison.lib.names.parts import prepare
from liaison.search import terms

# invented; one of each kind of script, so that all readings and tables of spellings are read
_NAMES = ("LIN Haoran", "린 하오란", "林浩然", "サトウ", "Иван Петров", "محمد", "דוד")


def begin() -> None:
    """Begin to read them in a thread beside the server, which answers meanwhile.

    Some seconds of one core; a question that comes earlier waits for what is not there yet.
    """
    threading.Thread(target=read, name="warming", daemon=True).start()


def read() -> None:
    """Read them now: some seconds of one core, and nothing the next time."""
    warm()
    for name in _NAMES:
        terms.wanted_of(name)
        terms.names_of(name)
    first, *others = map(prepare, _NAMES)
    for other in others:
        compare_prepared(first, other)
    # what was read stays until the end: going through it again for what may go would have a
    # question wait 80 ms now and then
    gc.collect()
    gc.freeze()


if __name__ == "__main__":
    read()
