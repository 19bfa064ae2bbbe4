"""Names written without spaces: ways to part them into family and given name."""

import functools
import re
from typing import Final

from liaison.lib.names.scripts import han, hangul
from liaison.lib.names.scripts.kinds import Script, script_of

WAYS_MAXIMUM: Final = 4
_GAPS: Final = re.compile("[·・･‧•＝=゠\\-\\s]+")
_KOREAN_SHORTEST: Final = 2
_KOREAN_LONGEST: Final = 5


@functools.lru_cache(maxsize=1 << 14)
def whole_readings(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the ways to part a name that is written without spaces, the likeliest first.

    Each part is one word as written: ask `readings` how it is read and `odds` whether a Latin word
    spells it.

    Args:
        name: in Han characters, Hangul, kana, or mixed; middle dots part it where they stand.

    Returns:
        At most `WAYS_MAXIMUM` rows of parts, the family name first; none for other scripts, and
        where there is nothing to part.
    """
    parts = tuple(part for part in _GAPS.split(name) if part)
    if len(parts) > 1:
        return (parts,) if script_of(name) in {Script.HAN, Script.HANGUL, Script.KANA} else ()
    script = script_of(name)
    if script is Script.HAN:
        return han.splits(parts[0])[:WAYS_MAXIMUM]
    if script is Script.HANGUL and _KOREAN_SHORTEST <= len(parts[0]) <= _KOREAN_LONGEST:
        return _korean(parts[0])
    return ()


def _korean(name: str) -> tuple[tuple[str, ...], ...]:
    single, double = (name[:1], name[1:]), (name[:2], name[2:])
    if hangul.is_family(name[:2]) and name[2:]:
        return (double, single)
    return (single,)
