"""A second implementation agrees: jwcrypto opens what we seal, and we open what it seals."""

import json

from jwcrypto import jwe, jwk, jws

from liaison.lib.wire import canonical, tokens
from tests.lib.wire.bureaus import BEIJING, BODY, SALT, SEOUL, open_at, seal
from tests.lib.wire.forgery import b64, peel, protected_of, wrap

TYP = "liaison-msg+jws"


def test_jwcrypto_opens_what_we_seal_and_verifies_the_manifest() -> None:
    sealed = seal()

    inside = peel(sealed.data)
    token = jws.JWS()
    token.allowed_algs = ["Ed25519"]
    token.deserialize(inside["jws"], jwk.JWK(**BEIJING.sig.public_jwk()))

    assert token.payload == canonical.encode(sealed.manifest.claims())
    assert inside == {"jws": sealed.jws, "salt": b64(SALT), "body": BODY, "parts": []}
    assert json.loads(token.objects["protected"]) == {
        "alg": "Ed25519",
        "kid": BEIJING.sig.kid,
        "typ": TYP,
    }


def test_jwcrypto_opens_the_archive_copy() -> None:
    assert peel(seal().data, BEIJING)["body"] == BODY


def test_we_open_what_jwcrypto_signed_and_sealed() -> None:
    manifest = seal().manifest
    signer = jws.JWS(canonical.encode(manifest.claims()))
    signer.allowed_algs = ["Ed25519"]
    signer.add_signature(
        jwk.JWK(**BEIJING.sig.key.as_dict(private=True)),
        protected=json.dumps({"alg": "Ed25519", "kid": BEIJING.sig.kid, "typ": TYP}),
    )
    token = signer.serialize(compact=True)
    plain = canonical.encode({"jws": token, "salt": b64(SALT), "body": BODY, "parts": []})

    opened = open_at(SEOUL, wrap(plain, protected_of(seal().data)))

    assert (opened.manifest, opened.body, opened.jws) == (manifest, BODY, token)


def test_jwcrypto_refuses_what_was_altered_like_we_do() -> None:
    value = json.loads(seal().data)
    value["tag"] = b64(bytes(16))
    token = jwe.JWE(algs=["ECDH-ES+A256KW", "A256GCM"])
    key = jwk.JWK(**SEOUL.enc.key.as_dict(private=True))
    try:
        token.deserialize(json.dumps(value), key)
    except jwe.InvalidJWEData:
        return
    message = "the oracle opened an altered envelope"
    raise AssertionError(message)


def test_tokens_verify_with_jwcrypto() -> None:
    made = tokens.sign({"a": 1}, typ="liaison-statement+jws", by=SEOUL.sig)
    token = jws.JWS()
    token.allowed_algs = ["Ed25519"]
    token.deserialize(made, jwk.JWK(**SEOUL.sig.public_jwk()))
    assert token.payload == b'{"a":1}'
