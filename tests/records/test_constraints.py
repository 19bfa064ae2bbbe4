"""What the database itself refuses, whoever writes."""

import uuid
from collections.abc import Mapping

import pytest
from django.db import IntegrityError, models, transaction

from liaison.records.models import Copy, ErasedCopy, Record, RecordRecipient
from tests.cast import NOW
from tests.records.things import a_copy, an_own_document

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("outbox")]
OWN: dict[str, dict[str, object]] = {
    "an unknown state": {"state": "lost"},
    "an unknown kind": {"kind": "library_card"},
    "an unknown handling code": {"handling_code": "secret"},
    "another shared id than its own": {"record_id": uuid.uuid4()},
    "a review after the end": {"review_on": "2099-01-01"},
    "an unknown way to hold it": {"held": "borrowed"},
    "no fields": {"fields": ""},
    "nothing that identifies it": {"natural_key": ""},
    "no owner": {"owner": ""},
    "version 0": {"version": 0},
    "our own, received": {"received_in": uuid.uuid4()},
    "withdrawn without a moment": {"state": "withdrawn", "withdrawal_reason": "found"},
    "withdrawn without a reason": {"state": "withdrawn", "withdrawn_at": NOW},
    "withdrawn for no known reason": {
        "state": "withdrawn",
        "withdrawn_at": NOW,
        "withdrawal_reason": "because",
    },
    "active with a moment of withdrawal": {"withdrawn_at": NOW},
    "active with a reason of withdrawal": {"withdrawal_reason": "found"},
}
COPIES: dict[str, dict[str, object]] = {
    "a copy that was never received": {"received_in": None},
    "a withdrawn copy": {
        "state": "withdrawn",
        "withdrawn_at": NOW,
        "withdrawal_reason": "found",
    },
}
REGISTER: dict[str, dict[str, object]] = {
    "an unknown state": {"state": "lent"},
    "version 0": {"version": 0},
    "erased without a statement": {"state": "erased", "erased_at": NOW},
    "erased without a moment": {"state": "erased", "statement": "signed"},
    "a statement without an erasure": {"statement": "signed"},
    "a moment without an erasure": {"erased_at": NOW},
}


def refuses(table: type[models.Model], row: models.Model, change: Mapping[str, object]) -> None:
    """Write a bad row past every service."""
    with pytest.raises(IntegrityError), transaction.atomic():
        table._default_manager.filter(pk=row.pk).update(**change)


@pytest.mark.parametrize("change", OWN.values(), ids=OWN)
def test_our_own_document(change: dict[str, object]) -> None:
    refuses(Record, an_own_document(), change)


@pytest.mark.parametrize("change", COPIES.values(), ids=COPIES)
def test_a_copy(change: dict[str, object]) -> None:
    refuses(Record, a_copy(), change)


@pytest.mark.parametrize("change", REGISTER.values(), ids=REGISTER)
def test_the_copy_register(change: dict[str, object]) -> None:
    an_own_document()
    refuses(Copy, Copy.objects.get(), change)


def test_one_active_record_for_a_document() -> None:
    first, second = an_own_document(), an_own_document(number="AB123456")
    refuses(Record, second, {"natural_key": first.natural_key})


def test_one_line_for_a_bureau() -> None:
    an_own_document(to=["incheon", "seoul"])
    for table in (Copy, RecordRecipient):
        row = table._default_manager.filter(organisation="seoul").get()
        refuses(table, row, {"organisation": "incheon"})


def test_tombstones() -> None:
    said = {"record_id": uuid.uuid4(), "owner": "seoul", "erased_at": NOW}
    ErasedCopy.objects.create(**said, version=1)
    for version in (0, 1):
        with pytest.raises(IntegrityError), transaction.atomic():
            ErasedCopy.objects.create(**said, version=version)


def test_a_document_with_copies_abroad_cannot_be_deleted() -> None:
    row = an_own_document()
    with pytest.raises(models.ProtectedError):
        row.delete()
