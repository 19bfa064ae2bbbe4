"""A newer directory is accepted; an older, another, or a foreign one is not."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from liaison.exchange import selectors, services, trust
from liaison.exchange.errors import TrustRefused
from liaison.exchange.models import DirectoryVersion
from liaison.identity.errors import PermissionRefused
from liaison.identity.types import Permission
from liaison.lib.wire import directory
from liaison.lib.wire.keys import generate
from tests.cast import an_actor
from tests.exchange.house import logged, written
from tests.simulators.network import Network, claims, root

pytestmark = pytest.mark.django_db
TRUSTED = an_actor(permissions=[Permission.TRUST_MANAGE])


def signed(network: Network, *, version: int, by: Any = None, **changes: Any) -> str:  # noqa: ANN401
    """Return a directory of the network's bureaus; other names change its claims."""
    own = changes.pop("own", True)
    made = claims(*network.bureaus.values(), now=network.clock.now(), version=version, own=own)
    return directory.sign(made | changes, by=by or root())


def test_a_newer_version_rules_and_is_logged(network: Network) -> None:
    token = signed(network, version=7)
    found = services.install_directory(TRUSTED, token=token, now=network.clock.now())
    assert found.version == 7
    assert trust.version_in_force() == 7
    assert trust.directory(network.clock.now()).version == 7
    assert logged("exchange:directory:installed") == 2


def test_the_same_file_again_changes_nothing(network: Network) -> None:
    token = DirectoryVersion.objects.get().token
    before = written()
    services.install_directory(TRUSTED, token=token, now=network.clock.now())
    assert written() == before
    assert DirectoryVersion.objects.count() == 1


def _flipped(network: Network) -> str:
    token = signed(network, version=7)
    return token[:-10] + ("A" if token[-10] != "A" else "B") + token[-9:]


OFFERS: Mapping[str, tuple[Callable[[Network], str], str]] = {
    "an older version: rollback": (lambda n: signed(n, version=2), "rollback"),
    "another file of the same version: mix-and-match": (
        lambda n: signed(n, version=5, issued_at=1),
        "mix-and-match",
    ),
    "signed by nobody we trust": (lambda n: signed(n, version=7, by=generate("sig")), "root"),
    "signed by a bureau": (
        lambda n: signed(n, version=7, by=n.bureaus["seoul"].keys.sig),
        "root",
    ),
    "not listing us": (lambda n: signed(n, version=7, own=False), "does not list"),
    "issued in the future": (
        lambda n: signed(n, version=7, issued_at=int(n.clock.now().timestamp()) + 301),
        "future",
    ),
    "altered": (_flipped, "wire:signature"),
    "not a token": (lambda _: "directory", "wire:"),
    "empty": (lambda _: "", "wire:"),
    "too long": (lambda _: "x" * (9 * 1024 * 1024), "wire:too_large"),
}


@pytest.mark.parametrize(("make", "words"), OFFERS.values(), ids=OFFERS)
def test_install_refuses(network: Network, make: Callable[[Network], str], words: str) -> None:
    services.install_directory(TRUSTED, token=signed(network, version=5), now=network.clock.now())
    before, token = written(), make(network)
    with pytest.raises(TrustRefused, match=words):
        services.install_directory(TRUSTED, token=token, now=network.clock.now())
    assert written() == before
    assert trust.version_in_force() == 5


def test_without_the_permission_nobody_changes_whom_we_trust(network: Network) -> None:
    token = signed(network, version=7)
    before = written()
    with pytest.raises(PermissionRefused):
        services.install_directory(an_actor(), token=token, now=network.clock.now())
    assert written() == before
    assert trust.version_in_force() == 1


def test_in_its_grace_the_directory_still_rules_then_not(network: Network) -> None:
    end = network.clock.now() + timedelta(days=60)
    assert trust.directory(end - timedelta(seconds=1)).version == 1
    with pytest.raises(TrustRefused):
        trust.directory(end)


def test_a_version_spoilt_in_the_database_does_not_rule(network: Network) -> None:
    trust._stored.cache_clear()
    DirectoryVersion.objects.update(token=signed(network, version=1, by=generate("sig")))
    with pytest.raises(TrustRefused):
        trust.directory(network.clock.now())


@pytest.mark.parametrize(
    "content", [None, b"", b"{}", b'{"keys": [{"kty": "oct"}]}', b"\xff"], ids=str
)
def test_roots_that_cannot_be_read(
    network: Network,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    content: bytes | None,
) -> None:
    if content is not None:
        (tmp_path / "roots.jwks").write_bytes(content)
    folder = property(lambda _: tmp_path)
    monkeypatch.setattr("liaison.core.node.NodeSettings.trust_folder", folder)
    assert network.version == 1
    with pytest.raises(TrustRefused):
        trust.roots()


def test_a_peer_is_known_by_its_certificate(network: Network) -> None:
    now = network.clock.now()
    found = selectors.peer_by_pin(network.bureaus["seoul"].keys.pin, now)
    assert found is not None
    assert found.id == "seoul"
    assert selectors.peer_by_pin("0" * 64, now) is None
    assert selectors.peer_by_pin("", now) is None
    assert selectors.bureaus(now) == ("seoul", "tokyo")


def test_a_bureau_that_left_is_nobody(network: Network) -> None:
    network.publish("seoul")
    now = network.clock.now()
    assert selectors.peer_by_pin(network.bureaus["seoul"].keys.pin, now) is None
    assert selectors.bureaus(now) == ("tokyo",)
