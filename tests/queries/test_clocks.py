"""The owner's clocks are data: read strictly, with a source, marked as not verified."""

from datetime import timedelta

import pytest

from liaison.queries.clocks import LIMITS, MAX_BYTES, parse
from liaison.queries.errors import PolicyRefused
from liaison.queries.states import Urgency

CLOCK = 'minutes = {minutes}\nsource = "s"\narticle = "a"\nverified = false\n'


def a_file(urgent: str = "10", routine: str = "60", more: str = "") -> bytes:
    """Return a file of clocks."""
    urgent, routine = CLOCK.format(minutes=urgent), CLOCK.format(minutes=routine)
    return f"[urgent]\n{urgent}[routine]\n{routine}{more}".encode()


def test_the_clocks_of_the_house() -> None:
    """Ten minutes and an hour, taken from elsewhere, checked by nobody yet."""
    assert LIMITS[Urgency.URGENT].length == timedelta(minutes=10)
    assert LIMITS[Urgency.ROUTINE].length == timedelta(hours=1)
    assert not any(limit.verified for limit in LIMITS.values())
    assert all(limit.source and limit.article for limit in LIMITS.values())


REFUSED = {
    "no time at all": (a_file(urgent="0"), "urgent"),
    "time that runs backwards": (a_file(urgent="-1"), "urgent"),
    "longer than a week": (a_file(routine="10081"), "routine"),
    "a fraction": (a_file(urgent="1.5"), "urgent"),
    "a truth for a number": (a_file(urgent="true"), "urgent"),
    "urgent slower than routine": (a_file(urgent="61"), "urgent"),
    "an unknown urgency": (a_file(more="[never]\nminutes = 1\n"), "file"),
    "a missing urgency": (b"", "file"),
    "an unknown key": (a_file(more="note = 1\n"), "routine"),
    "no source": (a_file().replace(b'source = "s"', b'source = " "', 1), "urgent"),
    "a word for a truth": (a_file().replace(b"false", b'"no"', 1), "urgent"),
    "a table that is none": (b"urgent = 1\nroutine = 2\n", "urgent"),
    "no TOML": (b"[urgent", "file"),
    "no UTF-8": (b"\xff", "file"),
    "too large": (b"#" * (MAX_BYTES + 1), "file"),
}


@pytest.mark.parametrize(("content", "entry"), REFUSED.values(), ids=REFUSED)
def test_a_file_is_refused(content: bytes, entry: str) -> None:
    """The start stops and names the entry."""
    with pytest.raises(PolicyRefused) as refusal:
        parse(content)
    assert refusal.value.place == entry
    assert entry in str(refusal.value)
