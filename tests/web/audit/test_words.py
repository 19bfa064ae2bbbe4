"""The log speaks in words: organisations, roles, moments; ids only where they lead somewhere."""

from collections.abc import Callable

import pytest
from django.db import transaction
from django.test import Client

from liaison.audit import services
from liaison.audit.types import Who
from tests.audit.cast import recorded
from tests.cast import NOW, a_person, the_delegation

pytestmark = pytest.mark.django_db


def something_of_everything() -> None:
    """Entries of people, machines and refusals; a delegation."""
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
