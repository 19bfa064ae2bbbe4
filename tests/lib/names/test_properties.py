"""What holds for every two names, whatever somebody types."""

from hypothesis import assume, given
from hypothesis import strategies as st

from liaison.lib.names.compare import compare_prepared, score_of, weigh
from liaison.lib.names.errors import NamesRefusal
from liaison.lib.names.explain import explain
from liaison.lib.names.parts import KEYS_MAXIMUM, PARTS_MAXIMUM, Name, keys, prepare
from liaison.lib.names.words import words_of
from liaison.lib.names.writing import NAME_MAXIMUM, normalise

SOFT_HYPHEN = "\u00ad"

LETTERS = st.sampled_from(
    "abcdehiklmnoprstuvwxyz-' éüßøñАлексейИванов김민수이지은王小明李陈محمدサトウ"
)
TEXTS = st.one_of(st.text(max_size=40), st.text(LETTERS, max_size=40))


def name(text: str) -> Name | None:
    """Return a name, or None for what is none."""
    try:
        return prepare(text)
    except NamesRefusal:
        return None


NAMES = TEXTS.map(name).filter(bool)


@given(st.text(st.characters(max_codepoint=127), min_size=1, max_size=40))
def test_what_is_read_at_once_is_read_as_by_the_rules(text: str) -> None:
    """A hyphen nobody sees changes nothing, but takes the way of all other scripts."""
    assume(any(char.isalnum() for char in text))
    slowly = f"{text}{SOFT_HYPHEN}"
    assert normalise(text) == normalise(slowly)
    assert words_of(text) == words_of(slowly)


@given(NAMES, NAMES)
def test_symmetric_bounded_and_a_sum(left: Name, right: Name) -> None:
    """The order does not matter, the score is a share, and the lines add up to its sum."""
    match = compare_prepared(left, right)
    assert match.score == compare_prepared(right, left).score
    assert match == compare_prepared(left, right)
    assert 0 <= match.score <= 1
    assert match.score == score_of(match.points)
    assert (match.points, match.shared) == weigh(left, right)
    assert abs(sum(line.points for line in match.evidence) - match.points) < 1e-3
    assert explain(match).count("\n") == len(match.evidence)


@given(NAMES)
def test_a_name_is_itself(one: Name) -> None:
    """Whatever it is written in."""
    assert compare_prepared(one, one).reaches


@given(NAMES)
def test_bounded_work(one: Name) -> None:
    """Nobody can type a name that takes long."""
    assert len(one.parts) <= PARTS_MAXIMUM
    assert 0 < len(keys(one)) <= KEYS_MAXIMUM


@given(st.text(max_size=NAME_MAXIMUM))
def test_settling_twice_changes_nothing(text: str) -> None:
    """One form is one form."""
    try:
        settled = normalise(text)
    except NamesRefusal:
        return
    assert len(settled) > NAME_MAXIMUM or normalise(settled) == settled
