"""Codes of States and organisations on travel documents, ICAO Doc 9303-3 section 5.

Part A is ISO 3166-1 alpha-3, taken from the package iso3166, with the additions ICAO prints;
parts B to G are written out here. The code of part H (`IAO`) signs master lists and stands on
no document, so it is not here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import iso3166

from liaison.lib.ids.confusions import FILLER, TYPED
from liaison.lib.ids.errors import CountryUnknown, Missing


@dataclass(frozen=True, slots=True)
class State:
    """Who issued a document, or whose national its holder is.

    Attributes:
        code: the code of ICAO, one to three letters, without fillers.
        alpha2: the code under which words for it are found (ISO 3166-1 alpha-2, or one that
            Unicode CLDR uses the same way), or None: say `name` then.
        name: the short English name.
    """

    code: str
    alpha2: str | None
    name: str


# ISO gives these codes; documents bear the other one
ALIASES: Final = MappingProxyType({"DEU": "D", "XKX": "RKS"})

_ICAO: Final = (
    # part A: additions to ISO 3166-1
    State("D", "DE", "Germany"),
    State("GBD", None, "British Overseas Territories citizen"),
    State("GBN", None, "British National (Overseas)"),
    State("GBO", None, "British Overseas citizen"),
    State("GBP", None, "British protected person"),
    State("GBS", None, "British subject"),
    State("RKS", "XK", "Kosovo"),
    # part B: reserved by the ISO 3166 maintenance agency
    State("EUE", "EU", "European Union"),
    # part C: United Nations
    State("UNO", "UN", "United Nations Organization"),
    State("UNA", None, "United Nations specialised agency"),
    State("UNK", None, "Resident of Kosovo, document of the United Nations mission"),
    # part D: other issuing authorities
    State("XBA", None, "African Development Bank"),
    State("XIM", None, "African Export-Import Bank"),
    State("XCC", None, "Caribbean Community"),
    State("XCE", None, "Council of Europe"),
    State("XCO", None, "Common Market for Eastern and Southern Africa"),
    State("XEC", None, "Economic Community of West African States"),
    State("XPO", None, "International Criminal Police Organization (INTERPOL)"),
    State("XES", None, "Organization of Eastern Caribbean States"),
    State("XMP", None, "Parliamentary Assembly of the Mediterranean"),
    State("XOM", None, "Sovereign Military Order of Malta"),
    State("XDC", None, "Southern African Development Community"),
    # part E: persons without a defined nationality
    State("XXA", None, "Stateless person (1954 Convention)"),
    State("XXB", None, "Refugee (1951 Convention)"),
    State("XXC", None, "Refugee, other"),
    State("XXX", None, "Person of unspecified nationality"),
    # part F: withdrawn from ISO 3166, still on documents
    State("ANT", None, "Netherlands Antilles"),
    State("NTZ", None, "Neutral Zone"),
    # part G: specimens
    State("UTO", None, "Utopia (specimen)"),
)


def _all() -> Iterator[tuple[str, State]]:
    for country in iso3166.countries:
        if country.alpha3 not in ALIASES:
            yield country.alpha3, State(country.alpha3, country.alpha2, country.name)
    for state in _ICAO:
        yield state.code, state


STATES: Final[Mapping[str, State]] = MappingProxyType(dict(sorted(_all())))


def parse_state(code: str, *, field: str = "state") -> State:
    """Return the State or organisation of a code, as typed or as read from a zone.

    Args:
        code: `D`, `D<<`, `kor`; `DEU` and `XKX` give what ICAO writes for them.
        field: what the code is for, told in a refusal.

    Returns:
        The entry of `STATES`.

    Raises:
        Missing: the code is empty.
        CountryUnknown: nobody has that code.
    """
    # the longest code has three letters; more than a few spaces around it is not a code
    if len(code) > 10:  # noqa: PLR2004 - said in the line above
        raise CountryUnknown(field=field, read=code)
    plain = code.translate(TYPED).strip(" ").rstrip(FILLER)
    if not plain:
        raise Missing(field=field)
    state = STATES.get(ALIASES.get(plain, plain))
    if state is None:
        raise CountryUnknown(field=field, read=code)
    return state
