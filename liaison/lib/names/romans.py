"""Readings of a word in Latin letters: one by a general transliteration, and its usual habits."""

import functools
import re
from typing import Final, NamedTuple

from anyascii import anyascii

from liaison.lib.names import habits, hangul
from liaison.lib.names.scripts import Script, script_of, whole_readings
from liaison.lib.names.surnames import FAMILIES, SPELLINGS

__all__ = ["Reading", "Script", "readings", "script_of", "whole_readings"]

_OTHER: Final = re.compile(r"[^a-z]+")
_UMLAUTS: Final = {"\u00e4": "ae", "\u00f6": "oe", "\u00fc": "ue", "\u00e5": "aa", "\u00f8": "oe"}
_ARTICLE: Final = "\u0627\u0644"  # al
_LEFT: Final = 3  # letters at least after an article
_HABIT: Final = 0.5  # nats
_SPELT: Final = 1.5  # nats for another spelling of a common word
_FAMILIES: Final = 3  # Korean and Chinese surnames one spelling may be
_SHORT: Final = 2.5  # nats for the whole name of a short one


class Reading(NamedTuple):
    """A word in Latin letters.

    Attributes:
        text: a to z only.
        cost: nats, 0 for the usual one.
    """

    text: str
    cost: float


@functools.lru_cache(maxsize=50_000)
def readings(token: str) -> tuple[Reading, ...]:
    """Return a word in Latin letters, the usual reading first.

    Args:
        token: lower case, with its marks.
    """
    script = script_of(token)
    plain = _latin("".join(hangul.romanise(char) or char for char in token))
    found = [Reading(plain, 0.0)] if plain else []
    if script is Script.LATIN and not _UMLAUTS.keys().isdisjoint(token):
        spelt = "".join(_UMLAUTS.get(char, char) for char in token)
        found.append(Reading(_latin(spelt), _HABIT))
    if token.startswith(_ARTICLE) and len(token) >= len(_ARTICLE) + _LEFT:
        found.append(Reading(plain[len(_ARTICLE) :], _HABIT))
    if script is Script.LATIN:
        usual = habits.habits_of(plain)
        families = sorted({SPELLINGS[sign][0] for sign in FAMILIES.get(plain, ())} - {plain})
        usually = (*families[:_FAMILIES], *usual.spellings)
        found += [Reading(one, _SPELT) for one in usually]
        found += [Reading(one, _SHORT) for one in usual.wholes]
    return tuple(found)


def _latin(text: str) -> str:
    return _OTHER.sub("", anyascii(text).lower())
