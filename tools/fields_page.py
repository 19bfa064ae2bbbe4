"""Draw docs/reference/fields.md: what each kind of record says, and which values belong together.

The words are those of the code: the tables of fields, and the docstrings of what refuses.
"""

import inspect
import re
from collections.abc import Iterable, Iterator
from types import ModuleType
from typing import Final

from liaison.casework import policy as casework
from liaison.queries import policy as queries
from liaison.records import policy as records
from liaison.records.kinds.register import KINDS
from liaison.records.kinds.table import Field, Kind, agree

HEAD: Final = ("field", "needed", "how many", "values", "about a person", "travels")
ROOMS: Final[tuple[tuple[str, ModuleType], ...]] = (
    ("Records", records),
    ("Requests and answers", casework),
    ("Checks and hits", queries),
)
RAISES: Final = re.compile(r"Raises:\s*\n(.*?)(?:\n\s*\n|\Z)", re.DOTALL)


def parts() -> Iterator[str]:
    """Return the page, piece by piece, below its title."""
    yield (
        "A record says what the table of its kind names and nothing else; an unknown field is "
        "refused, and so are fields that contradict each other. A field that does not travel "
        "stays on the node that holds it: no message, file or answer to another bureau has it."
    )
    for kind in KINDS.values():
        yield from _kind(kind)
    yield "## Values that belong together"
    yield "What refuses a combination, by room, in the words of the code."
    for title, room in ROOMS:
        yield f"### {title}"
        yield _table(("rule", "refused when", "where"), _rules(room))


def _kind(kind: Kind) -> Iterator[str]:
    yield f"## {kind.kind.value.replace('_', ' ').capitalize()}"
    yield _table(HEAD, [_field(one) for one in kind.fields])
    groups = ["with ".join(f"`{name}` " for name in group).strip() for group in kind.natural]
    same = ", or ".join([*groups, "the owner's own reference"])
    yield f"Two records of one owner are about the same thing when they agree in {same}."
    if kind.check is not agree:
        when = _refused_when(kind.check)
        yield f"Fields that belong together: {_first(kind.check.__doc__)} Refused: {when}"


def _field(field: Field) -> tuple[str, ...]:
    values = ", ".join(f"`{one}`" for one in field.choices)
    inside = ", ".join(f"`{one.name}`" for one in field.parts)
    return (
        f"`{field.name}`",
        "yes" if field.mandatory else "",
        f"at most {field.many}" if field.many else "one",
        values or (f"of {inside}" if inside else "text"),
        "yes" if field.personal else "",
        "no" if field.local else "yes",
    )


def _rules(room: ModuleType) -> Iterator[tuple[str, str, str]]:
    place = room.__name__.replace(".", "/") + ".py"
    for name, found in inspect.getmembers(room, inspect.isfunction):
        if name.startswith("check_") and found.__module__ == room.__name__:
            yield _first(found.__doc__), _refused_when(found), f"`{place}`"


def _refused_when(check: object) -> str:
    """Return what a docstring says under `Raises`, without the name of the first refusal."""
    raised = RAISES.search(inspect.getdoc(check) or "")
    when = " ".join((raised[1] if raised else "").split())
    return when.partition(": ")[2] or when


def _first(text: str | None) -> str:
    return " ".join((text or "").strip().split("\n\n")[0].split())


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    lines = [tuple(head), ("---",) * len(tuple(head)), *(tuple(row) for row in rows)]
    return "\n".join(f"| {' | '.join(cell.replace('|', ', ') for cell in row)} |" for row in lines)
