"""A case file is offered to another desk of the node, from its own page."""

from collections.abc import Callable

from django.test import Client

from liaison.casework.models import Transfer
from tests.web.casework.test_cases import opened, step

AtDesk = Callable[..., Client]


def test_a_case_is_offered_to_another_desk_of_the_node(at_desk: AtDesk) -> None:
    client = at_desk("Boris")
    where = opened(client)
    page = client.get(where).content.decode()
    assert '<option value="beijing/macao">' in page
    # Hong Kong has a node of its own: nothing is handed there, only asked
    assert '<option value="beijing/hong-kong">' not in page
    assert step(client, where, "offer", to="beijing/macao", words="Yours.")[0] == 302
    made = Transfer.objects.get()
    assert (made.subject_kind, made.to_organisation) == ("case", "beijing/macao")
    status, page = step(client, where, "offer", to="beijing/macao", words="Yours.")
    assert status == 422
    assert "This was offered to somebody already" in page
