"""Codes of an authenticator app: time-based one-time passwords (RFC 6238). Pure.

Six digits from a secret of 160 bits, a new one every 30 seconds, as every app understands them.
"""

import hmac
from collections.abc import Iterable
from datetime import datetime
from typing import Final
from urllib.parse import quote, urlencode

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.hotp import HOTP

DIGITS: Final = 6
PERIOD_SECONDS: Final = 30
SECRET_BYTES: Final = 20  # RFC 4226 section 4, R6
# clocks of telephones differ: the code before and the one after are taken as well
TOLERANCE: Final = 1


def matching_step(secret: bytes, typed: str, *, after: int, now: datetime) -> int | None:
    """Return the time step a code belongs to, or None if it is none of the codes of now.

    Args:
        secret: shared with the app.
        typed: what the person typed; spaces are left out, as apps show them in groups.
        after: the last step that was used: each code opens once (RFC 6238 section 5.2).
        now: the present moment.
    """
    said = typed.replace(" ", "")
    if len(said) != DIGITS or not said.isascii() or not said.isdigit():
        return None
    found = None
    for step in _steps(now):
        # all of them are looked at, so that time tells nothing
        if hmac.compare_digest(code(secret, step), said) and step > after:
            found = step
    return found


def code(secret: bytes, step: int) -> str:
    """Return the code of one time step."""
    return HOTP(secret, DIGITS, SHA1()).generate(step).decode()  # noqa: S303 - RFC 6238's own


def step_of(now: datetime) -> int:
    """Return the time step a moment lies in."""
    return int(now.timestamp()) // PERIOD_SECONDS


def address(secret_text: str, *, sign_in_name: str, issuer: str) -> str:
    """Return what the QR code says: `otpauth://totp/…`, the form apps read.

    Args:
        secret_text: the secret in base32 without padding.
        sign_in_name: whose.
        issuer: the bureau.
    """
    label = quote(f"{issuer}:{sign_in_name}", safe="")
    said = urlencode({"secret": secret_text, "issuer": issuer}, quote_via=quote)
    return f"otpauth://totp/{label}?{said}"


def _steps(now: datetime) -> Iterable[int]:
    middle = step_of(now)
    return range(middle - TOLERANCE, middle + TOLERANCE + 1)
