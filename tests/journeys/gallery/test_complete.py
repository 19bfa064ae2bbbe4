"""Every address of the staff site hangs in the gallery, or a reason why it has no page."""

from http import HTTPStatus

import pytest

from tests.architecture.entrances import ENTRANCES
from tests.journeys.gallery.looking import Gallery
from tests.journeys.gallery.rooms import HOUSE, SIGHTS
from tests.journeys.gallery.sights import FORM, NO_PAGE, role_for
from tests.web.full_house import address

pytestmark = pytest.mark.journey


def test_every_address_is_shown_or_has_a_reason() -> None:
    """A new page without a sight, or a reason for a page that is gone, fails here."""
    assert {sight.route for sight in SIGHTS} >= set(ENTRANCES) - set(NO_PAGE)
    assert not {sight.route for sight in SIGHTS if sight not in HOUSE} & set(NO_PAGE)
    assert set(NO_PAGE) <= set(ENTRANCES)


def test_no_two_sights_have_one_name() -> None:
    names = [(sight.room, sight.name) for sight in SIGHTS]
    assert len(names) == len(set(names))


@pytest.mark.xdist_group("gallery-0")
def test_what_is_said_to_take_a_form_shows_no_page(gallery: Gallery) -> None:
    house, pages = gallery.site.house, set()
    for route, why in NO_PAGE.items():
        role = role_for(ENTRANCES[route]) or "desk_officer"
        if why == FORM:
            answer = house.browsers[role].get(address(route, house.ids))
            if answer.status_code == HTTPStatus.OK:
                pages.add(route)
    assert pages == set()
