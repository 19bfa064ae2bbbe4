"""What people look for by name stands in no address: not in histories, not in logs of proxies."""

from collections.abc import Callable, Mapping
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from liaison.web.filters import FILTER, KEPT, SOUGHT

Sit = Callable[..., Client]
NAME = "Zhou Wei"
# page, field, role of who looks, another filter that may stand in the address
LISTS: Mapping[str, tuple[str, str, str, tuple[str, str]]] = {
    "records": ("/records/", "text", "data_steward", ("kind", "person")),
    "cases": ("/cases/", "text", "desk_officer", ("state", "all")),
    "the log, by person": ("/audit/", "person", "auditor", ("event", "records:")),
    "the log, by thing": ("/audit/", "target", "auditor", ("event", "records:")),
}


@pytest.mark.parametrize(("page", "field", "role", "other"), LISTS.values(), ids=LISTS)
def test_a_name_is_not_in_the_address(
    at_desk: Sit, page: str, field: str, role: str, other: tuple[str, str]
) -> None:
    client = at_desk("Dora", role=role)
    answer = client.post(page, {field: NAME, other[0]: other[1], FILTER: "1"})
    assert answer.status_code == 302
    asked = parse_qs(urlsplit(answer["Location"]).query)
    assert set(asked) == {SOUGHT, other[0]}
    shown = client.get(answer["Location"])
    text = shown.content.decode()
    assert shown.status_code == 200
    assert f'value="{NAME}"' in text, "the filter shows what it looks for"
    assert "Zhou+Wei" not in text
    assert "Zhou%20Wei" not in text, "no link carries it on"


@pytest.mark.parametrize(("page", "field", "role", "other"), LISTS.values(), ids=LISTS)
def test_an_address_written_by_hand_is_led_to_one_without(
    at_desk: Sit, page: str, field: str, role: str, other: tuple[str, str]
) -> None:
    answer = at_desk("Dora", role=role).get(page, {field: NAME, other[0]: other[1]})
    assert answer.status_code == 302
    assert "Zhou" not in answer["Location"]
    assert f"{other[0]}=" in answer["Location"]


def test_somebody_else_s_token_finds_nothing(at_desk: Sit) -> None:
    """Attack: an address from a colleague's screen tells nobody what was looked for."""
    first = at_desk("Dora", role="auditor").post("/audit/", {"person": NAME, FILTER: "1"})
    stolen = at_desk("Boris", role="auditor").get(first["Location"])
    assert (stolen.status_code, stolen["Location"]) == (302, "/audit/")


def test_links_to_all_about_one_thing_stay_links(at_desk: Sit) -> None:
    """Ids name nobody."""
    answer = at_desk("Dora").get("/audit/", {"target": "01890a5d-ac96-774b-bcce-b302099a8057"})
    assert answer.status_code == 200


def test_an_empty_filter_leads_to_everything(at_desk: Sit) -> None:
    answer = at_desk("Dora").post("/audit/", {"person": "", FILTER: "1"})
    assert answer["Location"] == "/audit/"


def test_a_form_that_is_no_filter_passes(at_desk: Sit) -> None:
    client = at_desk("Ada")
    client.post("/cases/", {"title": "Visa ring"})
    assert "Visa ring" in client.get("/cases/").content.decode()


def test_a_session_keeps_a_few(at_desk: Sit) -> None:
    client = at_desk("Dora")
    for place in range(KEPT + 3):
        client.post("/audit/", {"person": f"{NAME} {place}", FILTER: "1"})
    assert len(client.session[SOUGHT]) == KEPT
