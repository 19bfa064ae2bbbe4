"""Secrets at rest: sealed to their owner with a key that is not in the database."""

import base64

import pytest
from django.conf import settings

from liaison.identity import vault
from liaison.identity.factor_errors import SecretUnreadable
from liaison.identity.models import CodeApp
from tests.cast import a_person
from tests.identity.factors import a_code_app


def test_what_is_sealed_opens_for_its_owner_only() -> None:
    kept = vault.seal(b"secret", owner="ada")
    assert vault.open_sealed(kept, owner="ada") == b"secret"
    with pytest.raises(SecretUnreadable):
        vault.open_sealed(kept, owner="boris")


def altered(kept: str) -> str:
    """Change one bit."""
    data = bytearray(base64.b64decode(kept))
    data[-1] ^= 1
    return base64.b64encode(data).decode()


@pytest.mark.parametrize(
    "spoil", [altered, lambda kept: kept[:8], lambda _kept: "", lambda _: "%"]
)
def test_what_was_changed_does_not_open(spoil: object) -> None:
    assert callable(spoil)
    with pytest.raises(SecretUnreadable):
        vault.open_sealed(spoil(vault.seal(b"secret", owner="ada")), owner="ada")


def test_two_seals_of_one_secret_differ() -> None:
    assert vault.seal(b"secret", owner="ada") != vault.seal(b"secret", owner="ada")


def test_only_the_node_s_user_reads_the_key() -> None:
    vault.seal(b"secret", owner="ada")
    file = settings.NODE.keys_folder / vault.FILE
    assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.django_db
def test_the_database_does_not_hold_the_secret() -> None:
    secret = a_code_app(a_person())
    kept = CodeApp.objects.get().secret
    assert base64.b32encode(secret).decode() not in kept
    assert secret not in base64.b64decode(kept)
