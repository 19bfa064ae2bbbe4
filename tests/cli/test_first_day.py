"""The first day: organisations, an administrator, and a directory that lists the bureau."""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from liaison.audit.models import Leaf
from liaison.cli.at_the_machine import command_line
from liaison.cli.first_day import CARD, open_bureau
from liaison.core.errors import Refusal
from liaison.core.node import NodeSettings
from liaison.exchange import keymaking, trust
from liaison.identity.errors import FileRefused, InputRefused, PasswordRefused
from liaison.identity.models import Chair, Organisation, Person
from liaison.identity.types import Permission
from tests.cast import FILES, NOW, PASSWORD
from tests.cli.things import a_plan

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
BEIJING: Mapping[str, Any] = {
    "organisation": "beijing",
    "name": "INTERPOL Beijing",
    "country": "CHN",
}
WRONG: Mapping[str, tuple[Mapping[str, Any], type[Refusal]]] = {
    "a short password": ({"password": "heron"}, PasswordRefused),
    "a sign-in name with blanks": ({"administrator": "a da"}, InputRefused),
    "a country that is none": ({"country": "China"}, Refusal),
    "a name turned round": ({"name": "\u202egnijieB"}, InputRefused),
    "a file of something else": ({"organisations": Path(__file__)}, FileRefused),
}


@pytest.fixture(autouse=True)
def trusting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A trust folder of the test's own, with a root."""
    folder = tmp_path / "trust"
    shutil.copytree(settings.NODE.trust_folder, folder)
    (folder / CARD).unlink(missing_ok=True)
    monkeypatch.setattr(NodeSettings, "trust_folder", property(lambda _: folder))
    return folder


def test_the_administrator_can_sign_in(tmp_path: Path) -> None:
    open_bureau(a_plan(tmp_path, **BEIJING))

    assert Person.objects.get().check_password(PASSWORD)
    chair = Chair.objects.get()
    assert (chair.organisation_id, chair.role) == ("beijing", "administrator")
    assert chair.valid_from == NOW
    assert Organisation.objects.get(pk="beijing").name == "INTERPOL Beijing"


def test_its_directory_lists_itself(tmp_path: Path, trusting: Path) -> None:
    open_bureau(a_plan(tmp_path, **BEIJING))

    assert list(trust.directory(NOW).entries) == ["beijing"]
    card = json.loads((trusting / CARD).read_text())
    assert (card["id"], card["name"]) == ("beijing", "INTERPOL Beijing")


def test_without_a_root_it_waits_for_a_directory(tmp_path: Path, trusting: Path) -> None:
    (trusting / keymaking.ROOT_PRIVATE).unlink()

    open_bureau(a_plan(tmp_path, **BEIJING))

    assert trust.version_in_force() is None
    assert (trusting / CARD).exists()


def test_organisations_come_from_a_file(tmp_path: Path) -> None:
    open_bureau(a_plan(tmp_path, **BEIJING, organisations=FILES / "beijing.toml"))

    assert Organisation.objects.filter(parent="beijing").exists()


def test_a_password_of_ones_own_is_not_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    open_bureau(a_plan(tmp_path, **BEIJING))

    out, err = capsys.readouterr()
    assert PASSWORD not in out + err
    assert f"liaison serve --home {tmp_path}" in out


def test_a_password_that_was_made_is_shown_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    open_bureau(a_plan(tmp_path, **BEIJING, password=""))

    (line,) = [
        words for words in capsys.readouterr().out.splitlines() if "shown this once" in words
    ]
    assert Person.objects.get().check_password(line.split()[1])


@pytest.mark.parametrize(("changes", "refusal"), WRONG.values(), ids=WRONG)
def test_refuses(
    changes: Mapping[str, Any], refusal: type[Refusal], tmp_path: Path, trusting: Path
) -> None:
    with pytest.raises(refusal):
        open_bureau(a_plan(tmp_path, **{**BEIJING, **changes}))

    tables = (Person, Chair, Organisation, Leaf)
    assert [table._default_manager.count() for table in tables] == [0, 0, 0, 0]
    assert trust.version_in_force() is None
    assert not (trusting / CARD).exists()


def test_whoever_sits_at_the_machine_is_named_so() -> None:
    actor = command_line()

    assert actor.permissions == frozenset(Permission)
    assert (actor.organisation, actor.bureau) == ("beijing", "beijing")
    assert "command line" in actor.who.person
