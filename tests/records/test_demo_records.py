"""The demonstration's lists of records: every line is taken and says that it is invented."""

import unicodedata
from datetime import date
from pathlib import Path

import pytest

from liaison.records import recordfile
from liaison.records.kinds.register import names
from liaison.records.states import RecordKind
from liaison.records.types import ParsedRecord

FOLDER = Path(__file__).parents[2] / "resources" / "demo"
TODAY = date(2026, 3, 2)
LISTS = {
    "persons.jsonl": RecordKind.PERSON,
    "vehicles.csv": RecordKind.VEHICLE,
    "vessels.csv": RecordKind.VESSEL,
    "firearms.csv": RecordKind.FIREARM,
    "works-of-art.csv": RecordKind.WORK_OF_ART,
    "administrative-documents.csv": RecordKind.ADMINISTRATIVE_DOCUMENT,
}
SCRIPTS = {"LATIN", "CJK", "HANGUL", "CYRILLIC", "ARABIC"}


@pytest.mark.parametrize(("name", "kind"), LISTS.items(), ids=LISTS)
def test_every_line_is_taken(name: str, kind: RecordKind) -> None:
    json_lines = name.endswith("l")
    with (FOLDER / name).open("rb") as stream:
        survey = recordfile.survey(stream, kind, json_lines=json_lines)
        stream.seek(0)
        rows = list(recordfile.read(stream, kind, json_lines=json_lines, today=TODAY))
    taken = [row.draft for row in rows if isinstance(row, ParsedRecord)]
    assert [row for row in rows if not isinstance(row, ParsedRecord)] == []
    assert len(taken) == survey.lines == 10
    assert len({draft.natural_key for draft in taken}) == 10
    assert all("Invented" in str(draft.fields["additional_information"]) for draft in taken)


def test_persons_have_names_in_many_scripts() -> None:
    with (FOLDER / "persons.jsonl").open("rb") as stream:
        rows = list(recordfile.read(stream, RecordKind.PERSON, json_lines=True, today=TODAY))
    said = "".join(
        name
        for row in rows
        if isinstance(row, ParsedRecord)
        for name in names(row.draft.kind, row.draft.fields)
    )
    assert {unicodedata.name(char).split()[0] for char in said if char.isalpha()} >= SCRIPTS
