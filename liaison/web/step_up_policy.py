"""Steps before which a person proves once more who they are: resources/policy/step_up.toml."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

from liaison.identity.errors import FileRefused

FILE: Final = Path(__file__).resolve().parents[2] / "resources" / "policy" / "step_up.toml"
MAX_BYTES: Final = 64 * 1024
MAX_STEPS: Final = 200
MAX_TEXT: Final = 300
MAX_MINUTES: Final = 60
PAGE: Final = re.compile(r"[a-z][a-z-]{1,58}")
STEP: Final = re.compile(r"[a-z][a-z_]{1,58}")
TOP: Final = frozenset({"minutes", "source", "verified", "step"})
NEEDED: Final = frozenset({"page", "reason", "source"})


@dataclass(frozen=True)
class Sensitive:
    """One page whose form is sensitive.

    Attributes:
        only: values of the form's field `step` that are; none: whatever is sent.
        reason: why, in English.
        source: who asks for it.
    """

    only: frozenset[str]
    reason: str
    source: str


@dataclass(frozen=True)
class StepUp:
    """The policy.

    Attributes:
        minutes: for how long a proof is good.
        verified: whether a person compared it with its source.
        pages: name of an address to what is sensitive there.
    """

    minutes: int
    verified: bool
    pages: Mapping[str, Sensitive]

    def meets(self, page: str, step: str) -> bool:
        """Return whether sending this form asks for a fresh proof."""
        found = self.pages.get(page)
        return found is not None and (not found.only or step in found.only)


def parse(content: bytes) -> StepUp:
    """Read the policy.

    Args:
        content: TOML in UTF-8.

    Raises:
        FileRefused: too large, not TOML, or something it does not know.
    """
    if len(content) > MAX_BYTES:
        raise FileRefused("step_up", f"more than {MAX_BYTES} bytes")
    try:
        said = tomllib.loads(content.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise FileRefused("step_up", f"not TOML: {error}") from error
    if set(said) != TOP or not isinstance(said["step"], list) or len(said["step"]) > MAX_STEPS:
        raise FileRefused("step_up", f"must say {', '.join(sorted(TOP))} and nothing else")
    minutes, verified = said["minutes"], said["verified"]
    if type(minutes) is not int or not 1 <= minutes <= MAX_MINUTES:
        raise FileRefused("minutes", f"must be from 1 to {MAX_MINUTES}")
    if not isinstance(verified, bool):
        raise FileRefused("verified", "must be true or false")
    _text("source", said["source"])
    pages: dict[str, Sensitive] = {}
    for table in said["step"]:
        page, sensitive = _step(table)
        if page in pages:
            raise FileRefused(page, "stands there twice")
        pages[page] = sensitive
    return StepUp(minutes, verified, MappingProxyType(pages))


def _step(table: object) -> tuple[str, Sensitive]:
    if not isinstance(table, dict) or set(table) - {"only"} != NEEDED:
        raise FileRefused("step", f"must say {', '.join(sorted(NEEDED))}, and perhaps only")
    page = _text("page", table["page"])
    if not PAGE.fullmatch(page):
        raise FileRefused(page, "is not the name of an address")
    only = table.get("only", [])
    if not isinstance(only, Sequence) or not all(_is_step(one) for one in only):
        raise FileRefused(page, "only must list values of the field step")
    return page, Sensitive(
        frozenset(only), _text(page, table["reason"]), _text(page, table["source"])
    )


def _is_step(said: object) -> bool:
    return isinstance(said, str) and STEP.fullmatch(said) is not None


def _text(place: str, said: object) -> str:
    if not isinstance(said, str) or not said.strip() or len(said) > MAX_TEXT:
        raise FileRefused(place, f"texts must have from 1 to {MAX_TEXT} characters")
    return said


STEP_UP: Final = parse(FILE.read_bytes())
