"""The rules this software comes with: `resources/rules`, read once, at start."""

from pathlib import Path
from typing import Final

from liaison.rules.rulebook import parse

FOLDER: Final = Path(__file__).resolve().parents[2] / "resources" / "rules"
BOOK: Final = parse(
    (FOLDER / "notices.toml").read_text(encoding="utf-8"),
    (FOLDER / "offences.toml").read_text(encoding="utf-8"),
)
