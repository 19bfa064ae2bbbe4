"""What the tests of files between bureaus do again and again."""

import hashlib
import io
import uuid
from collections.abc import Sequence

from liaison.exchange.models import PartDelivery
from liaison.files import cipher, services
from liaison.files.models import StoredFile
from liaison.lib.wire.receipt import State
from tests.cast import an_actor
from tests.exchange.house import queue_note, work
from tests.simulators.enclosed import Enclosed
from tests.simulators.network import Network
from tests.simulators.peer_bureau import PeerBureau


def clean_file(network: Network, content: bytes, *, name: str = "note.txt") -> uuid.UUID:
    """Add a file as Ada would, and let the worker look at it."""
    facts = services.add(
        an_actor(),
        name=name,
        content=[content],
        purpose_kind="test.note",
        now=network.clock.now(),
    )
    work(network.clock)
    assert StoredFile.objects.get(pk=facts.id).state == "clean"
    return facts.id


def receipted(peer: PeerBureau, jti: uuid.UUID, state: State = State.DELIVERED) -> None:
    """Let a bureau say that its room has the message: from then on files are expected there."""
    token = peer.receipt(jti, peer.stored[jti].digest, state=state)
    peer.send(receipts=[token])


def announced(peer: PeerBureau, files: Sequence[Enclosed]) -> uuid.UUID:
    """Let a bureau send a message with files, and the worker hand it to its room."""
    sealed = peer.seal(files=files)
    peer.send(peer.carry(sealed))
    work(peer.clock)
    return sealed.manifest.jti


def brought(peer: PeerBureau, jti: uuid.UUID, file: Enclosed, number: int = 0) -> None:
    """Let a bureau bring a file to its end, three pieces at a time, and the worker look at it."""
    pieces = list(file.pieces(jti, number))
    answers = [
        answer for at in range(0, len(pieces), 3) for answer in peer.bring(*pieces[at : at + 3])
    ]
    assert answers[-1].ended
    work(peer.clock)


def opened(file_id: uuid.UUID, network: Network) -> bytes:
    """Open a file for Ada, to whom its room gave it."""
    services.grant(
        file_id,
        organisation="beijing",
        holder="test.note",
        reference="1",
        purpose="identify a traveller",
        now=network.clock.now(),
    )
    found = services.open_for(an_actor(), file_id=file_id, now=network.clock.now())
    return b"".join(found.chunks)


def queued(network: Network, *files: uuid.UUID, to: Sequence[str] = ("seoul",)) -> uuid.UUID:
    """Queue a note with files, and let the worker deliver it."""
    jti = queue_note(network.clock, to=to, files=list(files))
    work(network.clock)
    return jti


def content_at(peer: PeerBureau, jti: uuid.UUID, number: int = 0) -> bytes:
    """Open a file as its receiver does."""
    opening = peer.stored[jti].parts[number]
    data = bytes(peer.fetched[jti, number])
    content = b"".join(cipher.opened(io.BytesIO(data), key=opening.key, address="0" * 64))
    assert hashlib.sha256(content).hexdigest() == opening.sha256
    return content


def part_states() -> list[str]:
    return list(PartDelivery.objects.order_by("pk").values_list("state", flat=True))
