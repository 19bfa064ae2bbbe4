"""Why data is processed, in words: messages and the log carry the purpose as it travels."""

from liaison.records import policy
from liaison.rules.processing import Purpose
from liaison.web.casework import words as casework
from liaison.web.queries.words import PURPOSES

_WORDS = {purpose.value: words for purpose, words in PURPOSES.items()} | {
    # records travel under the words of the rules, not under a code
    policy.PURPOSE: casework.PURPOSES[Purpose.LOCATE]
}


def purpose_words(purpose: str) -> str:
    """Return a purpose in words, or as it travels when no room here knows it."""
    return str(_WORDS.get(purpose, purpose))
