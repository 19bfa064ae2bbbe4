"""A bureau can be founded with its people: everybody of the file, or no bureau at all."""

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from django.conf import settings

from liaison.audit.models import Leaf
from liaison.cli.first_day import CARD, open_bureau
from liaison.core.errors import CommandRefused, Refusal
from liaison.core.node import NodeSettings
from liaison.exchange import trust
from liaison.identity.errors import InputRefused, NameTaken
from liaison.identity.models import Chair, Organisation, Person
from tests.cast import FILES, PASSWORD
from tests.cli.things import a_plan

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
DORA = """
[[person]]
sign_in_name = "dora"
name = "Dora"
mail = "dora@example.org"
chairs = [{ organisation = "beijing", role = "auditor", days = 30 }]
"""
WRONG: Mapping[str, tuple[str, type[Refusal]]] = {
    "not TOML": ("[[person", CommandRefused),
    "a password in it": (DORA + 'password = "nine herons"', CommandRefused),
    "nobody": ("", CommandRefused),
    "the administrator once more": (DORA.replace('"dora"', '"administrator"'), NameTaken),
    "the same name twice": (DORA + DORA, NameTaken),
    "a sign-in name with blanks": (DORA.replace('"dora"', '"do ra"'), InputRefused),
    "an organisation that is none": (DORA.replace('"beijing"', '"atlantis"'), Refusal),
    "a role that is none": (DORA.replace('"auditor"', '"admiral"'), Refusal),
}


@pytest.fixture(autouse=True)
def trusting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A trust folder of the test's own, with a root."""
    folder = tmp_path / "trust"
    shutil.copytree(settings.NODE.trust_folder, folder)
    (folder / CARD).unlink(missing_ok=True)
    monkeypatch.setattr(NodeSettings, "trust_folder", property(lambda _: folder))
    return folder


def found(folder: Path, people: str) -> None:
    """Open Beijing with a file of people."""
    file = folder / "people.toml"
    file.write_text(people)
    said = {"organisation": "beijing", "name": "INTERPOL Beijing", "country": "CHN"}
    open_bureau(
        a_plan(folder, **said, organisations=FILES / "beijing.toml", people=file),
    )


def test_people_and_their_chairs_are_there(tmp_path: Path) -> None:
    found(tmp_path, DORA)

    dora = Person.objects.get(sign_in_name="dora")
    assert dora.mail == "dora@example.org"
    assert dora.check_password(PASSWORD)
    chair = Chair.objects.get(person=dora)
    assert (chair.organisation_id, chair.role) == ("beijing", "auditor")
    assert (chair.valid_until - chair.valid_from).days == 30
    assert Person.objects.count() == 2


@pytest.mark.parametrize(("people", "refusal"), WRONG.values(), ids=WRONG)
def test_refuses(people: str, refusal: type[Refusal], tmp_path: Path, trusting: Path) -> None:
    with pytest.raises(refusal):
        found(tmp_path, people)

    tables = (Person, Chair, Organisation, Leaf)
    assert [table._default_manager.count() for table in tables] == [0, 0, 0, 0]
    assert trust.version_in_force() is None
    assert not (trusting / CARD).exists()
