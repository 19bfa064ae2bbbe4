"""Calls with one effect: claimed, finished with the work, taken over when their process died."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction

from liaison.core import idempotency
from liaison.core.errors import CallInFlight, CallLost, KeyReused
from liaison.core.idempotency import HOLD, Claim, Kept
from liaison.core.models import IdempotentCall, Lease
from tests.cast import NOW

KEY = "8e03978e-40d5-43e8-bc93-6894a57f9324"


def begin(
    request: bytes = b"ask", *, caller: str = "gate", later: timedelta = timedelta(0)
) -> Claim:
    """Claim a call."""
    found = idempotency.begin(caller=caller, key=KEY, request=request, now=NOW + later)
    assert isinstance(found, Claim)
    return found


@pytest.mark.django_db
def test_the_answer_is_kept_with_the_work_or_not_at_all() -> None:
    claim = begin()
    with transaction.atomic():
        idempotency.finish(claim, status=200, content=b"yes")
        transaction.set_rollback(True)
    assert IdempotentCall.objects.get().status is None
    with transaction.atomic():
        idempotency.finish(claim, status=201, content=b"yes")
    kept = idempotency.begin(caller="gate", key=KEY, request=b"ask", now=NOW)
    assert kept == Kept(201, b"yes")


@pytest.mark.django_db
def test_a_call_that_is_being_answered_is_not_done_twice() -> None:
    begin()
    with pytest.raises(CallInFlight) as caught:
        begin(later=HOLD - timedelta(seconds=1))
    assert caught.value.seconds == 1


@pytest.mark.django_db
def test_who_slept_through_its_hold_can_finish_nothing() -> None:
    slow = begin()
    fast = begin(later=HOLD)
    with pytest.raises(CallLost):
        idempotency.finish(slow, status=200, content=b"slow")
    idempotency.release(slow)
    idempotency.finish(fast, status=200, content=b"fast")
    kept = idempotency.begin(caller="gate", key=KEY, request=b"ask", now=NOW)
    assert kept == Kept(200, b"fast")


@pytest.mark.django_db
def test_another_request_of_that_key_is_refused_also_while_the_first_is_answered() -> None:
    begin()
    with pytest.raises(KeyReused):
        begin(b"ask something else")


@pytest.mark.django_db
def test_a_row_that_somebody_changed_answers_nothing() -> None:
    idempotency.finish(begin(), status=200, content=b"yes")
    sealed = bytearray(IdempotentCall.objects.get().sealed)
    sealed[-1] ^= 1
    IdempotentCall.objects.update(sealed=bytes(sealed))
    with pytest.raises(KeyReused):
        begin()


@pytest.mark.django_db
def test_only_what_is_over_is_forgotten() -> None:
    begin()
    begin(caller="other", later=timedelta(hours=1))
    idempotency.forget(NOW + idempotency.KEEP)
    assert [one.caller for one in IdempotentCall.objects.all()] == ["other"]


@pytest.mark.django_db(transaction=True)
def test_ten_at_once_have_one_effect() -> None:
    """Whoever comes second waits, is told to wait, or is given the answer: never both work."""
    ready, answers = threading.Barrier(10), []

    def call(number: int) -> None:
        ready.wait()
        try:
            found = idempotency.begin(caller="gate", key=KEY, request=b"ask", now=NOW)
            if isinstance(found, Claim):
                with transaction.atomic():
                    Lease.objects.create(name=f"effect {number}", owner="gate", until=NOW)
                    idempotency.finish(found, status=200, content=b"yes")
            answers.append("done" if isinstance(found, Claim) else found.content.decode())
        except CallInFlight:
            answers.append("wait")
        finally:
            connection.close()

    threads = [threading.Thread(target=call, args=(number,)) for number in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 10
    assert answers.count("done") == 1
    assert Lease.objects.count() == 1
