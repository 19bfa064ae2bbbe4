"""What the site of the documents needs beyond them: the pages at the root, and the order of all.

Hooks of MkDocs, named in `mkdocs.yml`. A link from a page in `docs/` to a file at the root is made
one inside the site; what is no page (code, resources) is named, not linked.
"""

import posixpath
import re
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page

ROOT = Path(__file__).resolve().parents[1]
# page at the root -> its place in the site
PROJECT = {
    "README.md": "project/readme.md",
    "ARCHITECTURE.md": "project/architecture.md",
    "CONTRIBUTING.md": "project/contributing.md",
    "SECURITY.md": "project/security.md",
    "CHANGELOG.md": "project/changelog.md",
}
# folder of docs/ -> title of its section, in the order of the site
SECTIONS = {
    "How to": "How to",
    "Explanation": "Explanation",
    "Reference": "Reference",
    "Security": "Security",
    "Adr": "Decisions",
    "Project": "Project",
}
LINK = re.compile(r"(?<!!)\[([^\]]+)\]\(([^)\s#]*)(#[^)\s]*)?\)")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Put the pages of the root into the site."""
    for source, place in PROJECT.items():
        content = (ROOT / source).read_text(encoding="utf-8")
        files.append(File.generated(config, place, content=content))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Turn links of the repository into links of the site."""
    del config
    place = page.file.src_uri
    origin = {there: here for here, there in PROJECT.items()}.get(place, f"docs/{place}")

    def turned(found: re.Match[str]) -> str:
        words, target, anchor = found[1], found[2], found[3] or ""
        if not target or "://" in target:
            return found[0]
        path = posixpath.normpath(posixpath.join(posixpath.dirname(origin), target))
        inside = PROJECT.get(path) or path.removeprefix("docs/")
        if files.get_file_from_path(inside) is None:
            # not of the site: the file exists, or a test of the repository had said so
            return words if (ROOT / path).exists() else found[0]
        relative = posixpath.relpath(inside, posixpath.dirname(place) or ".")
        return f"[{words}]({relative}{anchor})"

    return LINK.sub(turned, markdown)


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Order the sections and give them their titles."""
    del config, files
    order = list(SECTIONS)
    for item in nav.items:
        if isinstance(item, Section) and item.title not in SECTIONS:
            raise ValueError(item.title)

    def rank(item: object) -> int:
        return order.index(item.title) + 1 if isinstance(item, Section) else 0

    nav.items.sort(key=rank)
    for item in nav.items:
        if isinstance(item, Section):
            item.title = SECTIONS[item.title]
    return nav
