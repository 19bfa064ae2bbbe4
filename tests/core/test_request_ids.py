"""An id for each request and job; another's id is checked and believed in nothing."""

import pytest

from liaison.core import request_ids
from tests.cast import NOW

WRONG = {
    "nothing": "",
    "too short": "abc",
    "too long": "a" * 65,
    "two lines": "0198c0de\nlevel: info",
    "a quote": '0198c0de"',
    "letters that look alike": "0198\u0441ode",
    "a blank at the end": "0198c0de ",
    "a line end at the end": "0198c0de\n",
}


@pytest.mark.parametrize("said", WRONG.values(), ids=WRONG)
def test_what_is_no_id_is_not_heard(said: str) -> None:
    assert request_ids.heard(said) == ""


def test_an_id_is_heard() -> None:
    said = "0198c0de-7a11-7abc-8def-000000000001"
    assert request_ids.heard(said) == said


def test_each_piece_of_work_has_its_own_and_calls_carry_it() -> None:
    assert (request_ids.current(), request_ids.headers()) == ("", {})
    with request_ids.bound(NOW) as outer:
        assert request_ids.headers() == {"x-request-id": outer}
        with request_ids.bound(NOW) as inner:
            assert request_ids.current() == inner != outer
        assert request_ids.current() == outer
    assert request_ids.current() == ""


def test_ours_would_be_heard_over_there() -> None:
    with request_ids.bound(NOW) as made:
        assert request_ids.heard(made) == made
