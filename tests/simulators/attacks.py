"""What a bureau, or one that took its keys, may try on the node: one message at a time.

Each attack returns what is carried; the table says how the node must refuse it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from liaison.lib.wire import envelope
from liaison.lib.wire.delivery import Carried
from liaison.lib.wire.envelope import Sealed
from liaison.lib.wire.keys import generate
from liaison.lib.wire.manifest import Addressee
from tests.simulators.network import Network
from tests.simulators.peer_bureau import PeerBureau

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Attack:
    """One attack and its end.

    Attributes:
        make: what Seoul carries to Beijing.
        code: why it is refused.
        signed: whether the refusal is a signed `rejected`: only what the sender certainly said.
        alarm: kind of the alarm, or empty.
    """

    make: Callable[[PeerBureau, Network], Carried]
    code: str
    signed: bool = True
    alarm: str = ""


def _with_bytes(sealed: Sealed, data: bytes) -> Sealed:
    """Return other bytes with their own true digest."""
    return replace(sealed, data=data, digest=envelope.digest(data))


def _altered(seoul: PeerBureau, _: Network) -> Carried:
    sealed = seoul.seal()
    place = sealed.data.index(b'"ciphertext":"') + 40
    other = b"A" if sealed.data[place : place + 1] != b"A" else b"B"
    data = sealed.data[:place] + other + sealed.data[place + 1 :]
    return seoul.carry(_with_bytes(sealed, data))


def _spoilt_on_the_way(seoul: PeerBureau, _: Network) -> Carried:
    carried = seoul.carry(seoul.seal())
    return replace(carried, message=carried.message[:-1] + b" ")


def _truncated(seoul: PeerBureau, _: Network) -> Carried:
    sealed = seoul.seal()
    return seoul.carry(_with_bytes(sealed, sealed.data[:-9]))


def _forwarded(seoul: PeerBureau, network: Network) -> Carried:
    """A true message of Tokyo to Beijing, passed on by Seoul, which may not relay."""
    return seoul.carry(network.bureaus["tokyo"].seal())


def _for_somebody_else(seoul: PeerBureau, _: Network) -> Carried:
    """Signed for Tokyo, and encrypted to Beijing."""
    return seoul.carry(seoul.seal(aud=(Addressee("tokyo", "action"),)))


def _in_tokyos_name(seoul: PeerBureau, _: Network) -> Carried:
    return seoul.carry(seoul.seal(iss="tokyo"))


def _expired(seoul: PeerBureau, network: Network) -> Carried:
    carried = seoul.carry(seoul.seal(exp=seoul.moment + 60))
    network.clock.advance(timedelta(seconds=60))
    return carried


def _forged_inside(seoul: PeerBureau, _: Network) -> Carried:
    """The channel is Seoul's, the message is signed by a key nobody knows."""
    true, seoul.keys.sig = seoul.keys.sig, generate("sig")
    sealed = seoul.seal()
    seoul.keys.sig = true
    return seoul.carry(sealed)


def _revoked(seoul: PeerBureau, network: Network) -> Carried:
    carried = seoul.carry(seoul.seal())
    seoul.keys.revoked_at = seoul.moment
    network.publish()
    return carried


def _key_too_old(seoul: PeerBureau, network: Network) -> Carried:
    seoul.keys.life = DAY
    network.publish()
    network.clock.advance(DAY)
    return seoul.carry(seoul.seal())


ATTACKS: Mapping[str, Attack] = {
    "digest differs": Attack(
        lambda seoul, _: seoul.carry(seoul.seal(), digest="0" * 64),
        "wire:digest",
        signed=False,
        alarm="altered",
    ),
    "spoilt on the way": Attack(_spoilt_on_the_way, "wire:digest", signed=False, alarm="altered"),
    "altered": Attack(_altered, "wire:decryption", alarm="altered"),
    "truncated": Attack(_truncated, "wire:not_json"),
    "nothing": Attack(lambda s, _: s.carry(_with_bytes(s.seal(), b"")), "wire:not_json"),
    "header by an unknown key": Attack(
        lambda seoul, _: seoul.carry(seoul.seal(), by=generate("sig")), "wire:key", signed=False
    ),
    "header by Tokyo's key": Attack(
        lambda seoul, n: seoul.carry(seoul.seal(), by=n.bureaus["tokyo"].keys.sig),
        "wire:key",
        signed=False,
    ),
    "header in Tokyo's name": Attack(
        lambda seoul, _: seoul.carry(seoul.seal(), iss="tokyo"), "wire:key", signed=False
    ),
    "header to Tokyo": Attack(
        lambda seoul, _: seoul.carry(seoul.seal(), to="tokyo"),
        "wire:headers_differ",
        signed=False,
        alarm="altered",
    ),
    "header of another message": Attack(
        lambda seoul, _: seoul.carry(seoul.seal(), jti=seoul.seal().manifest.jti),
        "wire:headers_differ",
        alarm="altered",
    ),
    "header that is no token": Attack(
        lambda seoul, _: Carried("a.b.c", seoul.seal().data), "wire:header", signed=False
    ),
    "header that is a receipt": Attack(
        lambda s, _: Carried(s.receipt(s.seal().manifest.jti, "0" * 64), s.seal().data),
        "wire:header",
        signed=False,
    ),
    "forwarded message of a third bureau": Attack(
        _forwarded, "wire:headers_differ", alarm="altered"
    ),
    "a message in Tokyo's name": Attack(_in_tokyos_name, "wire:key"),
    "signed for somebody else": Attack(_for_somebody_else, "wire:not_for_us"),
    "signed inside by an unknown key": Attack(_forged_inside, "wire:key"),
    "expired": Attack(_expired, "wire:expired"),
    "from the future": Attack(
        lambda seoul, _: seoul.carry(seoul.seal(iat=seoul.moment + 301)), "wire:from_the_future"
    ),
    "unknown kind": Attack(
        lambda seoul, _: seoul.carry(seoul.seal(kind="test.unheard")), "exchange:unknown_kind"
    ),
    "revoked key": Attack(_revoked, "wire:key", signed=False),
    "key at its end": Attack(_key_too_old, "wire:key", signed=False),
}
