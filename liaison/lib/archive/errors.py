"""Every way in which a backup or a recovery key is refused, by name."""

from typing import ClassVar


class ArchiveRefusal(Exception):
    """What was given is no backup that can be trusted."""

    code: ClassVar[str] = "archive:refused"


class NotABackup(ArchiveRefusal):
    """The file does not begin as a backup does."""

    code: ClassVar[str] = "archive:not_a_backup"

    def __str__(self) -> str:
        return "this file is not a backup of Liaison"


class VersionUnknown(ArchiveRefusal):
    """The file has another form than the one this program reads."""

    code: ClassVar[str] = "archive:version"

    def __init__(self, version: int) -> None:
        """Keep the version that was found."""
        super().__init__(version)
        self.version = version

    def __str__(self) -> str:
        return f"this backup has form {self.version}, which this version of Liaison does not read"


class KeyMalformed(ArchiveRefusal):
    """What was given is no recovery key: mistyped, or cut."""

    code: ClassVar[str] = "archive:key_malformed"

    def __str__(self) -> str:
        return "this is not a recovery key: compare it with the one that was written down"


class WrongKey(ArchiveRefusal):
    """The backup was sealed to another recovery key."""

    code: ClassVar[str] = "archive:wrong_key"

    def __init__(self, wanted: str) -> None:
        """Keep the id of the key that opens it."""
        super().__init__(wanted)
        self.wanted = wanted

    def __str__(self) -> str:
        return f"this backup opens with another recovery key: the one with id {self.wanted}"


class Damaged(ArchiveRefusal):
    """The backup was cut, altered, continued, or put together from others."""

    code: ClassVar[str] = "archive:damaged"

    def __init__(self, place: str) -> None:
        """Keep what is not as it was written."""
        super().__init__(place)
        self.place = place

    def __str__(self) -> str:
        return f"this backup is damaged or was changed ({self.place}); nothing was restored"
