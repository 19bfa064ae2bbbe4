"""Organisations as a file: a bureau's authorities, agencies and posts, in TOML, read strictly."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path

from liaison.identity import policy
from liaison.identity.errors import FileRefused, InputRefused
from liaison.identity.states import Kind
from liaison.identity.types import OrganisationFacts

MAX_BYTES = 256 * 1024
MAX_ORGANISATIONS = 500
MAX_FACTS = 60
MAX_LABEL = 60
MAX_TEXT = 600
MAX_ADDRESS = 60
NEEDED = frozenset({"id", "kind", "name", "source"})
ALLOWED = NEEDED | {"address", "country", "facts", "local_name", "parent"}
ADDRESS = re.compile(r"[A-Z]+( [A-Z]+)*")
COUNTRY = re.compile(r"[A-Z]{3}")


def read(file: Path) -> tuple[OrganisationFacts, ...]:
    """Read the organisations of a file, in its order.

    Args:
        file: TOML in UTF-8 with one `[[organisation]]` for each.

    Raises:
        FileRefused: cannot be read, too large, or says something this house does not understand.
    """
    try:
        with file.open("rb") as opened:
            content = opened.read(MAX_BYTES + 1)
    except OSError as error:
        raise FileRefused(file.name, f"cannot be read ({error.strerror})") from error
    return parse(content)


def parse(content: bytes) -> tuple[OrganisationFacts, ...]:
    """Read organisations from the bytes of such a file.

    Raises:
        FileRefused: too large, or says something this house does not understand.
    """
    if len(content) > MAX_BYTES:
        raise FileRefused("file", f"more than {MAX_BYTES} bytes")
    try:
        said = tomllib.loads(content.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise FileRefused("file", f"not TOML: {error}") from error
    rows = said.get("organisation")
    if set(said) != {"organisation"} or not isinstance(rows, list):
        raise FileRefused("file", "must hold [[organisation]] tables and nothing else")
    if not 1 <= len(rows) <= MAX_ORGANISATIONS:
        raise FileRefused("file", f"must hold from 1 to {MAX_ORGANISATIONS} organisations")
    found = tuple(_organisation(f"organisation {n}", row) for n, row in enumerate(rows, 1))
    if len({facts.id for facts in found}) != len(found):
        raise FileRefused("file", "says one id twice")
    return found


def _organisation(place: str, row: object) -> OrganisationFacts:
    if not isinstance(row, dict) or not set(row) >= NEEDED or not set(row) <= ALLOWED:
        raise FileRefused(place, f"must say {_list(NEEDED)} and may say {_list(ALLOWED - NEEDED)}")
    place = f"{place} ({str(row['id'])[:MAX_LABEL]})"
    if row["kind"] not in [kind.value for kind in Kind]:
        raise FileRefused(place, f"kind must be one of {_list(Kind)}")
    return OrganisationFacts(
        id=_id(place, row["id"]),
        kind=Kind(row["kind"]).value,
        name=_name(place, row["name"]),
        local_name=_name(place, row["local_name"]) if "local_name" in row else "",
        address=_matching(place, row, "address", ADDRESS),
        country=_matching(place, row, "country", COUNTRY),
        parent=_id(place, row["parent"]) if "parent" in row else None,
        facts=_facts(place, row.get("facts", [])),
        source=_name(place, row["source"]),
    )


def _id(place: str, said: object) -> str:
    if not isinstance(said, str) or not policy.is_organisation_id(said):
        raise FileRefused(place, "an id is a path of a-z, 0-9 and hyphen, such as beijing/macao")
    return said


def _matching(place: str, row: Mapping[str, object], key: str, pattern: re.Pattern[str]) -> str:
    said = row.get(key, "")
    if said == "" and key not in row:
        return ""
    if not isinstance(said, str) or len(said) > MAX_ADDRESS or not pattern.fullmatch(said):
        raise FileRefused(place, f"{key} must look like {pattern.pattern}")
    return said


def _facts(place: str, said: object) -> tuple[tuple[str, str], ...]:
    if not isinstance(said, list) or len(said) > MAX_FACTS:
        raise FileRefused(place, f"facts must be a list of at most {MAX_FACTS}")
    found = []
    for pair in said:
        if not isinstance(pair, list) or len(pair) != len(("label", "text")):
            raise FileRefused(place, 'a fact is ["label", "text"]')
        label, text = (_text(place, item) for item in pair)
        if len(label) > MAX_LABEL:
            raise FileRefused(place, f"a label has at most {MAX_LABEL} characters")
        found.append((label, text))
    return tuple(found)


def _text(place: str, said: object) -> str:
    if not isinstance(said, str) or not said.strip() or len(said) > MAX_TEXT:
        raise FileRefused(place, f"texts must have from 1 to {MAX_TEXT} characters")
    return said


def _name(place: str, said: object) -> str:
    if not isinstance(said, str):
        raise FileRefused(place, "names must be texts")
    try:
        return policy.parse_name(said)
    except InputRefused as refusal:
        raise FileRefused(place, str(refusal)) from refusal


def _list(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))
