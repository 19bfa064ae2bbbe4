"""A tenant's hit on the bureau's pages: marked as the tenant's, and nothing to press."""

from collections.abc import Callable

import pytest
from django.test import Client

from liaison.identity.states import Oversight
from tests.cast import the_delegation
from tests.queries.test_oversight import met_in_macao
from tests.records.outbox import Outbox

AtDesk = Callable[..., Client]


@pytest.mark.parametrize("oversight", [Oversight.HEADLINES, Oversight.ALL])
def test_list_and_page(at_desk: AtDesk, outbox: Outbox, oversight: Oversight) -> None:
    """Read with everything, missing with less; never worked on."""
    hit = met_in_macao()
    the_delegation(oversight=oversight)
    desk = at_desk("Boris")
    address, shown = f"/hits/{hit.id}/", oversight is Oversight.ALL
    assert (address in desk.get("/hits/").content.decode()) is shown
    answer = desk.get(address)
    assert answer.status_code == (200 if shown else 404)
    if shown:
        page = answer.content.decode()
        assert "A hit of INTERPOL Macao." in page
        assert "What may be done now" not in page
    said = {"step": "compare", "compare-same": "yes", "compare-note": ""}
    assert desk.post(address, said).status_code == 404
    hit.refresh_from_db()
    assert (hit.state, outbox.sent) == ("possible", [])
