"""An upload on its way in: each piece is sealed as it comes, nothing plain touches the disk."""

from typing import IO, Any

from django.core.files.uploadhandler import FileUploadHandler, StopUpload

from liaison.core.errors import Refusal
from liaison.files import services
from liaison.files.errors import TooManyFiles
from liaison.identity.types import Actor

PIECE = 256 * 1024
PURPOSE = "files.unclaimed"


class SealingHandler(FileUploadHandler):
    """Takes one file of a form; its row is made later, when the form was found to be ours.

    Attributes:
        intake: the file so far, or None.
        refusal: why it was not taken, or None: told only after the form's token was checked.
    """

    chunk_size = PIECE

    def __init__(self, actor: Actor, purpose: str = PURPOSE) -> None:
        """Begin with nothing."""
        super().__init__()
        self._actor = actor
        self._purpose = purpose
        self.intake: services.Intake | None = None
        self.refusal: Refusal | None = None

    def new_file(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own shape
        """Open an intake; a second file of the same form is refused."""
        super().new_file(*args, **kwargs)
        try:
            if self.intake is not None:
                raise TooManyFiles(1)
            self.intake = services.Intake(
                self._actor,
                name=self.file_name or "",
                declared_type=self.content_type or "",
                purpose_kind=self._purpose,
            )
        except Refusal as refusal:
            self._stop(refusal)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:  # noqa: ARG002
        """Seal the next piece."""
        if self.intake is None:
            return
        try:
            self.intake.write(raw_data)
        except Refusal as refusal:
            self._stop(refusal)

    def file_complete(self, file_size: int) -> None:
        """Hand nothing to the form: the view ends the intake."""

    def upload_interrupted(self) -> None:
        """Leave nothing."""
        self.discard()

    def discard(self) -> None:
        """Leave nothing of what has no row."""
        if self.intake is not None:
            self.intake.discard()

    def handle_raw_input(
        self,
        input_data: IO[bytes],
        META: dict[str, str],  # noqa: N803
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        """Let Django parse the form."""

    def _stop(self, refusal: Refusal) -> None:
        self.discard()
        self.intake, self.refusal = None, refusal
        # the rest is read and thrown away, so that the answer reaches the browser
        raise StopUpload(connection_reset=False) from refusal
