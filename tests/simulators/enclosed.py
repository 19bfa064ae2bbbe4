"""A file that a simulated bureau encloses: its ciphertext, its part, its opening."""

import hashlib
import os
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Self

from liaison.files import cipher
from liaison.lib.wire import limits, parts
from liaison.lib.wire.envelope import SALT_BYTES
from liaison.lib.wire.pieces import Piece


@dataclass(frozen=True)
class Enclosed:
    """What its sender has of it."""

    data: bytes
    part: parts.Part
    opening: parts.Opening

    @classmethod
    def of(cls, content: bytes, *, name: str = "note.txt", media_type: str = "text/plain") -> Self:
        """Seal a file as any bureau does."""
        key = cipher.new_key()
        sealer = cipher.Sealer(key)
        data = sealer.header + b"".join(sealer.update(content)) + sealer.finish()
        opening = parts.Opening(
            name=name,
            media_type=media_type,
            size=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
            key=key,
            salt=os.urandom(SALT_BYTES),
        )
        address = hashlib.sha256(data).hexdigest()
        return cls(data, parts.promise(opening, address=address), opening)

    def saying(self, **changes: Any) -> Self:  # noqa: ANN401 - fields of the opening
        """Say something else of it, and commit to that."""
        opening = replace(self.opening, **changes)
        part = parts.promise(opening, address=self.part.address)
        return replace(self, opening=opening, part=part)

    def pieces(self, jti: uuid.UUID, number: int = 0) -> Iterator[Piece]:
        """Yield it piece by piece."""
        for at in range(0, len(self.data), limits.PIECE_BYTES):
            yield Piece(jti, number, at, self.data[at : at + limits.PIECE_BYTES])
