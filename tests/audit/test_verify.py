"""An honest log verifies, at every moment of its life."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from liaison.audit import services, verification
from liaison.audit.verification import MAX_FAILURES, Kind
from tests.audit.cast import NOW, a_log, drop_triggers, recorded, run

pytestmark = pytest.mark.django_db


def test_the_empty_log() -> None:
    """Nothing happened, nothing is wrong."""
    report = verification.verify(now=NOW)

    assert report.ok
    assert (report.entries, report.checkpoints) == (0, 0)


@pytest.mark.parametrize("per_checkpoint", [1, 3, 50])
def test_an_honest_log(per_checkpoint: int) -> None:
    """Counts and verdict do not depend on when the sequencer came by."""
    a_log(10, per_checkpoint=per_checkpoint)

    report = verification.verify(now=NOW)

    assert report.ok
    assert report.at == NOW
    assert (report.entries, report.sequenced, report.pending) == (10, 10, 0)
    assert report.checkpoints == -(-10 // per_checkpoint)
    assert report.failures == ()


def test_waiting_entries_are_counted_and_opened() -> None:
    """Words are checked before they have a place."""
    a_log(4)
    recorded(range(4, 6))

    report = verification.verify(now=NOW)

    assert report.ok
    assert (report.entries, report.sequenced, report.pending) == (6, 4, 2)


def test_rows_are_read_in_portions(monkeypatch: pytest.MonkeyPatch) -> None:
    """Memory is bounded by the portion, not by the distance of two checkpoints."""
    monkeypatch.setattr(verification, "_ROWS", 3)
    a_log(20, per_checkpoint=20)

    assert verification.verify(now=NOW).ok


def test_a_strangers_key_verifies_nothing() -> None:
    """The node's own word is not enough: others give the key they know."""
    a_log(8)
    stranger = Ed25519PrivateKey.generate().public_key()

    report = verification.verify(now=NOW, public_key=stranger)

    assert [failure.kind for failure in report.failures] == [Kind.SIGNATURE_WRONG] * 2


def test_failures_are_bounded() -> None:
    """A log that was replaced as a whole does not fill the memory with complaints."""
    recorded(range(MAX_FAILURES + 5))
    services.integrate(now=NOW)
    drop_triggers()
    run("UPDATE audit_payload SET target = %s", "another")

    report = verification.verify(now=NOW)

    assert not report.ok
    assert len(report.failures) == MAX_FAILURES
