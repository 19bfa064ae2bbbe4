"""Words that went without an erasure are found: a row deleted by hand is named in no entry."""

import pytest

from liaison.audit import services, verification
from liaison.audit.models import Payload
from liaison.audit.verification import Kind
from tests.audit.cast import DORA, NOW, a_log

pytestmark = pytest.mark.django_db


def test_a_payload_deleted_by_hand_is_found() -> None:
    leaves = a_log(5)
    services.integrate(now=NOW)
    services.erase(DORA, leaves=leaves[:1], legal_basis="Article 51", at=NOW)
    assert verification.verify(now=NOW).ok

    Payload.objects.filter(leaf=leaves[3]).delete()

    report = verification.verify(now=NOW)
    assert [(found.kind, found.detail) for found in report.failures] == [
        (Kind.WORDS_MISSING, str(leaves[3]))
    ]
