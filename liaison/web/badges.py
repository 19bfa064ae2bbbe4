"""A state as `<c-badge>` shows it: a word, a colour, an icon; never a colour alone."""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class Badge:
    """One state.

    Attributes:
        words: what it says.
        tone: `good`, `bad`, `attention`, `info` or `neutral`.
        icon: name in the sprite.
    """

    words: str | Promise
    tone: str
    icon: str
