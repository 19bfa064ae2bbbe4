"""Who is told of a changed factor or password: resources/policy/sign_in_changes.toml. Pure."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

from liaison.core import datafile
from liaison.identity.errors import FileRefused

FILE: Final = Path(__file__).resolve().parents[2] / "resources" / "policy" / "sign_in_changes.toml"
MAX_BYTES: Final = 64 * 1024
MAX_TEXT: Final = 300


class Change(enum.StrEnum):
    """What changed; part of the kind of an event, stored for ever."""

    FACTOR_ADDED = "factor_added"
    FACTOR_REMOVED = "factor_removed"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105 - the name of a change
    PASSWORD_SET = "password_set"  # noqa: S105 - the name of a change
    RECOVERY_ASKED = "recovery_asked"
    RECOVERED = "recovered"


@dataclass(frozen=True)
class Told:
    """Who is told of one change, besides the person.

    Attributes:
        officers: whether those who recover accounts in the person's bureau are.
        reason: why, in English.
    """

    officers: bool
    reason: str


@dataclass(frozen=True)
class SignInChanges:
    """The policy.

    Attributes:
        told: every change; none is missing.
        verified: whether a person compared it with its source.
    """

    told: Mapping[Change, Told]
    verified: bool


def parse(content: bytes) -> SignInChanges:
    """Read the policy.

    Args:
        content: TOML in UTF-8.

    Raises:
        FileRefused: too large, not TOML, a change is missing or unknown.
    """
    whole = datafile.parse(content, most=MAX_BYTES, refused=FileRefused)
    whole.only({"source", "verified", "change"}).text("source", most=MAX_TEXT)
    changes = whole.table("change").only(one.value for one in Change)
    told = {}
    for one in Change:
        row = changes.table(one.value).only({"officers", "reason"})
        told[one] = Told(row.truth("officers"), row.text("reason", most=MAX_TEXT))
    return SignInChanges(MappingProxyType(told), whole.truth("verified"))


CHANGES: Final = parse(datafile.read(FILE, most=MAX_BYTES, refused=FileRefused))
