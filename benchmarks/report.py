"""How figures are shown and kept."""

import json
import os
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

FOLDER = Path(__file__).resolve().parents[1] / "var" / "bench"


@dataclass(frozen=True)
class Figure:
    """One measured figure.

    Attributes:
        name: what was measured.
        value: the figure.
        unit: its unit.
        target: what should be reached, in words; empty for a figure that only informs.
        met: whether it was; True where there is no target.
    """

    name: str
    value: float
    unit: str
    target: str
    met: bool


def at_least(name: str, value: float, unit: str, least: float) -> Figure:
    """Return a figure that should be high."""
    return Figure(name, round(value, 2), unit, f">= {least:g}", value >= least)


def at_most(name: str, value: float, unit: str, most: float) -> Figure:
    """Return a figure that should be low."""
    return Figure(name, round(value, 2), unit, f"<= {most:g}", value <= most)


def plain(name: str, value: float, unit: str) -> Figure:
    """Return a figure without a target."""
    return Figure(name, round(value, 2), unit, "", met=True)


def publish(name: str, figures: Sequence[Figure]) -> None:
    """Print the figures with the machine they were made on, and write them to var/bench."""
    console = Console(highlight=False)
    with Path("/proc/loadavg").open() as load:
        console.print(
            f"{name}: {platform.platform()}, {os.cpu_count()} cores, Python "
            f"{platform.python_version()}, load {load.read().split()[0]} at the end",
            markup=False,
        )
    table = Table("figure", "value", "unit", "target", "met")
    for figure in figures:
        met = "" if not figure.target else ("yes" if figure.met else "NO")
        table.add_row(figure.name, f"{figure.value:,.2f}", figure.unit, figure.target, met)
    console.print(table)
    FOLDER.mkdir(parents=True, exist_ok=True)
    content = {"figures": [asdict(figure) for figure in figures]}
    (FOLDER / f"{name}.json").write_text(json.dumps(content, indent=1) + "\n")
