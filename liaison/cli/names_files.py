"""The CSV files of `liaison names`: read line by line, refused with the place of what is wrong."""

import csv
import sys
from collections.abc import Iterator, Mapping
from contextlib import nullcontext
from pathlib import Path
from typing import Final, TextIO

from liaison.core.errors import CommandRefused

FIELD_MOST: Final = 100_000  # characters of one field: an entry with thousands of aliases


def rows(path: Path, columns: tuple[str, ...]) -> Iterator[Mapping[str, str]]:
    """Yield the lines of a file, with or without a byte order mark.

    Args:
        path: UTF-8 with a header.
        columns: those it must have; others are passed over.

    Raises:
        CommandRefused: it is not UTF-8, has no such columns, or a line cannot be read.
    """
    csv.field_size_limit(FIELD_MOST)
    with path.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.DictReader(stream, strict=True)
        try:
            missing = [one for one in columns if one not in (reader.fieldnames or ())]
            if missing:
                raise CommandRefused(str(path), f"has no column {', '.join(missing)}")
            for row in reader:
                if any(row[one] is None for one in columns):
                    raise CommandRefused(f"{path}, line {reader.line_num}", "has too few columns")
                yield row
        except UnicodeDecodeError as wrong:
            raise CommandRefused(str(path), f"is not UTF-8 ({wrong.reason})") from None
        except csv.Error as wrong:
            raise CommandRefused(f"{path}, line {reader.line_num}", str(wrong)) from None


def written(path: Path) -> TextIO | nullcontext[TextIO]:
    """Return the file to write, or the screen for `-`, which stays open."""
    if str(path) == "-":
        return nullcontext(sys.stdout)
    return path.open("w", encoding="utf-8", newline="")
