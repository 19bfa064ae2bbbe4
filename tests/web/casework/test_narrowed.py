"""The desk's lists narrowed by unit and urgency: in the address, kept from list to list."""

from collections.abc import Callable

import pytest
from django.test import Client

from liaison.casework.words import Urgency
from tests.casework.things import UNIT, an_accepted, an_assigned
from tests.web.casework.conftest import HTMX

AtDesk = Callable[..., Client]


def test_by_unit_and_by_urgency(at_desk: AtDesk) -> None:
    client = at_desk("Boris")
    given = an_assigned(subject="A forged visa")
    an_accepted(subject="A stolen boat", urgency=Urgency.URGENT)
    page = client.get("/desk/", {"unit": UNIT}).content.decode()
    assert given.subject in page
    assert "A stolen boat" not in page
    page = client.get("/desk/", {"urgency": "urgent"}).content.decode()
    assert "A stolen boat" in page
    assert given.subject not in page
    page = client.get("/desk/", {"urgency": "urgent", "unit": UNIT}).content.decode()
    assert "Nothing in this list fits." in page


def test_the_counts_are_those_of_what_fits(at_desk: AtDesk) -> None:
    client = at_desk("Boris")
    an_assigned()
    an_accepted(urgency=Urgency.URGENT)
    page = client.get("/desk/", {"urgency": "urgent"}).content.decode()
    assert "All open <strong>1</strong>" in page
    assert "All open <strong>2</strong>" in client.get("/desk/").content.decode()


def test_lists_the_form_and_the_renewal_keep_it(at_desk: AtDesk) -> None:
    client = at_desk("Boris")
    an_assigned()
    said = {"queue": "assigned", "unit": UNIT, "urgency": "normal"}
    page = client.get("/desk/", said).content.decode()
    kept = "&amp;unit=beijing%2Fshenzhen-border&amp;urgency=normal"
    assert f'href="?queue=open{kept}"' in page
    assert 'hx-get="?queue=assigned&amp;cursor=&amp;seen=' in page
    assert page.count(kept) > 10
    assert '<input type="hidden" name="queue" value="assigned">' in page
    assert f'<option value="{UNIT}" selected>' in page
    assert 'href="?queue=assigned">Show all</a>' in " ".join(page.split())
    part = client.get("/desk/", said, **HTMX).content.decode()
    assert "Narrow the list" not in part
    assert kept in part


def test_a_unit_narrows_by_urgency_only(in_unit: Callable[..., Client]) -> None:
    client = in_unit()
    page = client.get("/requests/").content.decode()
    assert 'name="urgency"' in page
    assert 'name="unit"' not in page


@pytest.mark.parametrize(
    "said", [{"unit": "seoul"}, {"unit": "beijing/macao"}, {"urgency": "soon"}, {"unit": "\x00"}]
)
def test_what_is_not_on_the_list_is_refused(at_desk: AtDesk, said: dict[str, str]) -> None:
    assert at_desk("Boris").get("/desk/", said).status_code == 400
