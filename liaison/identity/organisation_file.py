"""Organisations as a file: a bureau's authorities, agencies and posts, in TOML, read strictly."""

import re
from pathlib import Path

from liaison.core import datafile
from liaison.core.datafile import Table
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
MAY = frozenset({"address", "country", "facts", "local_name", "parent"})
FACT = ("label", "text")
ADDRESS = re.compile(r"[A-Z]+( [A-Z]+)*")
COUNTRY = re.compile(r"[A-Z]{3}")


def read(file: Path) -> tuple[OrganisationFacts, ...]:
    """Read the organisations of a file, in its order.

    Args:
        file: TOML in UTF-8 with one `[[organisation]]` for each.

    Raises:
        FileRefused: cannot be read, too large, or says something this house does not understand.
    """
    return parse(datafile.read(file, most=MAX_BYTES, refused=FileRefused))


def parse(content: bytes) -> tuple[OrganisationFacts, ...]:
    """Read organisations from the bytes of such a file.

    Raises:
        FileRefused: too large, or says something this house does not understand.
    """
    whole = datafile.parse(content, most=MAX_BYTES, refused=FileRefused).only({"organisation"})
    found = tuple(_organisation(row) for row in whole.rows("organisation", most=MAX_ORGANISATIONS))
    if len({facts.id for facts in found}) != len(found):
        raise whole.wrong("says one id twice")
    return found


def _organisation(row: Table) -> OrganisationFacts:
    row = row.only(NEEDED, MAY).named("id")
    return OrganisationFacts(
        id=_id(row, "id"),
        kind=row.one_of("kind", Kind).value,
        name=_name(row, "name"),
        local_name=_name(row, "local_name") if "local_name" in row else "",
        address=_matching(row, "address", ADDRESS),
        country=_matching(row, "country", COUNTRY),
        parent=_id(row, "parent") if "parent" in row else None,
        facts=_facts(row),
        source=_name(row, "source"),
    )


def _id(row: Table, key: str) -> str:
    said = row.text(key, most=policy.ORGANISATION_ID_MAX)
    if not policy.is_organisation_id(said):
        raise row.wrong("an id is a path of a-z, 0-9 and hyphen, such as beijing/macao")
    return said


def _matching(row: Table, key: str, pattern: re.Pattern[str]) -> str:
    said = row.text(key, most=MAX_ADDRESS) if key in row else ""
    if said and not pattern.fullmatch(said):
        raise row.wrong(f"{key} must look like {pattern.pattern}")
    return said


def _facts(row: Table) -> tuple[tuple[str, str], ...]:
    pairs = row.items("facts", most=MAX_FACTS) if "facts" in row else []
    found = []
    for number, pair in enumerate(pairs, 1):
        if not isinstance(pair, list) or len(pair) != len(FACT):
            raise row.wrong('a fact is ["label", "text"]')
        fact = Table(
            f"{row.place}: fact {number}", dict(zip(FACT, pair, strict=True)), FileRefused
        )
        found.append((fact.text("label", most=MAX_LABEL), fact.text("text", most=MAX_TEXT)))
    return tuple(found)


def _name(row: Table, key: str) -> str:
    try:
        return policy.parse_name(row.text(key, most=policy.NAME_MAX))
    except InputRefused as refusal:
        raise row.wrong(str(refusal)) from refusal
