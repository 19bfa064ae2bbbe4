"""Transfers and the shift: nothing is without an owner."""

from collections.abc import Callable

from django.test import Client

from liaison.casework.models import Transfer
from tests.casework.things import again, an_accepted

AtDesk = Callable[..., Client]


def held_by_boris(client: Client) -> str:
    """Let Boris hold a request; return its id."""
    row = an_accepted()
    client.post(f"/requests/{row.id}/", {"step": "take"})
    return str(row.id)


def handed_over(client: Client, **said: str) -> int:
    """Hand the shift over."""
    return client.post("/desk/shift/", {"note": "Seoul calls at six.", **said}).status_code


def test_a_shift_is_offered_and_taken_over(at_desk: AtDesk) -> None:
    boris, ada = at_desk("Boris"), at_desk("Ada")
    held_by_boris(boris)
    page = boris.get("/desk/shift/").content.decode()
    assert "Passenger without a valid visa" in page
    assert handed_over(boris) == 302
    transfer = Transfer.objects.get()
    assert 'value="accept"' not in boris.get("/transfers/").content.decode()
    page = ada.get("/desk/").content.decode()
    assert "Offered to me" in page
    assert "Seoul calls at six." in page
    said = {"transfer": str(transfer.id), "do": "accept"}
    assert ada.post("/transfers/", said).status_code == 302
    assert (
        "Passenger without a valid visa" in ada.get("/desk/", {"queue": "mine"}).content.decode()
    )


def test_a_note_is_needed(at_desk: AtDesk) -> None:
    boris = at_desk("Boris")
    held_by_boris(boris)
    answer = boris.post("/desk/shift/", {"note": ""})
    assert answer.status_code == 422
    assert not Transfer.objects.exists()


def test_whoever_declines_says_why(at_desk: AtDesk) -> None:
    boris, ada = at_desk("Boris"), at_desk("Ada")
    held_by_boris(boris)
    handed_over(boris)
    said = {"transfer": str(Transfer.objects.get().id), "do": "decline"}
    assert ada.post("/transfers/", said).status_code == 422
    assert Transfer.objects.get().state == "offered"
    assert ada.post("/transfers/", said | {"reason": "I leave too."}).status_code == 302
    assert "I leave too." in boris.get("/transfers/").content.decode()


def test_an_offer_is_withdrawn(at_desk: AtDesk) -> None:
    boris = at_desk("Boris")
    held_by_boris(boris)
    handed_over(boris)
    said = {"transfer": str(Transfer.objects.get().id), "do": "withdraw"}
    assert boris.post("/transfers/", said).status_code == 302
    assert Transfer.objects.get().state == "withdrawn"


def test_what_is_offered_stays_with_its_holder(at_desk: AtDesk) -> None:
    boris = at_desk("Boris")
    request = held_by_boris(boris)
    handed_over(boris)
    row = an_accepted(reference="SL-2026-000018")
    assert again(row).holder_organisation == "beijing"
    page = boris.get(f"/requests/{request}/").content.decode()
    assert "Held by you." in page


def test_strange_decisions_are_refused(at_desk: AtDesk) -> None:
    client = at_desk("Boris")
    held_by_boris(client)
    handed_over(client)
    known = str(Transfer.objects.get().id)
    assert client.post("/transfers/", {"transfer": "x", "do": "accept"}).status_code == 400
    assert client.post("/transfers/", {"transfer": known, "do": "burn"}).status_code == 400
    unknown = "00000000-0000-0000-0000-000000000007"
    assert client.post("/transfers/", {"transfer": unknown, "do": "accept"}).status_code == 404


def test_who_hands_nothing_over_has_no_transfers(in_unit: Callable[..., Client]) -> None:
    unit = in_unit()
    assert unit.get("/transfers/").status_code == 403
    assert unit.get("/desk/shift/").status_code == 403
