"""Why data is processed, in words: messages and the log carry the purpose as it travels."""

from liaison.web.queries.words import PURPOSES

_WORDS = {purpose.value: words for purpose, words in PURPOSES.items()}


def purpose_words(purpose: str) -> str:
    """Return a purpose in words, or as it travels when no room here knows it."""
    return str(_WORDS.get(purpose, purpose))
