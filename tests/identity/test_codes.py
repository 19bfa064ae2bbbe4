"""Codes of an authenticator app: those of RFC 6238, each once, a little early or late."""

from datetime import UTC, datetime, timedelta

import pytest

from liaison.identity import codes
from tests.cast import NOW

SECRET = b"12345678901234567890"
# RFC 6238 appendix B, SHA-1, the last six of eight digits
VECTORS = {
    59: "287082",
    1111111109: "081804",
    1111111111: "050471",
    1234567890: "005924",
    2000000000: "279037",
}


@pytest.mark.parametrize(("moment", "code"), VECTORS.items())
def test_the_codes_of_the_standard(moment: int, code: str) -> None:
    now = datetime.fromtimestamp(moment, UTC)
    assert codes.matching_step(SECRET, code, after=0, now=now) == moment // 30


@pytest.mark.parametrize("seconds", [-30, 0, 30])
def test_clocks_may_differ_by_half_a_minute(seconds: int) -> None:
    code = codes.code(SECRET, codes.step_of(NOW + timedelta(seconds=seconds)))
    assert codes.matching_step(SECRET, code, after=0, now=NOW) is not None


STEP = codes.step_of(NOW)
CODE = codes.code(SECRET, STEP)
REFUSED = {
    "used before": (CODE, STEP),
    "older than one that was used": (codes.code(SECRET, STEP - 1), STEP),
    "two steps early": (codes.code(SECRET, STEP + 2), 0),
    "two steps late": (codes.code(SECRET, STEP - 2), 0),
    "too short": (CODE[:5], 0),
    "too long": (CODE + "0", 0),
    "digits of another script": (CODE.translate({ord("0") + n: 0x660 + n for n in range(10)}), 0),
    "empty": ("", 0),
}


@pytest.mark.parametrize(("typed", "after"), REFUSED.values(), ids=REFUSED)
def test_other_codes_open_nothing(typed: str, after: int) -> None:
    assert codes.matching_step(SECRET, typed, after=after, now=NOW) is None


def test_spaces_between_the_groups_do_not_matter() -> None:
    assert codes.matching_step(SECRET, f"{CODE[:3]} {CODE[3:]}", after=0, now=NOW) == STEP


def test_the_qr_code_says_whose_and_where() -> None:
    said = codes.address("MFRGG", sign_in_name="ada", issuer="Liaison beijing")
    assert said == "otpauth://totp/Liaison%20beijing%3Aada?secret=MFRGG&issuer=Liaison%20beijing"
