"""What is left with the relay, and what it keeps."""

import uuid
from typing import Any

from liaison.exchange.models import Kept
from tests.files.specimens import TEXT
from tests.simulators.enclosed import Enclosed
from tests.simulators.post import Reader

LONG = TEXT * 40_000


def left(author: Reader, content: bytes = LONG, **changes: Any) -> tuple[Enclosed, uuid.UUID]:  # noqa: ANN401
    """Leave a message and its whole file for Suva."""
    file = Enclosed.of(content)
    sealed = author.seal(reader="suva", files=[file])
    author.send(author.carry(sealed, to="suva"))
    for piece in author.labelled(file, sealed.manifest.jti, to="suva", **changes):
        (answer,) = author.bring(piece)
        assert not answer.ended
    return file, sealed.manifest.jti


def parts() -> list[Kept]:
    return list(Kept.objects.filter(kind="part"))
