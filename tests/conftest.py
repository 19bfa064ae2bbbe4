"""What every test of the house stands on: a node with keys of its own, and a clock that stands."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ed25519
from django.conf import settings

from liaison.core.node import NodeSettings


@pytest.fixture(scope="session", autouse=True)
def node() -> NodeSettings:
    """Give the test node its log key, once per process."""
    found: NodeSettings = settings.NODE
    found.keys_folder.mkdir(mode=0o700, exist_ok=True)
    write_log_key(found.keys_folder / "log.pem")
    return found


def write_log_key(file: Path) -> None:
    """Write a new Ed25519 key as PKCS #8 PEM, unless one stands there."""
    if file.exists():
        return
    key = ed25519.Ed25519PrivateKey.generate()
    file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
