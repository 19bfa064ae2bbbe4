"""A list on its way in: kept in memory, packed; nothing of it is written to a disk unread."""

import gzip
import io
from collections.abc import Iterator
from itertools import islice
from typing import IO, Any, BinaryIO, cast

from django.core.files.uploadhandler import FileUploadHandler, StopUpload

from liaison.queries import bulkfile, bulkpolicy
from liaison.queries.types import BulkLine

PIECE = 256 * 1024
_LEVEL = 1


class PackingHandler(FileUploadHandler):
    """Takes one file of a form, packed to a third as it comes.

    Attributes:
        size: bytes of the file so far.
        too_large: whether it had more than a list may have.
    """

    chunk_size = PIECE

    def __init__(self) -> None:
        """Begin with nothing."""
        super().__init__()
        self.size = 0
        self.too_large = False
        self._packed = io.BytesIO()
        self._writer = gzip.GzipFile(fileobj=self._packed, mode="wb", compresslevel=_LEVEL)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:  # noqa: ARG002
        """Pack the next piece."""
        self.size += len(raw_data)
        if self.size > bulkfile.BYTES:
            self.too_large = True
            self._packed.seek(0)
            self._packed.truncate()
            raise StopUpload(connection_reset=False)
        self._writer.write(raw_data)

    def file_complete(self, file_size: int) -> None:  # noqa: ARG002
        """Hand nothing to the form: the view reads the list itself."""
        self._writer.close()

    def opened(self) -> BinaryIO:
        """Return the file from its beginning."""
        self._packed.seek(0)
        stream = gzip.GzipFile(fileobj=self._packed, mode="rb")
        return io.BufferedReader(cast("Any", stream), PIECE)

    def handle_raw_input(
        self,
        input_data: IO[bytes],
        META: dict[str, str],  # noqa: N803
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        """Let Django parse the form."""


def parts(stream: BinaryIO) -> Iterator[list[BulkLine]]:
    """Give the lines of a surveyed file in parts that one transaction takes."""
    lines = bulkfile.read(stream)
    while part := list(islice(lines, bulkpolicy.CHUNK)):
        yield part
