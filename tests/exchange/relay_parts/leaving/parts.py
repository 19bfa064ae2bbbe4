"""What the sender knows of a file that was left with a relay."""

from liaison.exchange.models import PartDelivery
from liaison.files import cipher
from tests.files.specimens import TEXT
from tests.simulators.post import Reader, Relay

LONG = TEXT * 40_000


def wakes(lyon: Relay, suva: Reader) -> None:
    """Let Suva answer, and take its mail first."""
    suva.troubles = []
    lyon.send(receipts=lyon.pass_on(suva))


def row() -> PartDelivery:
    return PartDelivery.objects.get()


def size() -> int:
    return cipher.sealed_size(len(LONG))
