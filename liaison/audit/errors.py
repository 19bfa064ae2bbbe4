"""Why the log refuses, by name."""

import uuid

from liaison.core.errors import Refusal


class EntryRefused(Refusal):
    """An entry is not fit to be kept for ever: nothing was written."""

    code = "audit:entry"

    def __init__(self, field: str, reason: str) -> None:
        """Keep the field and what is wrong with it."""
        super().__init__(field, reason)
        self.field = field
        self.reason = reason

    def __str__(self) -> str:
        return f"audit entry, {self.field}: {self.reason}"


class NotSequenced(Refusal):
    """The leaf has no place in the tree: it does not exist, or the sequencer has not come by."""

    code = "audit:not_sequenced"

    def __init__(self, leaf: uuid.UUID) -> None:
        """Keep the leaf that was asked for."""
        super().__init__(leaf)
        self.leaf = leaf

    def __str__(self) -> str:
        return f"leaf {self.leaf} is not in the tree"


class LogKeyUnusable(Refusal):
    """The bureau's log key is missing or is no Ed25519 key: nothing can be signed."""

    code = "audit:log_key"

    def __init__(self, file: str, reason: str) -> None:
        """Keep the file and what is wrong with it."""
        super().__init__(file, reason)
        self.file = file
        self.reason = reason

    def __str__(self) -> str:
        return f"log key {self.file}: {self.reason}"
