"""The repository keeps its promises: commands, locks, reasons, licences, links, paths."""

import re
import tomllib
from importlib import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
ADRS = sorted((ROOT / "docs" / "adr").glob("*.md"))
ADR_LINES = 60
README_LINES = 60
LINK = re.compile(r"(?<!!)\[[^\]]+\]\(([^)\s]+)\)")
PICTURE = re.compile(r"!\[[^\]]*\]\(([^)\s]+)\)")
PATH = re.compile(r"`((?:liaison|tests|tools|resources|docs|benchmarks)/[\w./-]+\.\w+)`")
LOCKED = re.compile(r"^([a-z0-9-]+)(?:\[[a-z,]+\])?==", re.MULTILINE)
# used unchanged, as a library: allowed by its licence whatever ours is
LESSER = {"psycopg", "psycopg-binary"}


def text(name: str) -> str:
    """Return a file of the repository."""
    return (ROOT / name).read_text(encoding="utf-8")


def named(file: Path) -> str:
    """Return a file as the repository knows it."""
    return file.relative_to(ROOT).as_posix()


def anchors(page: Path) -> set[str]:
    """Return the names under which the headings of a page can be reached."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def licence(package: str) -> str:
    """Return everything an installed package says about its licence."""
    said = metadata.metadata(package)
    fields = [said[name] for name in ("License-Expression", "License") if name in said]
    classifiers = [line for line in said.get_all("Classifier", []) if line.startswith("License")]
    # a whole licence may stand in a field: its name is in the first line
    return " ".join([*(field.strip().split("\n")[0] for field in fields), *classifiers]).strip()


def test_ci_runs_the_commands_of_everybody() -> None:
    script = text(".ci/run")
    assert "make check" in script
    assert "make test" in script


def test_the_readme_fits_one_screen_and_names_the_commands() -> None:
    readme = text("README.md")
    assert len(readme.splitlines()) <= README_LINES
    for command in ("make demo", "make test"):
        assert command in readme


def test_every_gate_is_among_the_gates() -> None:
    """A gate that `make check` does not open stops nobody."""
    makefile = text("Makefile")
    listed = re.search(r"^GATES := (.+)$", makefile, re.MULTILINE)
    assert listed is not None
    assert set(listed[1].split()) == set(re.findall(r"^(gate-[a-z]+):", makefile, re.MULTILINE))


@pytest.mark.parametrize("lock", ["runtime.lock", "dev.lock", "uv.lock", "node.lock"])
def test_locks_have_hashes_and_no_hosts(lock: str) -> None:
    """What is installed is what was locked, wherever it comes from."""
    content = text(f"requirements/{lock}")
    assert "://" not in content
    assert "--hash=sha256:" in content


def test_every_runtime_dependency_says_why() -> None:
    block = text("pyproject.toml").split("\ndependencies = [\n")[1].split("\n]")[0]
    lines = [line.strip() for line in block.splitlines()]
    assert [line for line in lines if not re.search(r'^".+==.+",\s+# \w', line)] == []
    assert len(lines) == len(tomllib.loads(text("pyproject.toml"))["project"]["dependencies"])


def test_no_licence_binds_what_uses_us() -> None:
    """No GPL and no AGPL; psycopg is LGPL and stays unchanged."""
    found: dict[str, str] = {}
    for package in LOCKED.findall(text("requirements/runtime.lock")):
        try:
            found[package] = licence(package)
        except metadata.PackageNotFoundError:
            continue  # of another platform
    assert [package for package, said in found.items() if not said] == []
    bound = {
        package
        for package, said in found.items()
        if re.search(r"GPL|General Public License", said, re.IGNORECASE)
    }
    assert bound <= LESSER
    assert all("LGPL" in found[package] for package in bound)


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_links_lead_somewhere(page: Path) -> None:
    content = page.read_text(encoding="utf-8")
    for target in [*LINK.findall(content), *PICTURE.findall(content)]:
        if "://" in target:
            continue
        file, _, anchor = target.partition("#")
        there = (page.parent / file).resolve() if file else page
        assert there.exists(), target
        assert not anchor or anchor in anchors(there), target


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_paths_named_in_prose_exist(page: Path) -> None:
    """A document that names a file is checked like an import."""
    paths = PATH.findall(page.read_text(encoding="utf-8"))
    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_decisions_are_numbered_without_a_gap() -> None:
    numbers = [int(file.name[:4]) for file in ADRS if file.name != "README.md"]
    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize("record", ADRS, ids=lambda file: file.stem)
def test_decisions_are_short_and_complete(record: Path) -> None:
    content = record.read_text(encoding="utf-8")
    assert len(content.splitlines()) <= ADR_LINES
    for part in ("## Context", "## Decision", "## Consequences", "## Rejected"):
        assert part in content


def test_the_newest_release_of_the_changelog_is_the_version() -> None:
    released = re.search(r"^## \[(\d+\.\d+\.\d+)\]", text("CHANGELOG.md"), re.MULTILINE)
    assert released is not None
    assert tomllib.loads(text("pyproject.toml"))["project"]["version"] == released[1]
