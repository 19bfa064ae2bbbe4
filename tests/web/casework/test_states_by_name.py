"""The sheet of a request asks for States by their names and keeps their codes."""

import re
from collections.abc import Callable

from django.test import Client
from django.utils import translation

from liaison.casework.models import Request
from liaison.web.choosing_states import state_input
from tests.web.casework.test_ask import SHEET


def chosen(page: str) -> dict[str, str]:
    """Return what is chosen in each list of States."""
    found = {}
    for part in page.split("<select")[1:]:
        name = re.search(r'name="c\d-([a-z_0-9]+)"', part)
        line = re.search(r"selected>([^<]+)<", part.partition("</select>")[0])
        if name and line and line[1].endswith(")"):
            found[name[1]] = line[1]
    return found


def test_a_draft_comes_back_with_every_state_chosen(in_unit: Callable[..., Client]) -> None:
    """Both nationalities too, and one list more for a third."""
    client = in_unit()
    said = {**SHEET, "do": "save", "c0-nationalities_1": "KOR"}
    where = client.post("/requests/new/", said).headers["Location"]
    person, vehicle = Request.objects.get().concerned.all()
    assert [one["state"] for one in person.fields["nationalities"]] == ["CHN", "KOR"]
    assert vehicle.fields["plate_state"] == "CHN"
    page = client.get(where).content.decode()
    assert chosen(page) == {
        "nationalities_0": "China (CHN)",
        "nationalities_1": "South Korea (KOR)",
        "state_0": "China (CHN)",
        "plate_state": "China (CHN)",
    }
    assert 'name="c0-nationalities_2"' in page
    assert 'name="c0-nationalities_3"' not in page


def test_a_code_of_no_state_stays_as_it_was_typed() -> None:
    """Even one that would end the list."""
    shown = str(state_input("State", required=False, max_length=40).widget.render("s", '"><b>'))
    assert '<option value="&quot;&gt;&lt;b&gt;" selected>&quot;&gt;&lt;b&gt;</option>' in shown
    assert shown.count("selected") == 1


def test_the_list_is_in_the_language_of_the_page() -> None:
    field = state_input("State", required=False, max_length=40)
    with translation.override("fr"):
        assert '<option value="KOR" selected>Corée du Sud (KOR)' in field.widget.render("s", "KOR")
    with translation.override("zh-hans"):
        assert '<option value="KOR" selected>韩国 (KOR)' in field.widget.render("s", "KOR")
    assert '<option value="" selected>' in field.widget.render("s", None)
