"""Names inside sentences: a name in another script must not turn the words around it.

In markup `<bdi>` does it. In sentences that are put together as text, and in attributes, the
characters FSI and PDI do (Unicode Standard Annex 9, section 2.4).
"""

import re
from typing import Final

from django.utils.translation import get_language_bidi

from liaison.web.marking import readable

_OPEN: Final = "\u2068"
_CLOSE: Final = "\u2069"
# Hebrew, Arabic and their neighbours; presentation forms
_RIGHT_TO_LEFT: Final = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")


def isolate(text: object) -> str:
    """Return a text that keeps its own direction within a sentence.

    What is hidden in it is shown as a sign. Where nothing can turn, neither the page nor the text
    being written from right to left, it is returned as it is.

    Args:
        text: a name, a reference, what somebody typed.
    """
    said = readable(str(text))
    if not said or not (get_language_bidi() or _RIGHT_TO_LEFT.search(said)):
        return said
    return f"{_OPEN}{said}{_CLOSE}"
