"""The log and the figures of use in a browser: words, wide and narrow, nothing beside the edge."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client
from playwright.sync_api import Browser

from liaison.audit import services
from liaison.audit.types import Who
from liaison.identity.models import Usage
from liaison.identity.states import Use
from tests.audit.cast import recorded
from tests.cast import NOW, a_person, the_delegation
from tests.web.casework.browsing import look, window
from tests.web.casework.test_axe import axe, browser

__all__ = ["axe", "browser"]
pytestmark = [
    pytest.mark.journey,
    pytest.mark.xdist_group("journeys"),
    pytest.mark.django_db,
]
SIDEWAYS = """
[...document.querySelectorAll("main *")]
  .filter(e => e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflowX !== "visible")
  .filter(e => !e.matches("pre, .visually-hidden, input, select"))
  .map(e => e.tagName + "." + e.className)
"""


def something_of_everything() -> None:
    """Entries of people, machines and refusals; a delegation; figures of several places."""
    the_delegation()
    a_person("Tomas", organisation="beijing/macao", role="administrator")
    recorded(range(3))
    with transaction.atomic():
        services.record(
            Who.machine("exchange", "seoul"),
            event="exchange:message:refused",
            target="m-2",
            at=NOW,
            result="identity:permission",
            facts={"sender": "seoul", "to": ["beijing", "beijing/macao"]},
        )
    services.integrate(now=NOW)
    for number, place in enumerate(("beijing", "beijing/macao", "beijing/shenzhen-border")):
        for use in Use:
            day = NOW.date() - timedelta(days=number)
            Usage(day=day, organisation=place, use=use, count=10**number * 41).save()


PAGES = {"audit": ("Dora", "/audit/"), "usage": ("Oleg", "/usage/")}


@pytest.mark.parametrize("width", ["desk", "phone"])
@pytest.mark.parametrize(("name", "address"), PAGES.values(), ids=PAGES)
def test_it_fits_and_reads(  # noqa: PLR0913, PLR0917 - fixtures
    browser: Browser,
    axe: str,
    at_desk: Callable[..., Client],
    name: str,
    address: str,
    width: str,
) -> None:
    something_of_everything()
    client = at_desk(name, role="auditor" if name == "Dora" else "security_officer")
    with window(browser, client, width) as (page, errors):
        page.goto(address)
        page.evaluate("document.querySelectorAll('main details').forEach(e => e.open = true)")
        found = look(page, axe, f"{address.strip('/')}-{width}")
        assert found == []
        assert page.evaluate(SIDEWAYS) == []
        assert errors == []


def test_the_log_speaks_in_words(at_desk: Callable[..., Client]) -> None:
    """Organisations, roles, moments and refusals; ids only where they lead somewhere."""
    something_of_everything()
    page = at_desk("Dora").get("/audit/").content.decode()
    for words in (
        "Machine: exchange",
        "INTERPOL Macao",
        "This chair may not do that.",
        "Gave Tomas the chair Administrator in INTERPOL Macao until 2027-03-02 09:00 UTC",
        "the bureau sees the headlines",
        "<dt>Sender</dt>",
    ):
        assert words in page, words
    for code in ("chair administrator in beijing/macao", "2027-03-02T09:00", ">sender<"):
        assert code not in page, code
