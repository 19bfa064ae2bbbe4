"""Sheets of the pictures that `make screenshots` took: one page to click through, and small ones.

    python -m tools.contact_sheet var/screenshots

A picture is `ROOM/SIGHT.LANGUAGE-WIDTH-COLOURS.png`. Written beside the rooms: `index.html`, a
table of all pages by all dresses, and `sheet-ROOM-NN.png`, six pages each in every dress.
"""

import sys
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

PER_SHEET = 6
CAPTION, GAP, FIRST = 22, 12, 170
# on a sheet a page is at most as high as this; what hangs over is cut off
WIDE, NARROW, HIGH = 420, 160, 460
STYLE = """
body { font: 14px/1.4 system-ui, sans-serif; margin: 1rem; background: #eef1f5; color: #182437; }
table { border-collapse: collapse; } th { text-align: start; vertical-align: top; padding: .5rem; }
td { padding: .25rem; vertical-align: top; }
thead th { position: sticky; top: 0; background: #eef1f5; }
img { display: block; inline-size: 18rem; max-block-size: 22rem; object-fit: cover;
  object-position: top; border: 1px solid #74839a; }
img.narrow { inline-size: 8rem; }
nav a { margin-inline-end: 1rem; }
"""
Pictures = dict[str, dict[str, Path]]


def dresses(rooms: dict[str, Pictures]) -> list[str]:
    """Return languages, widths and colours in which there are pictures, the first ones first."""
    found = {
        dress for sights in rooms.values() for dressed in sights.values() for dress in dressed
    }
    return sorted(found, key=lambda one: ("dark" in one, "1280" not in one, one[:2] != "en", one))


def found_in(folder: Path) -> dict[str, Pictures]:
    """Return room to sight to dress to file."""
    rooms: dict[str, Pictures] = {}
    for file in sorted(folder.glob("*/*.png")):
        sight, dress = file.stem.rsplit(".", 1)
        rooms.setdefault(file.parent.name, {}).setdefault(sight, {})[dress] = file
    return rooms


def page(rooms: dict[str, Pictures], columns: Sequence[str], folder: Path) -> str:
    """Return the contact sheet as a page that needs no server and no script."""
    ways = "".join(f'<a href="#{escape(room)}">{escape(room)}</a>' for room in rooms)
    heads = "".join(f'<th scope="col">{escape(one)}</th>' for one in ("", *columns))
    body = "".join(
        f'<tbody><tr><th id="{escape(room)}" colspan="{len(columns) + 1}">'
        f"<h2>{escape(room)}</h2></th></tr>"
        + "".join(_line(sight, dressed, columns, folder) for sight, dressed in sights.items())
        + "</tbody>"
        for room, sights in rooms.items()
    )
    return (
        '<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Every page</title>'
        f"<style>{STYLE}</style><h1>Every page</h1><nav>{ways}</nav>"
        f"<table><thead><tr>{heads}</tr></thead>{body}</table></html>"
    )


def _line(sight: str, dressed: dict[str, Path], columns: Sequence[str], folder: Path) -> str:
    cells = []
    for column in columns:
        if file := dressed.get(column):
            way, narrow = (
                escape(str(file.relative_to(folder))),
                "narrow" if "390" in column else "",
            )
            label = escape(f"{sight}, {column}")
            cells.append(
                f'<td><a href="{way}"><img loading="lazy" class="{narrow}" src="{way}"'
                f' alt="{label}"></a></td>'
            )
        else:
            cells.append("<td></td>")
    return f'<tr><th scope="row">{escape(sight)}</th>{"".join(cells)}</tr>'


def sheets(pictures: Pictures, columns: Sequence[str]) -> Iterator[Image.Image]:
    """Yield sheets of six pages of a room, a row for each."""
    font = ImageFont.load_default(15)
    widths = [NARROW if "390" in one else WIDE for one in columns]
    names = list(pictures)
    for start in range(0, len(names), PER_SHEET):
        here = names[start : start + PER_SHEET]
        size = (
            FIRST + sum(widths) + GAP * (len(widths) + 1),
            CAPTION + len(here) * (HIGH + GAP) + GAP,
        )
        sheet = Image.new("RGB", size, "#dfe4ea")
        draw, top = ImageDraw.Draw(sheet), CAPTION + GAP
        for sight in here:
            draw.multiline_text((GAP, top), sight.replace("-", "-\n"), fill="#182437", font=font)
            left = FIRST
            for column, width in zip(columns, widths, strict=True):
                draw.text((left, 4), column, fill="#182437", font=font)
                if file := pictures[sight].get(column):
                    sheet.paste(_small(file, width), (left, top))
                left += width + GAP
            top += HIGH + GAP
        yield sheet


def _small(file: Path, width: int) -> Image.Image:
    with Image.open(file) as picture:
        high = round(picture.height * width / picture.width)
        small = picture.convert("RGB").resize((width, high), Image.Resampling.LANCZOS)
    return small.crop((0, 0, width, min(high, HIGH)))


def main(folder: Path) -> None:
    """Write the page and the sheets."""
    rooms = found_in(folder)
    columns = dresses(rooms)
    (folder / "index.html").write_text(page(rooms, columns, folder), encoding="utf-8")
    for room, pictures in rooms.items():
        for number, sheet in enumerate(sheets(pictures, columns), start=1):
            sheet.save(folder / f"sheet-{room}-{number:02}.png")
    count = sum(len(dressed) for sights in rooms.values() for dressed in sights.values())
    print(f"{count} pictures of {sum(map(len, rooms.values()))} pages: {folder / 'index.html'}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
