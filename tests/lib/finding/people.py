"""Documents of a small invented world, and how the tests speak of them."""

from collections.abc import Sequence

from hypothesis import strategies as st

from liaison.lib.finding import asking
from liaison.lib.finding.asking import Mounted
from liaison.lib.finding.days import ANY, Around, number
from liaison.lib.finding.types import Document, Joined, Spelling, Wanted, Word

WORDS = (
    "anna", "annika", "hannah", "berg", "bergman", "lindberg", "petrov", "petrova", "ivan",
    "yvan", "mohammed", "muhamad", "abd", "al", "rahman", "kim", "kin", "li", "wei", "x",
)  # fmt: skip
SKELETONS = {"mohammed": "c:mhmd", "muhamad": "c:mhmd", "ivan": "c:vn", "yvan": "c:vn"}


def word(text: str) -> Word:
    """Return a word with its skeleton, if it has one."""
    keys = (Spelling(SKELETONS[text], 30),) if text in SKELETONS else ()
    return Word(text, (Spelling(text, 0), *keys))


def document(
    key: int, name: str, *, year: int | None = None, numbers: Sequence[str] = ()
) -> Document:
    """Return a document with one name."""
    return Document(key, number(year, 6, 1), (tuple(map(word, name.split())),), tuple(numbers))


def wanted(name: str) -> Wanted:
    """Return a question, neighbours joined as well."""
    words = name.split()
    joined = [
        Joined(first, first + 1, (Spelling("".join(words[first : first + 2]), 0),))
        for first in range(len(words) - 1)
    ]
    return Wanted(tuple(map(word, words)), tuple(joined))


def found(
    mounted: Sequence[Mounted], name: str, *, birth: Around = ANY, most: int = 50
) -> list[int]:
    """Return the keys that are found, in their order."""
    answer = asking.ask(mounted, wanted(name), birth=birth, most=most)
    return [one.key for one in answer.ranked]


names = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
years = st.one_of(st.none(), st.integers(1930, 2010))
