"""Names of States in the reader's language."""

import pytest
from django.utils import translation

from liaison.web.countries import state_name

NAMES = {
    "in English": ("en", "KOR", "South Korea"),
    "in French": ("fr", "KOR", "Corée du Sud"),
    "in Chinese as Django writes it": ("zh-hans", "CHN", "中国"),
    "a code of ICAO's own": ("en", "D", "Germany"),
    "an organisation": ("ar", "XPO", "International Criminal Police Organization (INTERPOL)"),
    "no code at all": ("en", "QQQ", "QQQ"),
    "a language nobody translates": ("tlh", "CHN", "China"),
}


@pytest.mark.parametrize(("language", "code", "name"), NAMES.values(), ids=NAMES)
def test_a_state_has_a_name(language: str, code: str, name: str) -> None:
    with translation.override(language):
        assert state_name(code) == name
