"""Names in other scripts are met by their readings, whichever side is written in Latin letters."""

import pytest

from liaison.lib.finding import asking
from liaison.lib.finding.building import build
from liaison.lib.finding.types import Document
from liaison.search import terms
from tests.search.people import person

NAMES = {
    "Cyrillic": ("Ivan Petrov", "Иван Петров"),
    "Ukrainian": ("Oleksandr Hrytsenko", "Олександр Гриценко"),
    "Greek": ("Giorgos Papadopoulos", "Γιώργος Παπαδόπουλος"),
    "Arabic": ("Mohammed Haddad", "محمد حداد"),
    "Arabic with an article": ("Khalid al-Rashid", "خالد الراشد"),
    "Hebrew": ("David Cohen", "דוד כהן"),
    "Hangul": ("Kim Min-su", "김민수"),
    "Hangul in another spelling": ("Gim Minsoo", "김민수"),
    "Han": ("Wang Xiaoming", "王小明"),
    "katakana": ("Maria Gomez", "マリア・ゴメス"),
}


@pytest.mark.parametrize(("latin", "native"), NAMES.values(), ids=NAMES)
def test_met_by_a_reading(latin: str, native: str) -> None:
    others = [name for number in range(300) for name in person(number).names]
    for held, asked in ((latin, native), (native, latin)):
        segment = build(
            Document(key, 0, (terms.names_of(name),)) for key, name in enumerate([*others, held])
        )
        wanted = terms.wanted_of(asked)
        assert wanted is not None
        ranked = asking.ask([asking.mount(segment)], wanted, most=3).ranked
        assert len(others) in [one.key for one in ranked], (held, asked)
