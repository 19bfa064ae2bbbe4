"""Steps before which a person proves once more who they are: resources/policy/step_up.toml."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

from liaison.core import datafile
from liaison.core.datafile import Table
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
    said = datafile.parse(content, most=MAX_BYTES, refused=FileRefused).only(TOP)
    said.text("source", most=MAX_TEXT)
    pages: dict[str, Sensitive] = {}
    for table in said.rows("step", most=MAX_STEPS):
        page, sensitive = _step(table)
        if page in pages:
            raise table.wrong(f"{page} stands there twice")
        pages[page] = sensitive
    return StepUp(
        said.number("minutes", 1, MAX_MINUTES), said.truth("verified"), MappingProxyType(pages)
    )


def _step(table: Table) -> tuple[str, Sensitive]:
    table.only(NEEDED, may=("only",))
    page = table.text("page", most=MAX_TEXT)
    if not PAGE.fullmatch(page):
        raise table.wrong("page is not the name of an address")
    only = table.words("only", most=MAX_STEPS) if "only" in table else frozenset()
    if not all(STEP.fullmatch(one) for one in only):
        raise table.wrong("only must list values of the field step")
    return page, Sensitive(
        only, table.text("reason", most=MAX_TEXT), table.text("source", most=MAX_TEXT)
    )


STEP_UP: Final = parse(FILE.read_bytes())
