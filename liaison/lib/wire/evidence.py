"""What is left of a message after its journey: the signed manifest alone, and bytes for others."""

from collections.abc import Callable

from joserfc.jwk import OKPKey

from liaison.lib.wire import canonical, limits, tokens
from liaison.lib.wire import manifest as manifests
from liaison.lib.wire.envelope import INNER_CHARACTERS, INNER_TYP
from liaison.lib.wire.errors import ShapeRefused
from liaison.lib.wire.manifest import Manifest


def read_signed(jws: str, *, resolve: Callable[[str, str], OKPKey]) -> tuple[Manifest, str]:
    """Verify a signed manifest that stands alone, as evidence does, and read it.

    Args:
        jws: the signed manifest.
        resolve: (organisation, key name) to its public signing key, or raises `KeyRefused`.

    Returns:
        The manifest and the name of the key.

    Raises:
        WireRefusal: not signed by whom it says, or no manifest.
    """
    issuer = str(tokens.said(jws, limit=INNER_CHARACTERS).get("iss", ""))
    token = tokens.verify(
        jws, typ=INNER_TYP, resolve=lambda kid: resolve(issuer, kid), limit=INNER_CHARACTERS
    )
    return manifests.parse(token.claims), token.kid


def without_recipient(data: bytes, kid: str) -> bytes:
    """Return sealed bytes that one key opens no more; the others still open them.

    Args:
        data: of our own making.
        kid: name of the key whose entry is taken out.

    Raises:
        ShapeRefused: these are no sealed bytes.
    """
    outer = canonical.decode(data, limit=limits.SEALED_BYTES)
    entries = outer["recipients"]
    if not isinstance(entries, list):
        raise ShapeRefused("recipients", "must be a list")
    return canonical.encode({**outer, "recipients": [e for e in entries if _name(e) != kid]})


def _name(entry: canonical.JsonValue) -> canonical.JsonValue:
    """Return the name of the key that a recipient entry is for."""
    header = entry.get("header") if isinstance(entry, dict) else None
    return header.get("kid") if isinstance(header, dict) else None
