"""The name of the holder in a machine readable zone.

ICAO Doc 9303-3 section 4.6 and Doc 9303-4 section 4.2.3: primary identifier, `<<`, secondary
identifier; components are parted by `<`, hyphens become `<`, apostrophes are left out. A
letter in the last position means that the name must be treated as cut, even if it just fits.
"""

import re
from typing import Final

from liaison.lib.ids.confusions import FILLER, LETTERS, TYPED
from liaison.lib.ids.errors import Missing, NameWrong, TooLong, WrongCharacters

NAME_MAXIMUM: Final = 200  # as given to the writer, before it is cut to the field
_PART: Final = FILLER * 2
_OMITTED: Final = "'\u2019"
_PARTING: Final = " -\u2010\u2011"


def read_name(field: str) -> tuple[str, str, bool]:
    """Return the holder's name from the name field of a zone.

    Args:
        field: letters and fillers, to the end of the field.

    Returns:
        The primary identifier, the secondary identifier (empty for a single name), and
        whether the name may have been cut.

    Raises:
        NameWrong: the field does not begin with a primary identifier.
    """
    if field[0] == FILLER:
        raise NameWrong(read=field)
    primary, _, secondary = field.partition(_PART)
    return _spaced(primary), _spaced(secondary), field[-1] != FILLER


def _spaced(components: str) -> str:
    return " ".join(component for component in components.split(FILLER) if component)


def write_name(surname: str, given_names: str, *, width: int) -> str:
    """Compose the name field of a zone, cut as the standard says if it is too long.

    The primary identifier keeps its characters as long as one letter of the secondary fits;
    the rest is cut at the end of the field, which then ends with a letter.

    Args:
        surname: the primary identifier: A to Z, spaces, hyphens, apostrophes.
        given_names: the secondary identifier, or empty.
        width: characters of the field.

    Returns:
        Exactly `width` characters.

    Raises:
        Missing: the surname is empty.
        TooLong: a part has more than `NAME_MAXIMUM` characters.
        WrongCharacters: a letter outside A to Z, which has to be transliterated before.
        NameWrong: the name cannot be cut so that the field ends with a letter.
    """
    primary = _components(surname, field="surname")
    secondary = _components(given_names, field="given_names")
    if not primary:
        raise Missing(field="surname")
    whole = f"{primary}{_PART}{secondary}" if secondary else primary
    if len(whole) <= width:
        return whole.ljust(width, FILLER)
    if secondary:
        room = width - len(_PART) - 1
        whole = f"{primary[:room].rstrip(FILLER)}{_PART}{secondary}"
    return _cut(whole, width)


def _components(text: str, *, field: str) -> str:
    if len(text) > NAME_MAXIMUM:
        raise TooLong(field=field, length=len(text), maximum=NAME_MAXIMUM)
    kept: list[str] = []
    for position, char in enumerate(text.translate(TYPED), start=1):
        if char in LETTERS:
            kept.append(char)
        elif char in _PARTING:
            kept.append(" ")
        elif char not in _OMITTED:
            raise WrongCharacters(field=field, position=position, character=char)
    return FILLER.join("".join(kept).split())


def _cut(name: str, width: int) -> str:
    """Cut a name; where a filler would come last, the component before it gives a letter."""
    if len(name) <= width or name[width - 1] != FILLER:
        return name[:width].ljust(width, FILLER)
    longer = [match.end() for match in re.finditer("[A-Z]{2,}", name[:width])]
    if not longer:
        raise NameWrong(read=name)
    return _cut(name[: longer[-1] - 1] + name[longer[-1] :], width)
