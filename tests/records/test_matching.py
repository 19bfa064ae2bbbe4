"""Finding records by number: all that may be meant, the exact ones first."""

import pytest

from liaison.lib.ids.errors import IdsRefusal
from liaison.records.selectors import matching
from tests.records.things import a_copy, an_own_document

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("outbox")]


def test_finds_every_record_of_a_number_the_exact_ones_first() -> None:
    alike = a_copy(number="1X7310254", issuing_state="KOR")
    copy = a_copy(number="LX7310254", issuing_state="KOR")
    own = an_own_document()
    found = [facts.id for facts in matching("LX7310254", None)]
    assert set(found[:2]) == {copy.id, own.id}
    assert found[2:] == [alike.id]


def test_finds_by_a_folded_number() -> None:
    own = an_own_document()
    (facts,) = matching("1X7310254", "CHN")
    assert (facts.id, facts.fields.number) == (own.id, "LX7310254")


def test_keeps_to_the_issuing_state() -> None:
    an_own_document()
    assert matching("LX7310254", "KOR") == []


def test_passes_over_withdrawn_records() -> None:
    an_own_document(withdrawn=True)
    assert matching("LX7310254", None) == []


def test_refuses_a_number_not_in_its_plain_form() -> None:
    with pytest.raises(IdsRefusal):
        matching("lx 731", None)
