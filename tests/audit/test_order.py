"""The log keeps the order in which a verb wrote its entries, though they share one moment."""

import pytest
from django.db import transaction

from liaison.audit import selectors, services
from liaison.audit.types import Who
from tests.cast import NOW

pytestmark = pytest.mark.django_db


def test_log_order_is_call_order() -> None:
    who = Who.machine("test", "beijing")
    with transaction.atomic():
        for number in range(50):
            services.record(who, event="test:thing:done", target=str(number), at=NOW)
    services.integrate(now=NOW)
    found = [entry.target for entry in selectors.page(before=None, limit=50)]
    assert found == [str(number) for number in reversed(range(50))]
