"""A file of organisations is read strictly, and its tree must be one."""

from pathlib import Path

import pytest

from liaison.identity import organisation_file, services
from liaison.identity.errors import FileRefused, OutsideAuthority, PermissionRefused
from liaison.identity.models import Organisation
from liaison.identity.states import DESKS
from tests.cast import FILES, NOW, an_actor, entries, the_machine, the_organisations

GOOD = """
[[organisation]]
id = "rome"
kind = "ncb"
name = "INTERPOL Rome"
source = "invented"
address = "IP ROME"
country = "ITA"
facts = [["Region", "Europe"]]
"""
REFUSALS = {
    "nothing in it": "",
    "not TOML": "[[organisation",
    "something else": GOOD + "[colours]",
    "a table where a list belongs": '[organisation]\nid = "rome"',
    "a key too many": GOOD.replace("[[organisation]]", '[[organisation]]\nking = "x"'),
    "no source": GOOD.replace('source = "invented"', ""),
    "an unknown kind": GOOD.replace('"ncb"', '"empire"'),
    "a kind that is a list": GOOD.replace('"ncb"', '["ncb"]'),
    "an id with capitals": GOOD.replace('"rome"', '"Rome"'),
    "an id that climbs": GOOD.replace('"rome"', '"../rome"'),
    "an id ending in a slash": GOOD.replace('"rome"', '"rome/"'),
    "an id too long": GOOD.replace('"rome"', f'"{"r" * 121}"'),
    "an id twice": GOOD + GOOD,
    "a name turned round": GOOD.replace("INTERPOL Rome", "INTERPOL \\u202eemoR"),
    "a name that is a number": GOOD.replace('"INTERPOL Rome"', "7"),
    "a small address": GOOD.replace("IP ROME", "ip rome"),
    "two letters for a country": GOOD.replace("ITA", "IT"),
    "a fact of three": GOOD.replace('"Europe"]', '"Europe", "x"]'),
    "a fact without words": GOOD.replace('"Europe"', '""'),
    "a long label": GOOD.replace('"Region"', f'"{"R" * 61}"'),
    "facts as a text": GOOD.replace('[["Region", "Europe"]]', '"Europe"'),
    "too large": GOOD + "#" * organisation_file.MAX_BYTES,
}
TREES = {
    "an unknown parent": GOOD + 'parent = "atlantis"',
    "its own parent": GOOD + 'parent = "rome"',
    "a parent that comes later": GOOD + 'parent = "turin"' + GOOD.replace('"rome"', '"turin"'),
    "a circle with what was here": GOOD.replace('"rome"', '"beijing"')
    + 'parent = "beijing/macao"',
}


@pytest.mark.parametrize("text", REFUSALS.values(), ids=REFUSALS)
def test_refuses(text: str) -> None:
    with pytest.raises(FileRefused):
        organisation_file.parse(text.encode())


def test_reads_an_organisation() -> None:
    (rome,) = organisation_file.parse(GOOD.encode())

    assert (rome.id, rome.parent, rome.address, rome.country) == ("rome", None, "IP ROME", "ITA")
    assert rome.facts == (("Region", "Europe"),)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefused):
        organisation_file.read(tmp_path / "nowhere.toml")


@pytest.mark.django_db
@pytest.mark.parametrize("text", TREES.values(), ids=TREES)
def test_refuses_what_is_no_tree(text: str, tmp_path: Path) -> None:
    the_organisations()
    file = tmp_path / "tree.toml"
    file.write_text(text)
    rows, before = list(Organisation.objects.values()), entries()

    with pytest.raises(FileRefused):
        services.load_organisations(the_machine(), file=file, now=NOW)

    assert list(Organisation.objects.values()) == rows
    assert entries() == before


@pytest.mark.django_db
def test_a_part_of_the_bureau_loads_nothing() -> None:
    macao = an_actor(organisation="beijing/macao", role="administrator")

    with pytest.raises(OutsideAuthority):
        services.load_organisations(macao, file=FILES / "beijing.toml", now=NOW)
    with pytest.raises(PermissionRefused):
        services.load_organisations(an_actor(), file=FILES / "beijing.toml", now=NOW)

    assert not Organisation.objects.exists()


@pytest.mark.django_db
def test_loading_twice_is_loading_once() -> None:
    the_organisations()
    rows = list(Organisation.objects.values())

    assert services.load_organisations(the_machine(), file=FILES / "beijing.toml", now=NOW) == 0
    assert list(Organisation.objects.values()) == rows


@pytest.mark.django_db
def test_a_changed_file_changes_its_rows_and_leaves_the_others(tmp_path: Path) -> None:
    the_organisations()
    file = tmp_path / "seoul.toml"
    text = (FILES / "seoul.toml").read_text()
    file.write_text(text.replace("INTERPOL Seoul", "NCB Seoul"))

    assert services.load_organisations(the_machine(), file=file, now=NOW) == 1
    assert Organisation.objects.get(pk="seoul").name == "NCB Seoul"
    assert Organisation.objects.filter(pk="beijing").exists()


HOUSES = ("beijing", "hong-kong", "lyon", "seoul", "suva")


@pytest.mark.parametrize("name", HOUSES)
def test_every_file_of_the_house_can_be_loaded_alone(db: None, name: str) -> None:  # noqa: ARG001
    """A node reads its own file and no other; one of its rows is a desk with an address."""
    assert services.load_organisations(the_machine(), file=FILES / f"{name}.toml", now=NOW)
    desks = Organisation.objects.filter(kind__in=[kind.value for kind in DESKS])
    assert desks.exclude(address="").exists()
