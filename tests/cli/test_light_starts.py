"""A command imports what it needs: nobody waits for libraries of somebody else's work."""

import subprocess
import sys
from collections.abc import Mapping, Sequence

import pytest

# each costs a start tens of milliseconds; typer itself brings pydantic
HEAVY = frozenset(
    {
        *("babel", "cryptography", "django.db", "granian", "holidays", "httpx", "joserfc", "nacl"),
        *("ninja", "PIL", "playwright", "pygments", "rapidfuzz", "rich", "uvicorn"),
    }
)
WITHOUT_NODE: Mapping[str, tuple[Sequence[str], frozenset[str]]] = {
    "help": (("--help",), frozenset()),
    "help of serve": (("serve", "--help"), frozenset()),
    # it makes keys and fills a database
    "help of init": (("init", "--help"), frozenset({"cryptography", "joserfc", "nacl"})),
}
# what our own modules may be at most: the command line, its refusals, the settings of a node
OURS = 40
LIST = """
import sys
from liaison.cli.main import main
try:
    main()
finally:
    print(*sys.modules)
"""


def imported(*words: str) -> set[str]:
    """Run one command in a process of its own and return the modules it imported."""
    line = [sys.executable, "-c", LIST, *words]
    said = subprocess.run(line, capture_output=True, text=True, check=True)  # noqa: S603
    return set(said.stdout.splitlines()[-1].split())


@pytest.mark.parametrize(("words", "allowed"), WITHOUT_NODE.values(), ids=WITHOUT_NODE)
def test_without_a_node_nothing_heavy_is_imported(
    words: Sequence[str], allowed: frozenset[str]
) -> None:
    modules = imported(*words)

    assert "liaison.cli.main" in modules
    assert modules & (HEAVY - allowed) == set()


def test_help_needs_no_room_of_the_house() -> None:
    ours = {name for name in imported("--help") if name.startswith("liaison.")}

    assert len(ours) <= OURS
    rooms = {name.split(".")[1] for name in ours}
    assert rooms <= {"cli", "core", "lib"}
