"""Who is found, who comes first, and what a question may cost."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison.lib.finding import asking
from liaison.lib.finding.asking import ask, mount
from liaison.lib.finding.building import build
from liaison.lib.finding.days import ANY, around, number
from liaison.lib.finding.reaching import reach
from liaison.lib.finding.types import Document, Wanted
from tests.lib.finding.people import document, found, names, wanted, word, years

FOUND = {
    "as it is": ("anna berg", "anna berg"),
    "in another order": ("anna berg", "berg anna"),
    "a letter wrong": ("lindberg anna", "linfberg anna"),
    "two letters turned": ("mohammed li", "mohamemd li"),
    "by its consonants": ("mohammed kim", "muhamad kim"),
    "written together": ("abd rahman", "abdrahman"),
    "written apart": ("lindberg anna", "lind berg anna"),
    "cut off": ("lindberg anna", "lindb anna"),
    "cut off where it is held": ("petrov ivan", "petrovskaya ivan"),
}


@pytest.mark.parametrize(("held", "asked"), FOUND.values(), ids=FOUND)
def test_found(held: str, asked: str) -> None:
    others = [document(key, "wei x kin al") for key in range(2, 40)]
    one = mount(build([*others, document(1, held)]))
    assert found([one], asked)[0] == 1


def test_the_nearest_comes_first_and_equal_ones_by_key() -> None:
    one = mount(build([
        document(4, "annika berg"), document(3, "anna berg"), document(2, "anna berg"),
        document(1, "anna bergman"),
    ]))  # fmt: skip
    assert found([one], "anna berg") == [2, 3, 4, 1] or found([one], "anna berg")[:2] == [2, 3]


def test_a_date_of_birth_goes_before() -> None:
    """Whoever has it, or none; others by nearly the same name only, and after them."""
    one = mount(build([
        document(1, "anna berg", year=1990), document(2, "anna berg", year=1971),
        document(3, "anna berg"), document(4, "anna berg", year=1950),
    ]))  # fmt: skip
    assert found([one], "anna berg", birth=around(1970, years=1))[:2] == [2, 3]
    assert set(found([one], "anna berg", birth=around(1970, years=1))) == {1, 2, 3, 4}


CLOSE = {
    "the day": (1970, 6, 1),
    "day and month turned": (1970, 1, 6),
    "a day beside": (1970, 6, 2),
    "a month beside": (1970, 7, 1),
    "a year beside": (1971, 6, 1),
    "ten years beside": (1960, 6, 1),
}


@pytest.mark.parametrize("asked", CLOSE.values(), ids=CLOSE)
def test_on_a_day_that_is_close_hardly_a_letter_need_be_right(asked: tuple[int, int, int]) -> None:
    """Who is born elsewhere in the year is not met by such a name."""
    others = [document(key, "anna lindberg", year=1975) for key in range(2, 40)]
    one = mount(build([*others, document(1, "yvan petrov", year=1970)]))
    assert found([one], "vuam bedrow") == []
    assert found([one], "vuam bedrow", birth=around(*asked, years=1)) == [1]
    assert found([one], "vuam bedrow", birth=around(1970, 9, 20, years=1)) == []


def test_the_day_comes_before_the_year() -> None:
    born = ((1971, 6, 1), (1970, 6, 1), (1970, 9, 9), (1950, 1, 1))
    one = mount(build(
        Document(key, number(*day), ((word("anna"), word("berg")),))
        for key, day in enumerate(born)
    ))  # fmt: skip
    assert found([one], "anna berg", birth=around(1970, 6, 1, years=1)) == [1, 0, 2, 3]
    assert found([one], "anna berg", birth=around(1970, 6, years=1))[0] == 1


@given(
    st.lists(st.tuples(names, years), min_size=1, max_size=30),
    st.integers(1, 4),
    st.sets(st.integers(0, 29)),
)
def test_segments_together_find_what_one_finds(
    held: list[tuple[str, int | None]], parts: int, gone: set[int]
) -> None:
    """However documents are parted; and what is gone is not found."""
    every = [document(key, name, year=year) for key, (name, year) in enumerate(held)]
    one = [mount(build(every), gone)]
    several = [mount(build(every[part::parts]), gone) for part in range(parts)]
    for name, year in held[:5]:
        for near in (ANY, around(year, 6, 1, years=1)):
            said = found(one, name, birth=near)
            assert set(found(several, name, birth=near)) == set(said)
            assert not gone & set(said)
            same = {key for key, other in enumerate(held) if other[0] == name}
            assert same - gone <= set(said)


def test_hostile_questions_end() -> None:
    """One letter, sixteen times the same word, nothing at all, an empty segment."""
    one = mount(build(document(key, "x x anna") for key in range(200)))
    assert len(found([one], "x", most=10)) == 10
    assert len(found([one], "anna " * 16, most=10)) == 10
    assert ask([one], Wanted(()), most=5).ranked == ()
    assert found([mount(build([]))], "anna") == []
    assert found([], "anna") == []


def test_the_budget_ends_a_question_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """The likeliest and rarest words are looked at first."""
    every = [document(key, "anna kim") for key in range(100)]
    one = mount(build([*every, document(100, "anna petrov")]))
    monkeypatch.setattr(asking, "POSTINGS_MOST", 60)
    answer = ask([one], wanted("anna petrov"), most=5)
    assert answer.partial
    assert answer.ranked[0].key == 100
    assert not ask([one], wanted("petrov"), most=5).partial
    late = ask([one], wanted("petrov"), most=5, late=lambda: True)
    assert (late.ranked, late.partial) == ((), True)


def test_rare_words_weigh_more() -> None:
    one = mount(build([*(document(key, "anna") for key in range(50)), document(50, "petrov")]))
    weights = asking.rarities([reach(one.segment, Wanted((word("anna"), word("petrov"))))], 51)
    assert weights[1] > 2 * weights[0]
    assert np.isfinite(weights).all()
