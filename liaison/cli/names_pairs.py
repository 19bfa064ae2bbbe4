"""`liaison names pairs` and `liaison names explain`: names of files compared, without a node.

In this process alone, by the comparison that the node uses. The columns of the files are kept:
outsiders measure with them.
"""

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Final

import typer

from liaison.cli.names_files import rows, written
from liaison.core.errors import CommandRefused
from liaison.lib.names.bearer import Bearer, together
from liaison.lib.names.births import births_of
from liaison.lib.names.compare import compare, score_of
from liaison.lib.names.errors import NameEmpty, NameTooLong
from liaison.lib.names.explain import explain
from liaison.lib.names.writing import NAME_MAXIMUM

COLUMNS: Final = ("pair_id", "name1", "name2")
OUT_COLUMNS: Final = ("set", "pair_id", "score")
_NO_EVIDENCE: Final = 0.0  # the score of a name that cannot be read


def pairs(
    files: Annotated[list[Path], typer.Argument(help="CSV files: pair_id,name1,name2")],
    out: Annotated[Path, typer.Option(help="set,pair_id,score: written here; - for the screen")],
) -> None:
    """Compare the two names of every line; write a score from 0 to 1.

    UTF-8 with a header. The set is the file's name without its ending. The columns dob1 and dob2,
    sex1 and sex2, nationality1 and nationality2 are taken into account where they stand; others
    are passed over. A name without letters scores 0; a longer one than any name is cut.
    """
    with written(out) as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(OUT_COLUMNS)
        for path in files:
            for row in rows(path, COLUMNS):
                writer.writerow((path.stem, row["pair_id"], f"{score(row):.6f}"))


def score(row: Mapping[str, str]) -> float:
    """Return the score of one line of a file.

    Args:
        row: with the columns of `COLUMNS` at least.
    """
    try:
        match = compare(row["name1"][:NAME_MAXIMUM], row["name2"][:NAME_MAXIMUM])
    except NameEmpty:
        return _NO_EVIDENCE
    one, two = (_bearer(row, side) for side in "12")
    return score_of(match.points + sum(line.points for line in together(one, two)))


def explained(
    left: Annotated[str, typer.Argument(help="a name in any script")],
    right: Annotated[str, typer.Argument(help="another one")],
    dob1: Annotated[str, typer.Option(help="birth of the first: 1974-08-12, 1974, c. 1974")] = "",
    dob2: Annotated[str, typer.Option(help="birth of the second")] = "",
) -> None:
    """Say why two names may be one, or not: the score as a sum of evidence."""
    try:
        match = compare(left, right)
    except (NameEmpty, NameTooLong) as refusal:
        raise CommandRefused("names", str(refusal)) from None
    born = (births_of(text) for text in (dob1, dob2))
    lines = together(*(Bearer(births=one) for one in born))
    typer.echo(explain(match, lines))


def _bearer(row: Mapping[str, str], side: str) -> Bearer:
    said = {name: (row.get(name + side) or "").strip() for name in ("dob", "sex", "nationality")}
    return Bearer(
        births=births_of(said["dob"]),
        sex=said["sex"][:1].upper(),
        nationalities=frozenset(said["nationality"].upper().replace("|", " ").split()),
    )
