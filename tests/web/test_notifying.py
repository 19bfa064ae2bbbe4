"""Every kind of event that a room announces has words for the bell."""

import ast
import re
from pathlib import Path

from liaison.identity.services.warning import OTHERS, OWN
from liaison.identity.sign_in_changes import Change
from liaison.web.notifying import EVENTS

HOUSE = Path(__file__).parents[2] / "liaison"
KIND = re.compile(r"[a-z]+(:[a-z_]+){2}")
TELLERS = {"announce", "announce_desk", "announce_unit"}


def announced() -> set[str]:
    """Return the kinds that calls of the tellers name in full."""
    found = set()
    for file in HOUSE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            said = [*node.args, *(word.value for word in node.keywords)]
            found |= {
                one.value
                for one in said
                if name in TELLERS
                and isinstance(one, ast.Constant)
                and isinstance(one.value, str)
                and KIND.fullmatch(one.value)
            }
    return found


def test_every_change_of_a_sign_in_has_words() -> None:
    assert set(OWN) == set(OTHERS) == set(Change)
    kinds = {*OWN.values(), *OTHERS.values()}
    assert kinds == {kind for kind in EVENTS if re.match("identity:(own|person):", kind)}


def test_what_is_announced_has_words() -> None:
    kinds = announced()
    assert len(kinds) > 5
    assert kinds <= set(EVENTS)
