"""Kernels answer alike compiled and not: this process runs them compiled, another one plain."""

import json
import subprocess
import sys

from liaison.lib.finding import compiled
from liaison.lib.finding.asking import mount
from liaison.lib.finding.building import build
from liaison.lib.finding.days import ANY, around
from tests.lib.finding.people import document, found

NAMES = ("anna berg", "annika bergman", "mohammed abd al rahman", "ivan petrov", "kim li wei")
ASKED = ("ana berg", "muhamad abdal rahman", "yvan petrova", "bergmann annika", "berg li")
PLAIN = """
import json, warnings
from liaison.lib.finding import compiled
warnings.simplefilter("ignore")
compiled.load = lambda: None
from tests.lib.finding import test_compiled
print(json.dumps(test_compiled.answers()))
"""


def answers() -> list[object]:
    """Return what a small segment says to some questions."""
    one = build(
        document(key, name, year=1950 + key, numbers=(f"E{key}234567",))
        for key, name in enumerate(NAMES * 4)
    )
    held = mount(one, [3, 7])
    named = [
        found([held], name, birth=near)
        for name in ASKED
        for near in (ANY, around(1955, years=2), around(1955, 6, 1, years=2))
    ]
    numbered = [
        sorted(one.key[one.numbered(text, edits=edits)].tolist())
        for text in ("E1234567", "E123456", "1E234567")
        for edits in (False, True)
    ]
    return [*named, *numbered]


def test_plain_and_compiled_answer_alike() -> None:
    compiled.load()
    done = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", PLAIN], capture_output=True, text=True, check=True
    )
    said = answers()
    assert any(said)
    assert json.loads(done.stdout) == said
