"""The log signs with its own key or not at all."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from django.conf import settings

from liaison.audit import keys
from liaison.audit.errors import LogKeyUnusable


class Node:
    """A node of another place."""

    organisation = "beijing/hong-kong"

    def __init__(self, folder: Path) -> None:
        """Remember where its keys are."""
        self.keys_folder = folder


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give the place where the node looks for its key."""
    monkeypatch.setattr(settings, "NODE", Node(tmp_path))
    keys.log_key.cache_clear()
    yield tmp_path / "log.pem"
    keys.log_key.cache_clear()


def pem(key: ed25519.Ed25519PrivateKey | ec.EllipticCurvePrivateKey, *, password: bytes) -> bytes:
    """Return a key as it is kept."""
    encryption: serialization.KeySerializationEncryption = serialization.NoEncryption()
    if password:
        encryption = serialization.BestAvailableEncryption(password)
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, encryption
    )


def test_the_key_is_read_once(file: Path) -> None:
    """A signature does not wait for a disk."""
    key = ed25519.Ed25519PrivateKey.generate()
    file.write_bytes(pem(key, password=b""))

    assert keys.log_key().private_bytes_raw() == key.private_bytes_raw()
    file.unlink()
    assert keys.log_key().private_bytes_raw() == key.private_bytes_raw()


@pytest.mark.usefixtures("file")
def test_the_name_is_that_of_the_organisation() -> None:
    """Two bureaus never sign under one name."""
    assert keys.log_name() == "liaison-log/beijing/hong-kong"


UNUSABLE = {
    "no file": None,
    "an empty file": b"",
    "no PEM": b"secret",
    "another curve": pem(ec.generate_private_key(ec.SECP256R1()), password=b""),
    "a password": pem(ed25519.Ed25519PrivateKey.generate(), password=b"open sesame"),
}


@pytest.mark.parametrize("content", UNUSABLE.values(), ids=UNUSABLE)
def test_other_files_are_refused(file: Path, content: bytes | None) -> None:
    """By the name of the file, never by its content."""
    if content is not None:
        file.write_bytes(content)

    with pytest.raises(LogKeyUnusable) as refusal:
        keys.log_key()
    assert refusal.value.file == str(file)
