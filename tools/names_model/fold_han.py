"""Writes which Han characters are forms of one another, from the tables of OpenCC.

Source: the character tables of OpenCC (Apache-2.0), as any of its Python packages carries them.
Use: python -m tools.names_model.fold_han FOLDER_OF_TABLES
"""

import sys
from pathlib import Path
from typing import Final

TARGET: Final = Path("liaison/lib/names/scripts/data/han_forms.txt")
_TABLES: Final = ("JPShinjitaiCharacters.txt", "HKVariantsRev.txt", "TWVariantsRev.txt")
_SIMPLIFIED: Final = "TSCharacters.txt"


def _table(path: Path) -> dict[str, str]:
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    pairs = {row[0]: row[1].split(" ")[0] for row in rows if len(row) == 2}  # noqa: PLR2004 - a form and its forms
    return {a: b for a, b in pairs.items() if len(a) == len(b) == 1 and a != b}


def main(folder: str) -> None:
    """Write the table: every known form, then the simplified form it is folded to."""
    source = Path(folder)
    older: dict[str, str] = {}
    for name in _TABLES:
        older = {**_table(source / name), **older}
    simplified = _table(source / _SIMPLIFIED)
    folded: dict[str, str] = {}
    for char in {*older, *older.values(), *simplified}:
        base = older.get(char, char)
        form = simplified.get(base, base)
        form = simplified.get(older.get(form, form), older.get(form, form))
        if form != char and max(char, form) <= "\uffff":
            folded[char] = form
    for char, form in folded.items():
        folded[char] = folded.get(form, form)
    lines = [f"{char}{form}" for char, form in sorted(folded.items()) if char != form]
    note = "# Derived from the character tables of OpenCC (Apache-2.0): form, folded form"
    TARGET.write_text("\n".join((note, *lines)) + "\n", encoding="utf-8")
    print(f"{TARGET}: {len(lines)} characters")


if __name__ == "__main__":
    main(sys.argv[1])
