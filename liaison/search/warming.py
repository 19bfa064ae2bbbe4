"""Compiled code and tables of scripts are read before anybody asks: no question waits.

`python -m liaison.search.warming` compiles for this machine, once, at installation.
"""

import threading

from liaison.lib.finding.warming import warm
from liaison.lib.names.compare import compare_prepared
from liaison.lib.names.parts import prepare

# invented; two scripts, so that readings and the tables of spellings are read as well
_NAMES = ("LIN Haoran", "린 하오란", "林浩然")


def begin() -> None:
    """Begin to read them in a thread beside the server, which answers meanwhile.

    About a second of one core; a question that comes earlier waits for what is not there yet.
    """
    threading.Thread(target=read, name="warming", daemon=True).start()


def read() -> None:
    """Read them now: about a second of one core, and nothing the next time."""
    warm()
    first, *others = map(prepare, _NAMES)
    for other in others:
        compare_prepared(first, other)


if __name__ == "__main__":
    read()
