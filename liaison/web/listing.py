"""Several words in a row, parted as the reader's language parts them."""

from collections.abc import Iterable, Mapping
from typing import Final

from django.utils.translation import get_language

# Arabic has a comma of its own; Chinese parts the members of a list by the enumeration comma
_COMMAS: Final[Mapping[str, str]] = {"ar": "\u060c ", "zh-hans": "\u3001"}


def listed(words: Iterable[object]) -> str:
    """Return words as one line, in the language of the page.

    Args:
        words: each as it shall be read; texts to be translated are translated now.
    """
    return _COMMAS.get(get_language() or "", ", ").join(str(one) for one in words)
