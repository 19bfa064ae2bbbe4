"""What contradicts never raises a score, whatever it stands beside."""

from hypothesis import given
from hypothesis import strategies as st

from liaison.lib.names.bearer import Bearer, together
from liaison.lib.names.births import Birth, Level, weigh
from liaison.lib.names.compare import compare, score_of

GIVEN = [
    "Anna",
    "Maria",
    "Ivan",
    "Yusuf",
    "Chidi",
    "Lucía",
    "Piotr",
    "Inti",
    "Olena",
    "Farid",
    "Keiko",
    "Tomás",
]
FAMILIES = [
    "Lindqvist",
    "Petrov",
    "Haddad",
    "Okonkwo",
    "Silva",
    "Nowak",
    "Quispe",
    "Tanaka",
    "Bergström",
    "Zhou",
]
# no two of them resemble each other, in any spelling
STRANGERS = ("Womsley", "Krzycki", "Fonoti", "Dubhghaill", "Ibarguren", "Vuthy")
BIRTHS = st.builds(
    Birth,
    st.integers(1930, 2010),
    st.one_of(st.none(), st.integers(1, 12)),
    st.one_of(st.none(), st.integers(1, 28)),
    about=st.booleans(),
)
NAMES = st.tuples(st.sampled_from(GIVEN), st.sampled_from(FAMILIES)).map(" ".join)
SEXES = st.sampled_from(("", "F", "M", "X"))
NATIONS = st.frozensets(st.sampled_from(("SWE", "KOR", "CHN", "PER", "NGA")), max_size=3)
BEARERS = st.builds(
    Bearer,
    st.one_of(st.just(()), BIRTHS.map(lambda one: (one,))),
    SEXES,
    NATIONS,
)


def points(left: Bearer, right: Bearer) -> float:
    """Return what stands beside the names, in nats."""
    return sum(line.points for line in together(left, right))


@given(BEARERS, BEARERS)
def test_another_sex_is_never_for_it(left: Bearer, right: Bearer) -> None:
    silent = points(Bearer(left.births, "", left.nationalities), right)
    said = points(
        Bearer(left.births, "F", left.nationalities),
        Bearer(right.births, "M", right.nationalities),
    )
    assert said <= silent


@given(BEARERS, BEARERS)
def test_another_nationality_is_never_for_it(left: Bearer, right: Bearer) -> None:
    silent = points(Bearer(left.births, left.sex), Bearer(right.births, right.sex))
    said = points(
        Bearer(left.births, left.sex, frozenset({"ISL"})),
        Bearer(right.births, right.sex, right.nationalities - {"ISL"} or frozenset({"FJI"})),
    )
    assert said <= silent


@given(BIRTHS, BIRTHS)
def test_another_date_is_never_for_it(one: Birth, two: Birth) -> None:
    found = weigh((one,), (two,))
    assert found is not None
    if found.level in {Level.DIFFERENT, Level.YEAR_ONLY}:
        assert found.points <= 0


@given(NAMES, NAMES, st.permutations(STRANGERS))
def test_another_surname_on_both_sides_is_never_for_it(
    left: str, right: str, strangers: list[str]
) -> None:
    before = compare(left, right)
    after = compare(f"{left} {strangers[0]}", f"{right} {strangers[1]}")
    assert after.points <= max(before.points, 0)


@given(NAMES, st.permutations(STRANGERS))
def test_the_same_name_with_another_surname_falls(name: str, strangers: list[str]) -> None:
    same = compare(f"{name} {strangers[0]}", f"{name} {strangers[0]}")
    other = compare(f"{name} {strangers[0]}", f"{name} {strangers[1]}")
    left_out = compare(f"{name} {strangers[0]}", name)
    assert other.score < same.score
    # a contradiction says more than an omission
    assert other.points < left_out.points
    assert score_of(other.points) == other.score
