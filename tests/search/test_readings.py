"""Names in other scripts are met by their readings, whichever side is written in Latin letters."""

from itertools import product

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
    "a foreign name in Han": ("Sidharth Costanzo", "西德哈特·科斯坦佐"),
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


@pytest.mark.parametrize(
    "latin", ["Choi Yun-Kyum", "CHOI Yun Kyum", "Choi Yunkyum", "Choe Yungyeom"]
)
def test_a_korean_given_name_is_met_parted_and_joined(latin: str) -> None:
    # a crowd that shares the family name, and one syllable or the other
    families, syllables = (
        ("Choi", "Kim", "Lee"),
        "Yun Seo Min Ji Ha Jun Woo Hye Eun Sung Kyung Chul",
    )
    pairs = product(syllables.split(), repeat=2)
    crowd = [f"{family} {a}-{b}" for (a, b), family in product(pairs, families)]
    segment = build(
        Document(key, 0, (terms.names_of(name),)) for key, name in enumerate([*crowd, latin])
    )
    wanted = terms.wanted_of("최윤겸")
    assert wanted is not None
    ranked = asking.ask([asking.mount(segment)], wanted, most=10).ranked
    assert len(crowd) in [one.key for one in ranked]
