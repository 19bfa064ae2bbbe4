"""Proving who one is: a code or a passkey opens; what does not is counted and recorded."""

from datetime import timedelta

import pytest

from liaison.audit.models import Payload
from liaison.identity import factor_policy, services
from liaison.identity.factor_errors import CodeRefused, FactorLocked, PasskeyRefused
from liaison.identity.models import CodeApp, Passkey
from tests.cast import NOW, a_person
from tests.identity.factors import ASKED, CHALLENGE, a_code_app, a_passkey, code_at

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=1)


def refusals() -> list[str]:
    """Return the log's entries of refused proofs."""
    found = Payload.objects.filter(event="identity:proof:refused").order_by("pk")
    return [one.body for one in found]


def test_a_code_opens_once() -> None:
    ada = a_person()
    code = code_at(a_code_app(ada), LATER)
    services.prove_by_code(person_id=ada.pk, code=code, now=LATER)
    assert CodeApp.objects.get().last_used_at == LATER
    with pytest.raises(CodeRefused):
        services.prove_by_code(person_id=ada.pk, code=code, now=LATER)


def test_the_code_that_set_it_up_opens_nothing() -> None:
    ada = a_person()
    code = code_at(a_code_app(ada), NOW)
    with pytest.raises(CodeRefused):
        services.prove_by_code(person_id=ada.pk, code=code, now=NOW)


def test_wrong_codes_lock_from_wherever_they_come() -> None:
    """Also for the right code: otherwise the lock would say that it was found."""
    ada = a_person()
    secret = a_code_app(ada)
    for _ in range(factor_policy.CODES_WRONG_MAX):
        with pytest.raises(CodeRefused):
            services.prove_by_code(person_id=ada.pk, code="000000", now=LATER)
    with pytest.raises(FactorLocked) as locked:
        services.prove_by_code(person_id=ada.pk, code=code_at(secret, LATER), now=LATER)
    assert locked.value.minutes == 15
    assert len(refusals()) == factor_policy.CODES_WRONG_MAX
    assert '"reason":"locked"' in refusals()[-1]

    over = LATER + factor_policy.CODES_LOCKED_FOR
    services.prove_by_code(person_id=ada.pk, code=code_at(secret, over), now=over)


def test_a_right_code_forgets_wrong_ones() -> None:
    ada = a_person()
    secret = a_code_app(ada)
    for minute in range(1, 4):
        now = NOW + timedelta(minutes=minute)
        for _ in range(factor_policy.CODES_WRONG_MAX - 1):
            with pytest.raises(CodeRefused):
                services.prove_by_code(person_id=ada.pk, code="000000", now=now)
        services.prove_by_code(person_id=ada.pk, code=code_at(secret, now), now=now)


def test_a_passkey_says_who_it_is() -> None:
    ada = a_person()
    key = a_passkey(ada)
    found = services.prove_by_passkey(
        challenge=CHALLENGE, answer=key.but(counter=4).get(ASKED), now=LATER
    )
    assert found == ada
    kept = Passkey.objects.get()
    assert (kept.counter, kept.last_used_at) == (4, LATER)


def test_an_answer_that_was_used_opens_nothing_again() -> None:
    ada = a_person()
    answer = a_passkey(ada).but(counter=4).get(ASKED)
    services.prove_by_passkey(challenge=CHALLENGE, answer=answer, now=LATER)
    with pytest.raises(PasskeyRefused) as refused:
        services.prove_by_passkey(challenge=CHALLENGE, answer=answer, now=LATER)
    assert refused.value.reason == "passkey:counter"
    (entry,) = refusals()
    assert '"reason":"passkey:counter"' in entry
    assert '"name":"Ada"' in entry


def test_somebody_else_s_passkey_is_no_second_factor() -> None:
    ada, boris = a_person(), a_person("Boris")
    answer = a_passkey(boris).get(ASKED)
    with pytest.raises(PasskeyRefused):
        services.prove_by_passkey(challenge=CHALLENGE, answer=answer, now=LATER, person_id=ada.pk)
    assert Passkey.objects.get().last_used_at is None


def test_the_passkey_of_a_closed_account_opens_nothing() -> None:
    ada = a_person()
    key = a_passkey(ada)
    ada.is_active = False
    ada.save(update_fields=["is_active"])
    with pytest.raises(PasskeyRefused):
        services.prove_by_passkey(challenge=CHALLENGE, answer=key.get(ASKED), now=LATER)


def test_noise_is_recorded_without_what_it_said() -> None:
    with pytest.raises(PasskeyRefused):
        services.prove_by_passkey(challenge=CHALLENGE, answer="<script>", now=LATER)
    (entry,) = refusals()
    assert "script" not in entry
