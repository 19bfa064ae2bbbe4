"""What passkeys are spoken of with: the site, a credential, an answer of a browser."""

from dataclasses import dataclass
from typing import Final

# the longest identifier of a credential, Web Authentication level 3 section 5.8.3
CREDENTIAL_ID_MAX: Final = 1023
# an RSA key of 4096 bits in COSE takes 540 bytes
PUBLIC_KEY_MAX: Final = 1024
SIGNATURE_MAX: Final = 1024
# challenge, origin, flags; browsers may add names of their own
CLIENT_DATA_MAX: Final = 4096
# 37 bytes, and extensions nobody asked for
AUTHENTICATOR_DATA_MAX: Final = 4096
ATTESTATION_MAX: Final = 32 * 1024
# what a browser posts, in base64url
ANSWER_MAX: Final = 64 * 1024


@dataclass(frozen=True)
class Party:
    """The site a passkey belongs to.

    Attributes:
        id: relying party id: the host name of the site.
        name: as the browser shows it.
        origin: scheme, host and port as the browser says it, such as `https://desk.example`.
    """

    id: str
    name: str
    origin: str


@dataclass(frozen=True)
class Holder:
    """Who a new passkey is for, as the authenticator keeps it.

    Attributes:
        handle: at most 64 bytes that are no name and no address.
        sign_in_name: what they type.
        name: as colleagues know them.
    """

    handle: bytes
    sign_in_name: str
    name: str


@dataclass(frozen=True)
class Credential:
    """The public half of a passkey.

    Attributes:
        id: as the authenticator names it.
        public_key: COSE_Key in CBOR (RFC 9052 section 7).
        counter: how often it signed, as it said last; 0 for those that do not count.
        backed_up: whether it is copied to the holder's other devices.
    """

    id: bytes
    public_key: bytes
    counter: int
    backed_up: bool = False


@dataclass(frozen=True)
class Assertion:
    """An answer of a passkey to a challenge.

    Attributes:
        credential_id: which passkey answers.
        client_data: what the browser says it was asked, JSON in UTF-8.
        authenticator_data: what the authenticator says.
        signature: over the two.
    """

    credential_id: bytes
    client_data: bytes
    authenticator_data: bytes
    signature: bytes
