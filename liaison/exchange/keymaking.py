"""Making the keys of a new bureau: files in `keys/` and `trust/`, readable by their owner only.

Needs no database: `liaison init` and the tests call it before anything else exists.
"""

import json
import os
from datetime import datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from liaison.exchange import keys
from liaison.lib.wire.keys import dump_private, generate

TLS_LIFE = timedelta(days=90)
LOG_KEY = "log.pem"
TLS_KEY = "tls.key"
TLS_CERTIFICATE = "tls.pem"
ROOT_PRIVATE = "root-private.jwks"
# Python 3.13 refuses certificates without key usage and key identifiers
SIGNS = x509.KeyUsage(
    digital_signature=True,
    content_commitment=False,
    key_encipherment=False,
    data_encipherment=False,
    key_agreement=False,
    key_cert_sign=False,
    crl_sign=False,
    encipher_only=False,
    decipher_only=False,
)


def make_keys(folder: Path, *, organisation: str, host: str, now: datetime) -> None:
    """Write every private key of a bureau; existing files are never touched.

    Args:
        folder: `keys/` of the node's home; made if missing.
        organisation: id of the bureau, the common name of its TLS certificate.
        host: name or address other bureaus dial.
        now: the certificate is valid from five minutes before.

    Raises:
        FileExistsError: there are keys already.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_private(folder / keys.SIGNING, dump_private([generate("sig")]))
    write_private(folder / keys.ENCRYPTION, dump_private([generate("enc")]))
    write_private(folder / keys.ARCHIVE, dump_private([generate("enc")]))
    write_private(folder / LOG_KEY, _pem(ed25519.Ed25519PrivateKey.generate()))
    key = ec.generate_private_key(ec.SECP256R1())
    write_private(folder / TLS_KEY, _pem(key))
    certificate = make_certificate(key, organisation=organisation, host=host, now=now)
    write_private(folder / TLS_CERTIFICATE, certificate.public_bytes(serialization.Encoding.PEM))


def make_root(folder: Path) -> None:
    """Write a directory root of this node's own: private half and the public set it trusts.

    Args:
        folder: `trust/` of the node's home; made if missing.

    Raises:
        FileExistsError: there is a root already.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    pair = generate("sig")
    write_private(folder / ROOT_PRIVATE, dump_private([pair]))
    write_private(folder / keys.ROOTS, json.dumps({"keys": [pair.public_jwk()]}).encode())


def write_private(file: Path, content: bytes) -> None:
    """Write a new file that only its owner reads.

    Raises:
        FileExistsError: it is there already; a key is never overwritten.
    """
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as out:
        out.write(content)


def _pem(key: ed25519.Ed25519PrivateKey | ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def make_certificate(
    key: ec.EllipticCurvePrivateKey, *, organisation: str, host: str, now: datetime
) -> x509.Certificate:
    """Return a self-signed certificate, good for both ends of TLS.

    Args:
        key: the private key it belongs to.
        organisation: its common name.
        host: name or address it is good for.
        now: it is valid from five minutes before, for ninety days.
    """
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, organisation[:64])])
    identifier = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    usages = [ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH]
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(minutes=5))
        .not_valid_after(now + TLS_LIFE)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(SIGNS, critical=True)
        .add_extension(x509.ExtendedKeyUsage(usages), critical=False)
        .add_extension(x509.SubjectAlternativeName([_alternative(host)]), critical=False)
        .add_extension(identifier, critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(identifier),
            critical=False,
        )
        .sign(key, hashes.SHA256())
    )


def _alternative(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ip_address(host))
    except ValueError:
        return x509.DNSName(host)
