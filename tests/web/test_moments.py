"""Moments say where the reader is, with UTC beside; numbers are grouped as the language does."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from liaison.web.templatetags.moments import Moment, number, read_moment

NOON = datetime(2026, 11, 23, 12, 5, 7, tzinfo=UTC)
SHANGHAI = ZoneInfo("Asia/Shanghai")


def test_utc_stands_beside_the_readers_own_time() -> None:
    assert read_moment(NOON, SHANGHAI) == Moment("2026-11-23 20:05:07\u00a0+08:00", "12:05:07 UTC")


def test_another_day_elsewhere_is_said() -> None:
    late = NOON + timedelta(hours=6)
    assert read_moment(late, SHANGHAI, to="minutes") == Moment(
        "2026-11-24 02:05\u00a0+08:00", "2026-11-23 18:05 UTC"
    )


def test_in_utc_it_is_said_once() -> None:
    assert read_moment(NOON, UTC) == Moment("2026-11-23 12:05:07 UTC")
    assert read_moment(NOON, ZoneInfo("Europe/London")) == Moment("2026-11-23 12:05:07 UTC")


@given(
    st.integers(10**6, 4 * 10**9).map(lambda seconds: datetime.fromtimestamp(seconds, UTC)),
    st.sampled_from(["Asia/Shanghai", "Asia/Kathmandu", "America/St_Johns", "Pacific/Fiji"]),
)
def test_both_are_the_same_moment(at: datetime, zone: str) -> None:
    said = read_moment(at, ZoneInfo(zone))
    here = datetime.strptime(said.here, "%Y-%m-%d %H:%M:%S %z")
    assert here == at
    assert said.there.endswith(f"{at:%H:%M:%S} UTC")


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("en", "1,234,567"),
        ("fr", "1\u202f234\u202f567"),
        ("es", "1.234.567"),
        ("ar", "1,234,567"),
        ("zh-hans", "1,234,567"),
    ],
)
def test_numbers_are_grouped_as_the_language_does_in_western_digits(
    language: str, shown: str
) -> None:
    with translation.override(language):
        assert number(1234567) == shown
