"""Identifiers: UUID version 7, sorted by the time they were made."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from liaison.core.identifiers import uuid7
from tests.cast import NOW

moments = st.datetimes(
    min_value=datetime(1970, 1, 1),  # noqa: DTZ001 - hypothesis adds the zone
    max_value=datetime(9999, 12, 31),  # noqa: DTZ001
    timezones=st.just(UTC),
)


@given(moments)
def test_version_and_variant_are_those_of_rfc_9562(now: datetime) -> None:
    made = uuid7(now)
    assert made.version == 7
    assert made.variant == "specified in RFC 4122"


@given(moments)
def test_the_first_48_bits_are_the_milliseconds(now: datetime) -> None:
    assert uuid7(now).int >> 80 == int(now.timestamp() * 1000)


@given(moments, moments)
def test_later_sorts_later(one: datetime, two: datetime) -> None:
    early, late = sorted([one, two])
    if late - early >= timedelta(milliseconds=2):
        assert uuid7(early) < uuid7(late)
        assert str(uuid7(early)) < str(uuid7(late))


def test_no_two_are_alike() -> None:
    assert len({uuid7(NOW) for _ in range(10_000)}) == 10_000


def test_made_in_one_moment_they_keep_their_order() -> None:
    made = [uuid7(NOW) for _ in range(10_000)]
    assert made == sorted(made)


def test_every_random_bit_varies() -> None:
    made = [uuid7(NOW).int for _ in range(500)]
    ever, always = 0, -1
    for value in made:
        ever, always = ever | value, always & value
    varying = (ever & ~always) & ((1 << 48) - 1)
    assert varying.bit_count() == 48
