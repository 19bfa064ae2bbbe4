"""A table of states is obeyed to the letter, and the room refuses under its own code."""

import enum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison.core.errors import TransitionRefused
from liaison.core.transitions import Transitions


class Door(enum.StrEnum):
    """Three states are enough to be wrong about."""

    OPEN = "open"
    SHUT = "shut"
    WALLED_UP = "walled_up"


class DoorRefused(TransitionRefused):
    """The room's own name."""

    code = "house:door"


doors = st.sampled_from(Door)


@given(
    table=st.dictionaries(doors, st.frozensets(doors)),
    current=doors,
    target=doors,
)
def test_a_way_is_open_exactly_where_the_table_has_it(
    table: dict[Door, frozenset[Door]], current: Door, target: Door
) -> None:
    check = Transitions(table, DoorRefused)
    if current in table and target in table[current]:
        check(current, target)
        return
    with pytest.raises(DoorRefused) as caught:
        check(current, target)
    assert (caught.value.current, caught.value.target) == (current, target)
    assert caught.value.code == "house:door"


def test_a_refusal_says_both_states() -> None:
    assert (
        str(DoorRefused("walled_up", "open"))
        == "what is walled_up cannot become open; nothing was changed"
    )
