"""An officer of another bureau approved exactly this: verified here, or refused by name."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from liaison.exchange import services
from liaison.exchange.errors import ApprovalRefused
from liaison.exchange.services.approving import CREDENTIAL
from liaison.identity.factor_errors import PasskeyRefused
from liaison.identity.models import Passkey
from liaison.lib.passkeys import answers, approval, ceremonies
from liaison.lib.passkeys.types import Party
from liaison.lib.wire import statement
from liaison.lib.wire.canonical import JsonObject
from tests.cast import a_person
from tests.identity.factors import a_passkey, actor_of
from tests.simulators.authenticator import Authenticator
from tests.simulators.network import Network
from tests.simulators.peer_bureau import PeerBureau

pytestmark = pytest.mark.django_db
DOCUMENT: JsonObject = {"kind": "casework.request", "subject": "Arrest him", "version": 1}
SITE = {"origin": "https://desk.seoul.example", "party": "desk.seoul.example"}


def an_officer_s_key() -> Authenticator:
    """Return a passkey of Seoul's site that signed seven times before."""
    return Authenticator(origin=SITE["origin"], party=SITE["party"], counter=8)


@dataclass(frozen=True)
class Desk:
    """Seoul's side of an approval: the officer's key, the bureau's signature, the document."""

    key: Authenticator
    bureau: PeerBureau
    document: JsonObject = field(default_factory=lambda: DOCUMENT)
    counter: int = 7
    days: int = 30
    claims: Mapping[str, Any] | None = None

    def vouched(self) -> dict[str, str | int]:
        """Say whose passkey it is."""
        site = Party(id=SITE["party"], name="", origin=SITE["origin"])
        made = ceremonies.verify_registration(
            site,
            challenge=b"7" * 32,
            answer=Authenticator.create(
                self.key.but(**SITE, verified=True), answers.encode(b"7" * 32)
            ),
        )
        vouched = approval.Vouched(
            party=SITE["party"],
            origin=SITE["origin"],
            credential=replace(made, counter=self.counter),
            officer="mzxw6ytboi",
            role="desk_officer",
            valid_until=self.bureau.moment + self.days * 86_400,
        )
        return {**approval.claims_of(vouched), **(self.claims or {})}

    def sent(self, *, iss: str = "seoul", signer: PeerBureau | None = None) -> dict[str, Any]:
        """Return what travels with the document."""
        challenge = services.challenge_of(self.document)
        answer = answers.parse_assertion(self.key.get(answers.encode(challenge)))
        said = statement.Statement(
            iss=iss, at=self.bureau.moment, kind=CREDENTIAL, claims=self.vouched()
        )
        token = statement.sign(said, by=(signer or self.bureau).keys.sig)
        return {"assertion": approval.write_assertion(answer), "statement": token}


@pytest.fixture
def desk(seoul: PeerBureau) -> Desk:
    """An officer of Seoul whose key signed seven times before."""
    return Desk(an_officer_s_key(), seoul)


def verified(network: Network, said: object, document: JsonObject = DOCUMENT) -> Any:  # noqa: ANN401
    now = network.clock.now()
    return services.verify_approval(said, document=document, sender="seoul", at=now, now=now)


def test_it_says_who_approved(network: Network, desk: Desk) -> None:
    found = verified(network, desk.sent())
    assert (found.bureau, found.officer, found.role) == ("seoul", "mzxw6ytboi", "desk_officer")


def other(desk: Desk, **facts: Any) -> dict[str, Any]:  # noqa: ANN401 - fields of a desk
    return replace(desk, **facts).sent()


def with_statement_of(desk: Desk, stranger: Desk) -> dict[str, Any]:
    return {**desk.sent(), "statement": stranger.sent()["statement"]}


Make = Callable[[Desk, Network], object]
ATTACKS: Mapping[str, tuple[Make, str]] = {
    "another document's approval": (
        lambda d, _: other(d, document={**DOCUMENT, "subject": "Warn him"}),
        "passkey:challenge",
    ),
    "the same words as another kind of thing": (
        lambda d, _: other(d, document={**DOCUMENT, "kind": "casework.answer"}),
        "passkey:challenge",
    ),
    "given to a site that looks like theirs": (
        lambda d, _: other(d, key=d.key.but(origin="https://desk.seoul.example.org")),
        "passkey:origin",
    ),
    "made for another relying party": (
        lambda d, _: other(d, key=d.key.but(party="example.org")),
        "passkey:party",
    ),
    "touched by whoever found the key": (
        lambda d, _: other(d, key=d.key.but(verified=False)),
        "passkey:person",
    ),
    "a counter that went back": (
        lambda d, _: other(d, key=d.key.but(counter=6)),
        "passkey:counter",
    ),
    "an answer that was used before": (
        lambda d, _: other(d, key=d.key.but(counter=7)),
        "passkey:counter",
    ),
    "a statement that is over": (lambda d, _: other(d, days=0), "passkey:vouching_over"),
    "a statement signed by Tokyo": (
        lambda d, n: d.sent(signer=n.bureaus["tokyo"]),
        "wire:key",
    ),
    "a statement of Tokyo's own": (
        lambda d, n: d.sent(iss="tokyo", signer=n.bureaus["tokyo"]),
        "wire:key",
    ),
    "a statement that was altered": (
        lambda d, _: {**d.sent(), "statement": d.sent()["statement"][:-6] + "AAAAAA"},
        "wire:signature",
    ),
    "a statement about another officer": (
        lambda d, _: with_statement_of(d, replace(d, key=an_officer_s_key())),
        "passkey:credential",
    ),
    "a statement with a field more": (
        lambda d, _: other(d, claims={"head_of_bureau": True}),
        "passkey:unreadable",
    ),
    "a statement whose counter is a word": (
        lambda d, _: other(d, claims={"counter": "7"}),
        "passkey:unreadable",
    ),
    "no statement": (lambda d, _: {"assertion": d.sent()["assertion"]}, "shape"),
    "an endless statement": (lambda d, _: {**d.sent(), "statement": "a" * 20_000}, "shape"),
    "no answer": (lambda d, _: {**d.sent(), "assertion": {}}, "passkey:unreadable"),
    "a word of honour": (lambda *_: "approved", "shape"),
}


@pytest.mark.parametrize(("make", "reason"), ATTACKS.values(), ids=ATTACKS)
def test_attacks_are_refused(network: Network, desk: Desk, make: Make, reason: str) -> None:
    with pytest.raises(ApprovalRefused) as refused:
        verified(network, make(desk, network))
    assert refused.value.reason.startswith(reason)


def test_ours_can_be_verified_by_others(network: Network, seoul: PeerBureau) -> None:
    """By the passkey's own signature and the keys the directory lists, years later."""
    ada = a_person()
    key = a_passkey(ada).but(counter=3)
    answer = key.get(answers.encode(services.challenge_of(DOCUMENT)))
    said, facts = services.approve(
        actor_of(ada), document=DOCUMENT, answer=answer, now=network.clock.now()
    )
    node = seoul.known.entry("beijing")
    found = statement.verify(
        str(said["statement"]),
        issuer="beijing",
        resolve=lambda kid: node.signing_key(kid, now=seoul.moment),
    )
    vouched = approval.parse_vouched(found.claims)
    travelled = json.loads(json.dumps(said["assertion"]))
    challenge = services.challenge_of(DOCUMENT)
    approval.verify(
        vouched, approval.parse_assertion(travelled), challenge=challenge, at=seoul.moment
    )
    assert (vouched.officer, vouched.role) == (facts.officer, "desk_officer")
    assert str(ada.pk) not in json.dumps(dict(found.claims))
    assert Passkey.objects.get().counter == 3


def test_nobody_approves_with_a_colleague_s_passkey(network: Network) -> None:
    ada, boris = a_person(), a_person("Boris")
    answer = a_passkey(boris).get(answers.encode(services.challenge_of(DOCUMENT)))
    with pytest.raises(PasskeyRefused):
        services.approve(actor_of(ada), document=DOCUMENT, answer=answer, now=network.clock.now())
    assert Passkey.objects.get().last_used_at is None
