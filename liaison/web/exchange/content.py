"""The content of a message as text that a person can read and nobody can disguise."""

import json
from collections.abc import Mapping

from liaison.core import texts

# what these rooms send is shown on their own pages, where it is asked who looks: a discreet
# record, a tenant's request, a question about a person must not be read round the corner
# what is given back may be any of these
_ROOMS = ("casework.", "exchange.", "files.", "queries.", "records.")


def withheld(kind: str) -> bool:
    """Return whether the content of a kind of message is shown by its own room only."""
    return kind.startswith(_ROOMS)


def readable(body: Mapping[str, object]) -> str:
    r"""Return a body as indented JSON, with whatever cannot be seen written as `\uXXXX`.

    Args:
        body: as another bureau wrote it; untrusted.
    """
    text = json.dumps(body, ensure_ascii=False, indent=2, sort_keys=True)
    return "".join(_escaped(char) if _is_hidden(char) else char for char in text)


def _is_hidden(char: str) -> bool:
    # behind a letter, where joiners and selectors may stand
    return char != "\n" and bool(texts.hidden("x" + char))


def _escaped(char: str) -> str:
    return json.dumps(char)[1:-1]
