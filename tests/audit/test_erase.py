"""Erasing words leaves the tree whole and says so in the log."""

import pytest

from liaison.audit import selectors, services, verification
from liaison.audit.models import Payload
from tests.audit.cast import DORA, NOW, a_log

pytestmark = pytest.mark.django_db
ARTICLE = "Article 51"


def test_the_log_still_verifies() -> None:
    """Only the commitments of the erased entries are left, and they fit."""
    leaves = a_log(6)

    assert services.erase(DORA, leaves=leaves[1:3], legal_basis=ARTICLE, at=NOW) == 2

    report = verification.verify(now=NOW)
    assert report.ok
    assert (report.entries, report.erased_payloads, report.pending) == (7, 2, 1)


def test_salt_and_words_are_gone() -> None:
    """Without the salt nobody can try names against the commitment."""
    leaves = a_log(3)

    services.erase(DORA, leaves=leaves, legal_basis=ARTICLE, at=NOW)

    assert not Payload.objects.filter(leaf__in=leaves).exists()


def test_the_erasing_is_an_entry_itself() -> None:
    """Who, when, by which article, which entries."""
    leaves = a_log(3)
    services.erase(DORA, leaves=leaves[:1], legal_basis=ARTICLE, at=NOW)
    services.integrate(now=NOW)

    (entry,) = selectors.page(event_prefix="audit:")
    assert (entry.event, entry.who, entry.legal_basis) == (services.ERASED, DORA, ARTICLE)
    assert entry.facts == {"count": 1, "leaves": [str(leaves[0])]}


def test_erasing_twice_is_erasing_once() -> None:
    """The second time there is nothing to erase and nothing to say."""
    leaves = a_log(3)
    services.erase(DORA, leaves=leaves, legal_basis=ARTICLE, at=NOW)
    before = Payload.objects.count()

    assert services.erase(DORA, leaves=leaves, legal_basis=ARTICLE, at=NOW) == 0
    assert Payload.objects.count() == before


def test_many_are_named_in_several_entries() -> None:
    """An entry has a limit; the erasing has none."""
    leaves = a_log(services.ERASED_PER_ENTRY + 1, per_checkpoint=500)

    assert services.erase(DORA, leaves=leaves, legal_basis=ARTICLE, at=NOW) == len(leaves)
    assert Payload.objects.filter(event=services.ERASED).count() == 2
