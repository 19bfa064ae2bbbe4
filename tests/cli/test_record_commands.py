"""`liaison records`: what is good in a file is taken, the rest is written down with its reason."""

import csv
import json
import uuid
from pathlib import Path

import pytest

from liaison.core.errors import CommandRefused, Refusal
from liaison.exchange.errors import TrustRefused
from liaison.records.errors import (
    FileRefused,
    NoSuchRecord,
    RecipientsRefused,
    TransitionRefused,
)
from liaison.records.models import Copy, Record
from liaison.search.models import SearchEntry
from tests.cast import NOW, entries
from tests.cli.conftest import Liaison
from tests.cli.things import a_card

pytestmark = pytest.mark.django_db
HEADER = "number,issuing_state,document_type,fraud,reporting_state,stolen_on"
GOOD = "LX7310254,CHN,passport,lost_or_stolen,CHN,2026-01-19"
OTHER = "LX7310255,CHN,passport,lost_or_stolen,CHN,2026-01-20"
FORMULA = '"=HYPERLINK(""x"")",CHN,passport,lost_or_stolen,CHN,2026-01-19'
FUTURE = "LX7310256,CHN,passport,lost_or_stolen,CHN,2027-01-19"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file with two documents."""
    found = tmp_path / "stolen.csv"
    found.write_text(f"{HEADER}\n{GOOD}\n{OTHER}\n")
    return found


@pytest.fixture
def _seoul(liaison: Liaison, tmp_path: Path) -> None:
    """Let a directory rule that lists Seoul."""
    own, seoul, signed = (tmp_path / name for name in ("b.json", "s.json", "directory.jws"))
    own.write_text(liaison("trust", "card").stdout)
    seoul.write_text(json.dumps(a_card("seoul", tmp_path / "seoul", now=NOW)))
    liaison("trust", "sign", own, seoul, "--out", signed)
    liaison("trust", "install", signed)


def test_takes_a_file_for_nobody_else(liaison: Liaison, file: Path) -> None:
    found = liaison("records", "import", file, "--to-nobody")

    assert found.exit_code == 0
    assert "2 new, 0 changed, 0 unchanged, 0 refused; 0 messages queued" in found.stdout
    numbers = set(Record.objects.values_list("label", flat=True))
    assert numbers == {"LX7310254", "LX7310255"}
    assert not file.with_suffix(".rejects.csv").exists()


def test_builds_the_index_again(liaison: Liaison, file: Path) -> None:
    liaison("records", "import", file, "--to-nobody")
    SearchEntry.objects.all().delete()

    found = liaison("reindex")

    assert found.exit_code == 0
    assert "2 records are in the index again" in found.stdout
    assert SearchEntry.objects.count() == 2


@pytest.mark.usefixtures("_seoul")
@pytest.mark.parametrize("to", [(), ("--to", "seoul")], ids=["everybody", "Seoul"])
def test_sends_copies(to: tuple[str, ...], liaison: Liaison, file: Path) -> None:
    found = liaison("records", "import", file, *to)

    assert "1 messages queued" in found.stdout
    assert set(Copy.objects.values_list("organisation", flat=True)) == {"seoul"}
    assert Copy.objects.count() == 2


def test_the_same_file_again_changes_nothing(liaison: Liaison, file: Path) -> None:
    liaison("records", "import", file, "--to-nobody")
    rows = list(Record.objects.order_by("id").values())

    found = liaison("records", "import", file, "--to-nobody")

    assert "0 new, 0 changed, 2 unchanged" in found.stdout
    assert list(Record.objects.order_by("id").values()) == rows


@pytest.mark.parametrize("named", [True, False], ids=["where it was told", "beside the file"])
def test_refused_lines_are_written_down(
    named: bool,  # noqa: FBT001 - a case of the table
    liaison: Liaison,
    file: Path,
) -> None:
    file.write_text(f"{HEADER}\n{FORMULA}\n{GOOD}\n{FUTURE}\n")
    rejects = file.with_name("refused.csv" if named else "stolen.rejects.csv")

    said = ("--rejects", rejects) if named else ()
    found = liaison("records", "import", file, "--to-nobody", *said)

    assert found.exit_code == 1
    assert "1 new" in found.stdout
    assert "2 refused" in found.stdout
    assert str(rejects) in found.stdout
    with rejects.open(newline="") as stream:
        header, first, second = csv.reader(stream)
    assert header == ["line", "column", "value", "reason"]
    # a spreadsheet must not run what somebody else wrote
    assert first[:3] == ["2", "number", '\'=HYPERLINK("x")']
    assert second[:3] == ["4", "stolen_on", "2027-01-19"]
    assert Record.objects.get().label == "LX7310254"


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (None, CommandRefused),
        (b"", FileRefused),
        (HEADER.encode(), FileRefused),
        (b"number\nLX7310254\n", FileRefused),
        (f"{HEADER},surname\n{GOOD},x\n".encode(), FileRefused),
        (f"{HEADER}\n{GOOD}\n".encode("utf-16"), FileRefused),
        (f"{HEADER}\n{GOOD}\n\0".encode(), FileRefused),
    ],
    ids=["missing", "empty", "a header", "a column too few", "a person", "UTF-16", "NUL"],
)
def test_a_file_that_is_none_is_refused_whole(
    content: bytes | None, refusal: type[Refusal], liaison: Liaison, file: Path
) -> None:
    file.unlink()
    if content is not None:
        file.write_bytes(content)
    before = entries()

    with pytest.raises(refusal):
        liaison("records", "import", file, "--to-nobody")

    assert not Record.objects.exists()
    assert entries() == before


def test_without_a_directory_nobody_gets_copies(liaison: Liaison, file: Path) -> None:
    before = entries()

    with pytest.raises(TrustRefused):
        liaison("records", "import", file)

    assert not Record.objects.exists()
    assert entries() == before


def test_our_own_bureau_gets_no_copy(liaison: Liaison, file: Path) -> None:
    with pytest.raises(RecipientsRefused):
        liaison("records", "import", file, "--to", "beijing")

    assert not Record.objects.exists()


@pytest.mark.parametrize(
    ("document", "refusal"),
    [
        ("LX7310254", CommandRefused),
        ("", CommandRefused),
        (str(uuid.UUID(int=7)), NoSuchRecord),
    ],
    ids=["a number", "empty", "nobody's"],
)
def test_withdraws_only_a_document_it_has(
    document: str, refusal: type[Refusal], liaison: Liaison, file: Path
) -> None:
    liaison("records", "import", file, "--to-nobody")
    before = entries()

    with pytest.raises(refusal):
        liaison("records", "withdraw", document, "--reason", "found")

    assert set(Record.objects.values_list("state", flat=True)) == {"active"}
    assert entries() == before


def test_withdraws_once(liaison: Liaison, file: Path) -> None:
    liaison("records", "import", file, "--to-nobody")
    row = Record.objects.get(label="LX7310254")

    assert liaison("records", "withdraw", row.id, "--reason", "found").exit_code == 0
    with pytest.raises(TransitionRefused):
        liaison("records", "withdraw", row.id, "--reason", "found")
    assert liaison("records", "withdraw", row.id, "--reason", "bored").exit_code == 2

    row.refresh_from_db()
    assert row.state == "withdrawn"
