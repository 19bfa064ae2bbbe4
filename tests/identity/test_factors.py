"""Second factors are set up and removed by their holder, and never the last one alone."""

import base64
from collections.abc import Callable

import pytest

from liaison.core.errors import Refusal
from liaison.identity import factor_policy, selectors, services
from liaison.identity.errors import InputRefused, NoSuchPerson
from liaison.identity.factor_errors import (
    CodeRefused,
    FactorTaken,
    LastFactorRefused,
    NoSuchFactor,
    PasskeyRefused,
    SecretUnreadable,
    TooManyFactors,
)
from liaison.identity.models import CodeApp, Passkey
from tests.cast import NOW, a_person, an_actor, entries
from tests.identity.factors import ASKED, CHALLENGE, a_code_app, a_passkey, actor_of, code_at
from tests.simulators.authenticator import Authenticator

pytestmark = pytest.mark.django_db


def test_several_passkeys_with_names() -> None:
    ada = a_person()
    a_passkey(ada, "Blue key")
    a_passkey(ada, "Office laptop")
    found = selectors.factors_of(ada.pk)
    assert [one.name for one in found.passkeys] == ["Blue key", "Office laptop"]
    assert found.count == 2
    assert len(selectors.credentials_of(ada.pk)) == 2


def test_one_of_two_may_go() -> None:
    ada = a_person()
    a_passkey(ada)
    a_code_app(ada)
    services.remove_passkey(actor_of(ada), passkey_id=Passkey.objects.get().pk, now=NOW)
    assert not Passkey.objects.exists()
    with pytest.raises(LastFactorRefused):
        services.remove_code_app(actor_of(ada), now=NOW)
    assert CodeApp.objects.exists()


def add(
    answer: str | None = None, *, name: str = "Key", known: Authenticator | None = None
) -> None:
    """Ada, who is there already, adds a passkey."""
    key = known or Authenticator()
    ada = a_person()
    if known is not None:
        services.add_passkey(
            actor_of(ada), challenge=CHALLENGE, answer=key.create(ASKED), name="First", now=NOW
        )
    services.add_passkey(
        actor_of(ada),
        challenge=CHALLENGE,
        answer=answer or key.create(ASKED),
        name=name,
        now=NOW,
    )


def add_code(code: str = "", *, twice: bool = False, of: str = "Ada") -> None:
    """Ada sets up an app, perhaps with somebody else's draft."""
    ada = a_person()
    if twice:
        a_code_app(ada)
    drafted_by = actor_of(ada) if of == "Ada" else actor_of(a_person(of))
    setup, sealed = services.draft_code_app(drafted_by)
    typed = code or code_at(secret_of(setup.secret), NOW)
    services.add_code_app(actor_of(ada), sealed=sealed, code=typed, now=NOW)


def secret_of(text: str) -> bytes:
    """Return a secret as bytes."""
    return base64.b32decode(text)


REFUSED: dict[str, tuple[Callable[[], None], type[Refusal]]] = {
    "an answer that proves nothing": (lambda: add("{}"), PasskeyRefused),
    "no name": (lambda: add(name=" "), InputRefused),
    "a name that reads another way round": (lambda: add(name="a\u202eb"), InputRefused),
    "a name too long": (lambda: add(name="x" * 61), InputRefused),
    "a passkey that is known": (lambda: add(known=Authenticator()), FactorTaken),
    "a wrong first code": (lambda: add_code("000000"), CodeRefused),
    "a second app": (lambda: add_code(twice=True), FactorTaken),
    "somebody else's draft": (lambda: add_code(of="Boris"), SecretUnreadable),
}


@pytest.mark.parametrize(("attempt", "refusal"), REFUSED.values(), ids=REFUSED)
def test_setting_up_refuses(attempt: Callable[[], None], refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        attempt()
    assert Passkey.objects.filter(name="Key").count() == 0


def test_nobody_has_more_than_ten() -> None:
    ada = a_person()
    for number in range(factor_policy.PASSKEYS_MAX):
        a_passkey(ada, f"Key {number}")
    before = entries()
    with pytest.raises(TooManyFactors):
        a_passkey(ada)
    assert entries() == before


def test_somebody_else_s_passkey_is_not_there() -> None:
    ada, boris = a_person(), a_person("Boris")
    a_passkey(ada)
    a_passkey(ada, "Second")
    before = entries()
    with pytest.raises(NoSuchFactor):
        services.remove_passkey(actor_of(boris), passkey_id=Passkey.objects.all()[0].pk, now=NOW)
    with pytest.raises(NoSuchFactor):
        services.remove_code_app(actor_of(boris), now=NOW)
    assert (Passkey.objects.count(), entries()) == (2, before)


def test_machines_have_none() -> None:
    with pytest.raises(NoSuchPerson):
        services.remove_code_app(an_actor(person="Nobody"), now=NOW)
