"""Keys of the wire: Ed25519 for signatures, X25519 for encryption, as JSON Web Keys.

A key is named by its RFC 7638 thumbprint. Private keys live in key sets, oldest first; the newest
signs, every one opens.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

from liaison.lib.wire import canonical, limits
from liaison.lib.wire.errors import KeyRefused, ShapeRefused

Use = Literal["sig", "enc"]
CURVES: dict[Use, str] = {"sig": "Ed25519", "enc": "X25519"}
SET_BYTES = 64 * 1024


@dataclass(frozen=True)
class KeyPair:
    """A private key with its name."""

    kid: str
    use: Use
    key: OKPKey

    def public_jwk(self) -> dict[str, str]:
        """Return the public half: `kty`, `crv`, `x`, `kid`, `use`."""
        public = self.key.as_dict(private=False)
        return {
            "kty": "OKP",
            "crv": str(public["crv"]),
            "x": str(public["x"]),
            "kid": self.kid,
            "use": self.use,
        }


@dataclass(frozen=True)
class KeyRing:
    """All private keys of one bureau for one use, oldest first.

    Raises:
        KeyRefused: at construction, when empty or of mixed use.
    """

    pairs: tuple[KeyPair, ...]

    def __post_init__(self) -> None:
        if not self.pairs or len({pair.use for pair in self.pairs}) != 1:
            message = "a key ring needs at least one key, all of one use"
            raise KeyRefused(message)

    @property
    def newest(self) -> KeyPair:
        """The key that signs, or that others shall seal to."""
        return self.pairs[-1]

    def find(self, kid: str) -> KeyPair | None:
        """Return the key of that name, if it is ours."""
        return next((pair for pair in self.pairs if pair.kid == kid), None)


def generate(use: Use) -> KeyPair:
    """Make a new key pair for a use."""
    key = OKPKey.generate_key(CURVES[use], auto_kid=False)  # type: ignore[arg-type]
    return KeyPair(kid=key.thumbprint(), use=use, key=key)


def dump_private(pairs: Sequence[KeyPair]) -> bytes:
    """Return a JWK set with private halves, for a file only its owner reads."""
    keys = []
    for pair in pairs:
        private = {name: str(value) for name, value in pair.key.as_dict(private=True).items()}
        keys.append(private | {"kid": pair.kid, "use": pair.use})
    return json.dumps({"keys": keys}, indent=1).encode()


def load_private(data: bytes) -> KeyRing:
    """Read what `dump_private` wrote.

    Raises:
        ShapeRefused: not a set of private keys of one use.
    """
    value = canonical.decode(data, limit=SET_BYTES)
    entries = value.get("keys")
    if not isinstance(entries, list) or not 1 <= len(entries) <= limits.KEYS_PER_USE:
        raise ShapeRefused("keys", f"must list 1 to {limits.KEYS_PER_USE} keys")
    return KeyRing(tuple(_private(entry) for entry in entries))


def public_key(jwk: canonical.JsonObject, *, use: Use) -> OKPKey:
    """Return a public key of the profile's curve for that use.

    Args:
        jwk: `kty`, `crv`, `x` and nothing private.
        use: what the key shall be good for.

    Raises:
        ShapeRefused: another key type, another curve, a private half, or not a key.
    """
    if jwk.get("kty") != "OKP" or jwk.get("crv") != CURVES[use]:
        raise ShapeRefused("jwk", f"must be OKP on {CURVES[use]}")
    if "d" in jwk:
        raise ShapeRefused("jwk", "carries a private key: it must be destroyed, not published")
    coordinate = canonical.text(jwk, "x", most=64)
    try:
        return OKPKey.import_key({"kty": "OKP", "crv": CURVES[use], "x": coordinate})
    except (JoseError, ValueError) as error:
        raise ShapeRefused("jwk", "is not a key") from error


def _private(entry: canonical.JsonValue) -> KeyPair:
    if not isinstance(entry, dict):
        raise ShapeRefused("keys", "must hold objects")
    use: Use = "sig" if entry.get("use") == "sig" else "enc"
    try:
        key = OKPKey.import_key({name: str(entry[name]) for name in ("kty", "crv", "x", "d")})
    except (JoseError, KeyError, ValueError) as error:
        raise ShapeRefused("keys", "must hold private keys") from error
    if key.as_dict(private=False)["crv"] != CURVES[use]:
        raise ShapeRefused("keys", "has a key whose use and curve differ")
    return KeyPair(kid=key.thumbprint(), use=use, key=key)
