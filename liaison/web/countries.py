"""Codes of States on documents, in the reader's words."""

from functools import lru_cache

from babel import Locale, UnknownLocaleError
from django.utils.translation import get_language

from liaison.lib.ids.countries import STATES, parse_state
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


def state_choices() -> tuple[tuple[str, str], ...]:
    """Return every State and organisation that documents name, by name in the page's language."""
    return _choices(get_language() or "en")


@lru_cache(maxsize=16)
def _choices(language: str) -> tuple[tuple[str, str], ...]:
    names = _territories(language)
    said = [(code, names.get(one.alpha2 or "", one.name)) for code, one in STATES.items()]
    said.sort(key=lambda pair: pair[1].casefold())
    return tuple((code, f"{name} ({code})") for code, name in said)


def name_of_english(country: str) -> str:
    """Return the name of a country in the language of the page.

    Args:
        country: its English name in Unicode CLDR; another one is returned as it is.
    """
    code = _codes().get(country, "")
    return _territories(get_language() or "en").get(code, country)


@lru_cache(maxsize=1)
def _codes() -> dict[str, str]:
    return {name: code for code, name in _territories("en").items()}


@lru_cache(maxsize=16)
def _territories(language: str) -> dict[str, str]:
    try:
        locale = Locale.parse(language, sep="-")
    except (ValueError, UnknownLocaleError):
        return {}
    return {str(code): str(name) for code, name in locale.territories.items()}
