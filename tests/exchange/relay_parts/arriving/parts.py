"""What a relay brings, and what is said of it."""

import uuid

from liaison.files.models import StoredFile
from liaison.lib.wire import carriage
from liaison.lib.wire.carriage import PartReceipt
from liaison.lib.wire.pieces import PieceAnswer
from tests.exchange.house import work
from tests.files.specimens import TEXT
from tests.simulators.enclosed import Enclosed
from tests.simulators.post import Reader

LONG = TEXT * 40_000


def announced(lyon: Reader, tokyo: Reader, file: Enclosed) -> uuid.UUID:
    """Let the relay bring Tokyo's message, and the worker hand it to its room."""
    sealed = tokyo.seal(files=[file])
    lyon.send(tokyo.carry(sealed))
    work(tokyo.clock)
    return sealed.manifest.jti


def receipt_of(tokyo: Reader, answer: PieceAnswer) -> PartReceipt:
    """Verify our receipt as Tokyo does."""
    return carriage.verify_receipt(answer.receipt, issuer="beijing", resolve=tokyo._node_key)


def state() -> str:
    return StoredFile.objects.get().state
