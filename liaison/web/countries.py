"""Codes of States on documents, in the reader's words."""

from functools import lru_cache

from babel import Locale, UnknownLocaleError
from django.utils.translation import get_language

from liaison.lib.ids.countries import parse_state
from liaison.lib.ids.errors import IdsRefusal


def state_name(code: str) -> str:
    """Return the name of a State in the language of the page.

    Args:
        code: as it stands on the document, ICAO Doc 9303-3 section 5.

    Returns:
        The English name where Unicode CLDR has no other; the code itself when it is none.
    """
    try:
        state = parse_state(code)
    except IdsRefusal:
        return code
    if state.alpha2 is None:
        return state.name
    return _territories(get_language() or "en").get(state.alpha2, state.name)


@lru_cache(maxsize=16)
def _territories(language: str) -> dict[str, str]:
    try:
        locale = Locale.parse(language, sep="-")
    except (ValueError, UnknownLocaleError):
        return {}
    return {str(code): str(name) for code, name in locale.territories.items()}
