"""A file of delegations: read strictly, put in force by whoever is at the machine itself."""

from pathlib import Path

import pytest

from liaison.identity import delegation_file, selectors, services
from liaison.identity.errors import FileRefused, InputRefused, OutsideAuthority, SamePersonRefused
from liaison.identity.models import Delegation
from liaison.identity.states import Oversight, Right
from tests.cast import NOW, an_actor, the_machine, the_organisations

GOOD = """
[[delegation]]
sub_bureau = "beijing/macao"
oversight = "headlines"
rights = ["people", "abroad"]
days = 365
"""
BAD = {
    "not TOML": "=",
    "nothing": "",
    "something else besides": GOOD + "[other]\n",
    "no list": "delegation = 1",
    "an empty list": "delegation = []",
    "no table": "delegation = [1]",
    "too little": GOOD.replace("days = 365", ""),
    "too much": GOOD + "more = 1",
    "a sub-bureau that is a number": GOOD.replace('"beijing/macao"', "7"),
    "an oversight nobody wrote down": GOOD.replace("headlines", "everything"),
    "a right nobody wrote down": GOOD.replace("abroad", "moon"),
    "rights that are no list": GOOD.replace('["people", "abroad"]', '"people"'),
    "a right said twice": GOOD.replace("abroad", "people"),
    "no days": GOOD.replace("365", "0"),
    "true days": GOOD.replace("365", "true"),
    "too many days": GOOD.replace("365", "9999"),
    "one sub-bureau twice": GOOD + GOOD,
    "too large": GOOD + "#" * delegation_file.MAX_BYTES,
}


@pytest.mark.parametrize("text", BAD.values(), ids=BAD)
def test_refuses(text: str) -> None:
    with pytest.raises(FileRefused):
        delegation_file.parse(text.encode())


def test_reads_what_it_says() -> None:
    (line,) = delegation_file.parse(GOOD.encode())

    assert line.sub_bureau == "beijing/macao"
    assert line.oversight is Oversight.HEADLINES
    assert line.rights == frozenset(Right)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileRefused):
        delegation_file.read(tmp_path / "nothing.toml")


@pytest.mark.django_db
def test_loading_twice_is_loading_once(tmp_path: Path) -> None:
    the_organisations()
    file = tmp_path / "delegations.toml"
    file.write_text(GOOD)

    assert services.load_delegations(the_machine(), file=file, now=NOW) == 1
    assert services.load_delegations(the_machine(), file=file, now=NOW) == 0
    assert selectors.desks_seen_by(an_actor(), now=NOW) == {"beijing", "beijing/macao"}
    file.write_text(GOOD.replace("headlines", "nothing"))
    assert services.load_delegations(the_machine(), file=file, now=NOW) == 1
    assert Delegation.objects.filter(rules="beijing/macao").get().oversight == "nothing"


@pytest.mark.django_db
def test_all_of_a_file_or_nothing_and_not_by_one_person_at_a_desk(tmp_path: Path) -> None:
    the_organisations()
    file = tmp_path / "delegations.toml"
    file.write_text(GOOD + GOOD.replace("macao", "moon"))
    with pytest.raises(InputRefused):
        services.load_delegations(the_machine(), file=file, now=NOW)
    file.write_text(GOOD)
    with pytest.raises(SamePersonRefused):
        services.load_delegations(an_actor(role="administrator"), file=file, now=NOW)
    with pytest.raises(OutsideAuthority):
        services.load_delegations(
            an_actor(role="administrator", organisation="beijing/macao"), file=file, now=NOW
        )

    assert not Delegation.objects.exists()
