"""`liaison audit verify`: a report for people or for programs, and a status for scripts."""

import json
import sys
from pathlib import Path

import pytest

from liaison.audit import services
from liaison.audit.models import Payload
from liaison.cli import main as house
from liaison.cli import starting
from tests.audit.cast import drop_triggers
from tests.cast import NOW, entries
from tests.cli.conftest import Liaison

pytestmark = pytest.mark.django_db


@pytest.fixture
def altered(liaison: Liaison) -> None:
    """Change one byte of one entry behind the back of the house."""
    liaison("user", "add", "ada", "--name", "Ada")
    services.integrate(now=NOW)
    drop_triggers()
    row = Payload.objects.get(event="identity:person:added")
    Payload.objects.filter(pk=row.pk).update(body=row.body.replace("Ada", "Eve"))


def test_a_log_that_is_what_it_was(liaison: Liaison) -> None:
    services.integrate(now=NOW)
    liaison("user", "add", "ada", "--name", "Ada")

    found = liaison("audit", "verify", "--json")

    said = json.loads(found.stdout)
    assert found.exit_code == 0
    assert (said["ok"], said["failures"]) == (True, [])
    assert said["entries"] == entries()
    assert said["pending"] == said["entries"] - said["sequenced"] == 2
    assert said["checkpoints"] == 1


@pytest.mark.usefixtures("altered")
def test_a_log_that_was_altered(liaison: Liaison) -> None:
    found = liaison("audit", "verify", "--json")

    said = json.loads(found.stdout)
    assert found.exit_code == 1
    assert said["ok"] is False
    assert [failure["kind"] for failure in said["failures"]] == ["words_changed"]
    assert said["failures"][0]["sequence"] is not None


def test_people_read_a_sentence(liaison: Liaison) -> None:
    found = liaison("audit", "verify")

    assert "The log is what it was." in found.stdout
    assert f"{entries()} entries" in found.stdout


@pytest.mark.usefixtures("altered")
def test_people_read_what_is_wrong(liaison: Liaison) -> None:
    found = liaison("audit", "verify")

    assert found.exit_code == 1
    assert "THE LOG IS NOT WHAT IT WAS." in found.stdout
    assert "words_changed at " in found.stdout


@pytest.mark.parametrize("spoil", [True, False], ids=["altered", "as it was"])
def test_a_script_sees_it_by_the_status(
    spoil: bool,  # noqa: FBT001 - a case of the table
    request: pytest.FixtureRequest,
    liaison: Liaison,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    """The same through `liaison` itself."""
    started: list[Path] = []
    assert liaison is not None
    if spoil:
        request.getfixturevalue("altered")
    monkeypatch.setattr(starting, "start", started.append)
    monkeypatch.setattr(sys, "argv", ["liaison", "audit", "verify", "--home", str(tmp_path)])

    with pytest.raises(SystemExit) as ended:
        house.main()

    assert ended.value.code == int(spoil)
    assert started == [tmp_path]
