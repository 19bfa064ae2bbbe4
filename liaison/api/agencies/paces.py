"""How fast one machine may call. One process serves the staff site."""

import math
from typing import Final

from liaison.api.agencies.errors import TooMany
from liaison.core import clock
from liaison.core.paces import Paces

# a border with a hundred counters, all busy, asks twenty times a second
PER_SECOND: Final = 50
BURST: Final = 200

PACES: Final = Paces(PER_SECOND, BURST)


def check(machine: str) -> None:
    """Refuse a machine that calls too fast.

    Raises:
        TooMany: with the seconds to wait.
    """
    wait = PACES.take(machine, at=clock.now().timestamp())
    if wait > 0:
        raise TooMany(math.ceil(wait))
