"""What no linter sees: foreign keys point down, files are short, no import hides in a function."""

import ast
import configparser
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

ROOT = Path(__file__).parents[2]
OURS = [model for model in apps.get_models() if model.__module__.startswith("liaison.")]
FOLDERS = ("liaison", "tests", "tools", "benchmarks")
MOST_LINES = 400
# the command line chooses a node first, and only then can its tables be named; the compiler of the
# kernels and a dictionary take a second to load, which only those wait for who need them
LATE = {
    "liaison/cli/starting.py",
    "liaison/lib/machinecode.py",
    "liaison/lib/names/scripts/mandarin.py",
}
# what is plugged in needs tables, which exist once every application is loaded
PLUGS = "apps.py"
FORBIDDEN_NAMES = {"utils", "helpers", "common", "misc", "base"}


def floors() -> dict[str, int]:
    """Read the floor of each package from the layers contract; the roof is highest."""
    parser = configparser.ConfigParser()
    parser.read(ROOT / ".importlinter")
    layers = parser["importlinter:contract:floors"]["layers"].split("\n")
    lines = [line for line in layers if line.strip()]
    return {
        name: len(lines) - number
        for number, line in enumerate(lines)
        for name in re.findall(r"\w+", line)
    }


def sources(folder: str) -> list[Path]:
    """Return the Python files of a folder of the repository."""
    return sorted((ROOT / folder).rglob("*.py"))


def named(file: Path) -> str:
    """Return a file as the repository knows it."""
    return file.relative_to(ROOT).as_posix()


def hidden_imports(tree: ast.Module) -> Iterator[str]:
    """Yield what of ours is imported inside functions and methods."""
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        for node in ast.walk(function):
            if isinstance(node, ast.ImportFrom):
                yield node.module or ""
            elif isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_foreign_keys_point_down_or_stay_home(model: type[models.Model]) -> None:
    """A string foreign key is an arrow too."""
    floor = floors()
    for field in model._meta.get_fields():
        target = getattr(field, "related_model", None)
        if target is None or field.auto_created:
            continue
        here, there = model._meta.app_label, target._meta.app_label
        assert here == there or floor.get(there, -1) < floor[here], f"{field} climbs to {there}"


def test_every_application_of_ours_has_a_floor() -> None:
    """A table outside the plan would be below everything."""
    labels = {config.label for config in apps.get_app_configs() if config.name[:8] == "liaison."}
    assert labels <= floors().keys()


@pytest.mark.parametrize("folder", FOLDERS)
def test_files_are_short(folder: str) -> None:
    """400 lines, hard."""
    long = {
        named(file): lines
        for file in sources(folder)
        if (lines := len(file.read_text().splitlines())) > MOST_LINES
    }
    assert not long


def test_no_import_of_ours_hides_in_a_function() -> None:
    """A lazy import is an arrow that no drawing shows."""
    hidden = {
        named(file): ours
        for file in sources("liaison")
        if file.name != PLUGS
        and (
            ours := [
                name
                for name in hidden_imports(ast.parse(file.read_text()))
                if name.split(".")[0] == "liaison"
            ]
        )
    }
    assert not hidden


def test_modules_are_chosen_at_run_time_in_one_place() -> None:
    """Importing by name goes past every contract."""
    chosen = re.compile(r"\b(importlib(?! import resources)|__import__|import_string)\b")
    found = {named(file) for file in sources("liaison") if chosen.search(file.read_text())}
    assert found == LATE


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_file_has_a_caption_and_a_name_of_its_own(folder: str) -> None:
    """What has no name has no place."""
    nameless = [named(file) for file in sources(folder) if file.stem in FORBIDDEN_NAMES]
    silent = [
        named(file)
        for file in sources(folder)
        if "migrations" not in file.parts
        and (content := file.read_text())
        and ast.get_docstring(ast.parse(content)) is None
    ]
    assert (nameless, silent) == ([], [])
