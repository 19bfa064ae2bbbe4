"""What the public page of the NCB Beijing says is there, and what is invented says so."""

import pytest

from liaison.identity import selectors
from liaison.identity.types import OrganisationFacts
from tests.cast import the_machine, the_organisations

pytestmark = pytest.mark.django_db
AGENCIES = {
    "Border Control",
    "Counter-terrorism",
    "Criminal Investigation",
    "Drug Control",
    "Economic Crime Investigation",
    "Fire Control",
    "International Police Cooperation Department",
    "National Security",
    "Prison Security",
    "Traffic Control",
}


@pytest.fixture
def known() -> dict[str, OrganisationFacts]:
    """Return every organisation by id, in the order of the tree."""
    the_organisations()
    return {one.id: one for one in selectors.organisations(the_machine())}


def test_the_ministry(known: dict[str, OrganisationFacts]) -> None:
    ministry = known["cn-mps"]
    duties = [text for label, text in ministry.facts if label == "Duty"]

    assert len(duties) == 7
    assert "State Council" in dict(ministry.facts)["Nature"]
    assert any("birth certificates" in duty for duty in duties)
    assert {one.name for one in known.values() if one.parent == "cn-mps"} == AGENCIES


def test_the_bureau(known: dict[str, OrganisationFacts]) -> None:
    bureau = known["beijing"]
    facts = dict(bureau.facts)

    assert (bureau.name, bureau.address, bureau.kind) == ("INTERPOL Beijing", "IP BEIJING", "ncb")
    assert bureau.parent == "cn-mps/international-police-cooperation"
    assert facts["Member since"] == "7 September 1923"
    assert facts["Region"] == "Asia & South Pacific"
    assert "vice-minister" in facts["Head"]
    assert len([label for label, _ in bureau.facts if label == "Responsibility"]) == 11


@pytest.mark.parametrize("place", ["hong-kong", "macao"])
def test_the_sub_bureaus(known: dict[str, OrganisationFacts], place: str) -> None:
    sub_bureau = known[f"beijing/{place}"]

    assert (sub_bureau.kind, sub_bureau.parent) == ("sub_bureau", "beijing")
    assert "delegated" in sub_bureau.facts[0][1]


def test_the_peer(known: dict[str, OrganisationFacts]) -> None:
    assert (known["seoul"].address, known["seoul"].country) == ("IP SEOUL", "KOR")
    assert known["seoul"].parent == "kr-knpa"


def test_what_is_invented_says_so(known: dict[str, OrganisationFacts]) -> None:
    invented = {one.id for one in known.values() if "invented" in one.source}

    assert invented == {
        "beijing/macao/judiciary-desk",
        "beijing/shenzhen-border",
        "beijing/shenzhen-court",
        "beijing/shenzhen-detectives",
        "seoul/incheon-airport",
    }
    assert all(one.source for one in known.values())


def test_the_tree_is_listed_from_the_top(known: dict[str, OrganisationFacts]) -> None:
    order = list(known)

    assert [known[one].depth for one in ("cn-mps", "beijing", "beijing/macao")] == [0, 2, 3]
    for one in known.values():
        if one.parent is not None:
            assert order.index(one.parent) < order.index(one.id)
            assert one.depth == known[one.parent].depth + 1
