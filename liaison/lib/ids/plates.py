"""Number plates: letters that look Latin, and the habits of States that made them.

A plate of Russia, Ukraine, Belarus or Bulgaria carries only Cyrillic letters that look like Latin
ones, so that foreigners can read it (Vienna Convention on Road Traffic, annex 2); Greece does the
same. People type whichever their keyboard has. `LOOK_ALIKES` makes both one.

The habits tell an officer that a plate does not look like one of the State said to have issued it.
They are patterns of ordinary vehicles, not law: old, diplomatic, military and personal plates
differ, and nothing is ever refused or hidden for them.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

LOOK_ALIKES: Final = MappingProxyType(
    dict(zip("АВЕЁКМНОРСТУХІЇЈЅ", "ABEEKMHOPCTYXIIJS", strict=True))
    | dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX", strict=True))  # noqa: RUF001 - meant
)
_LATIN: Final = str.maketrans(dict(LOOK_ALIKES))

# ICAO code of the State -> forms of the plain plate, look-alikes made Latin
HABITS: Final[Mapping[str, tuple[re.Pattern[str], ...]]] = MappingProxyType(
    {
        state: tuple(re.compile(form) for form in forms)
        for state, forms in {
            "AUT": (r"[A-Z]{1,2}\d{1,6}[A-Z]{0,5}",),
            "BEL": (r"[1-9][A-Z]{3}\d{3}", r"[A-Z]{3}\d{3}", r"\d{3}[A-Z]{3}"),
            "BGR": (r"[ABEKMHOPCTYX]{1,2}\d{4}[ABEKMHOPCTYX]{2}",),
            "BLR": (r"\d{4}[ABEIKMHOPCTX]{2}[0-8]",),
            "BRA": (r"[A-Z]{3}\d[A-Z0-9]\d{2}",),
            "CHE": (r"[A-Z]{2}\d{1,6}",),
            "CHN": (r"[\u4e00-\u9fff][A-Z][A-HJ-NP-Z0-9]{5,6}",),
            "CZE": (r"\d[A-Z][A-Z0-9]\d{4}",),
            "D": (r"[A-ZÄÖÜ]{1,3}[A-Z]{1,2}\d{1,4}[EH]?",),
            "DNK": (r"[A-Z]{2}\d{5}",),
            "ESP": (r"\d{4}[B-DF-HJ-NP-TV-Z]{3}", r"[A-Z]{1,2}\d{4}[A-Z]{0,2}"),
            "EST": (r"\d{3}[A-Z]{3}",),
            "FIN": (r"[A-ZÅÄÖ]{2,3}\d{1,3}",),
            "FRA": (r"[A-HJ-NP-TV-Z]{2}\d{3}[A-HJ-NP-TV-Z]{2}", r"\d{1,4}[A-Z]{1,3}(\d{2}|2[AB])"),
            "GBR": (r"[A-Z]{2}\d{2}[A-Z]{3}", r"[A-Z]\d{1,3}[A-Z]{3}", r"[A-Z]{3}\d{1,3}[A-Z]"),
            "GRC": (r"[ABEZHIKMNOPTYX]{3}\d{4}",),
            "HUN": (r"[A-Z]{4}\d{3}", r"[A-Z]{3}\d{3}"),
            "IND": (r"[A-Z]{2}\d{1,2}[A-Z]{0,3}\d{4}", r"\d{2}BH\d{4}[A-Z]{1,2}"),
            "IRL": (r"\d{2,3}[A-Z]{1,2}\d{1,6}",),
            "ITA": (r"[A-HJ-NPR-TV-Z]{2}\d{3}[A-HJ-NPR-TV-Z]{2}",),
            "JPN": (r"[\u3040-\u9fff]{1,4}\d{2}[0-9A-Z][\u3040-\u309f]\d{1,4}",),
            "KOR": (r"([\uac00-\ud7a3]{2})?\d{2,3}[\uac00-\ud7a3]\d{4}",),
            "LTU": (r"[A-Z]{3}\d{3}",),
            "NOR": (r"[A-Z]{2}\d{5}",),
            "POL": (r"[A-Z]{2,3}[A-Z0-9]{4,5}",),
            "PRT": (r"[A-Z]{2}\d{2}[A-Z]{2}", r"\d{2}[A-Z]{2}\d{2}", r"\d{4}[A-Z]{2}"),
            "ROU": (r"B\d{2,3}[A-Z]{3}", r"[A-Z]{2}\d{2}[A-Z]{3}"),
            "RUS": (r"[ABEKMHOPCTYX]\d{3}[ABEKMHOPCTYX]{2}\d{2,3}",),
            "SWE": (r"[A-Z]{3}\d{2}[A-Z0-9]",),
            "TUR": (r"(0[1-9]|[1-7]\d|8[01])[A-Z]{1,3}\d{2,5}",),
            "UKR": (r"[ABEIKMHOPCTX]{2}\d{4}[ABEIKMHOPCTX]{2}",),
        }.items()
    }
)


def make_latin(plain: str) -> str:
    """Return a plate with every Cyrillic and Greek letter that looks Latin made Latin.

    Args:
        plain: from `vehicles.normalise_plate`, in upper case.
    """
    return plain.translate(_LATIN)


def looks_issued_by(plain: str, state: str) -> bool | None:
    """Tell whether a plate has the form that ordinary vehicles of a State carry.

    Args:
        plain: from `vehicles.normalise_plate`.
        state: ICAO code.

    Returns:
        None when the habits of that State are not known here.
    """
    forms = HABITS.get(state)
    if forms is None:
        return None
    latin = make_latin(plain)
    return any(form.fullmatch(latin) for form in forms)
