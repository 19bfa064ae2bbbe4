"""The policy of bulk checks is data, and nonsense stops the start."""

from dataclasses import replace

import pytest

from liaison.queries.bulkpolicy import FILE, POLICY, first_state, halt, parse
from liaison.queries.errors import PolicyRefused
from liaison.queries.states import BulkState, Halt
from liaison.rules.processing import Purpose

GOOD = FILE.read_text()


def test_the_shipped_file() -> None:
    """No list for analysis or for gathering information; a second person from a thousand on."""
    assert not POLICY.purposes & {Purpose.ANALYSIS, Purpose.INFORMATION, Purpose.FORENSIC}
    assert (POLICY.lines, POLICY.approval_from) == (1_000_000, 1_000)


NONSENSE = {
    "nothing": (GOOD, ""),
    "another table": (GOOD, GOOD + "\n[more]\nx = 1\n"),
    "two million lines": ("lines = 1000000", "lines = 2000000"),
    "no line": ("lines = 1000000", "lines = 0"),
    "kept for ever": ("days = 30", "days = 99999"),
    "a purpose nobody has": ('"warn"', '"curiosity"'),
    "no source": ('source = "own policy"', 'source = " "'),
}


@pytest.mark.parametrize(("old", "new"), NONSENSE.values(), ids=NONSENSE)
def test_nonsense(old: str, new: str) -> None:
    """Refused with a sentence."""
    with pytest.raises(PolicyRefused) as caught:
        parse((GOOD.replace(old, new, 1) if new else new).encode())
    assert str(caught.value)


def test_where_a_list_goes() -> None:
    few = replace(POLICY, approval_from=10, matched=5)
    assert [first_state(n, few) for n in (9, 10)] == [BulkState.RUNNING, BulkState.WAITING]
    assert [halt(n, few) for n in (5, 6)] == [None, Halt.MATCHES]
