"""The box on top, the clock column, and the list of a unit."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.casework.things import a_draft, an_accepted, an_arrived
from tests.web.casework.conftest import HTMX

AtDesk = Callable[..., Client]


@pytest.mark.parametrize("typed", ["{0}", " {0} ", "bj-2026-000001", "BJ/2026/000001"])
def test_a_reference_opens_its_request(at_desk: AtDesk, typed: str) -> None:
    row = an_arrived()
    answer = at_desk("Boris").post("/find/", {"typed": typed.format(row.our_reference)})
    assert (answer.status_code, answer["Location"]) == (302, f"/requests/{row.id}/")


def test_their_reference_does_too_and_two_are_listed(at_desk: AtDesk) -> None:
    client, row = at_desk("Boris"), an_arrived()
    answer = client.post("/find/", {"typed": "SL-2026-000017"})
    assert answer["Location"] == f"/requests/{row.id}/"
    other = an_arrived()
    page = client.post("/find/", {"typed": "SL-2026-000017"}).content.decode()
    assert row.our_reference in page
    assert other.our_reference in page


def test_everything_else_is_checked(at_desk: AtDesk) -> None:
    """With what was typed: the browser sends it again, and not in the address."""
    answer = at_desk("Boris").post("/find/", {"typed": "LX7310254"})
    assert (answer.status_code, answer["Location"]) == (307, "/check/")


def test_an_unknown_reference_says_what_to_do(at_desk: AtDesk) -> None:
    answer = at_desk("Boris").post("/find/", {"typed": "BJ-2026-009999"})
    assert answer.status_code == 404
    page = answer.content.decode()
    assert "No request of this reference" in page
    assert "Check it as a document number" in page


def test_who_reads_no_requests_only_checks(at_desk: AtDesk) -> None:
    row = an_arrived()
    client = at_desk(role="frontline_officer")
    answer = client.post("/find/", {"typed": row.our_reference})
    assert (answer.status_code, answer["Location"]) == (307, "/check/")
    assert 'class="clocks"' not in client.get("/check/").content.decode()


def test_next_deadlines_without_a_word_of_the_matter(at_desk: AtDesk) -> None:
    row = an_accepted()
    page = at_desk("Boris").get("/desk/clocks/", **HTMX).content.decode()
    assert row.our_reference in page
    assert row.subject not in page


def test_a_unit_follows_its_own(in_unit: Callable[..., Client]) -> None:
    draft, foreign = a_draft(), an_arrived()
    page = in_unit().get("/requests/").content.decode()
    assert draft.our_reference in page
    assert foreign.our_reference not in page
    assert "the officer who asks completes it and submits it" in page
