"""A bureau that is asked while somebody waits: the real `Line`, and lies to tell over it."""

import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from liaison.core.identifiers import uuid7
from liaison.exchange.errors import AskFailed
from liaison.exchange.services import padding
from liaison.exchange.states import AskMark
from liaison.lib.wire import envelope
from liaison.lib.wire.canonical import JsonObject
from liaison.lib.wire.entry import Entry
from liaison.lib.wire.envelope import Opened, RecipientKey
from liaison.lib.wire.keys import generate
from liaison.lib.wire.manifest import Addressee, Manifest
from tests.cast import NOW
from tests.simulators.network import Network
from tests.simulators.peer_bureau import NODE, PeerBureau

Trouble = Callable[["AskedNetwork", PeerBureau, Opened], bytes]
REPLY_KIND = "test.found"


@dataclass
class AskedNetwork:
    """Carries questions to simulated bureaus.

    Attributes:
        network: the bureaus.
        answers: what a bureau says, by id; an empty object unless said.
        troubles: what goes wrong, by id.
        asked: every question that arrived, opened.
    """

    network: Network
    answers: dict[str, Callable[[Opened], JsonObject]] = field(default_factory=dict)
    troubles: dict[str, Trouble] = field(default_factory=dict)
    asked: list[Opened] = field(default_factory=list)
    reply_kinds: dict[str, str] = field(default_factory=dict)

    def ask(self, peer: Entry, body: bytes, *, seconds: float) -> bytes:
        """Answer, or do what the trouble says."""
        assert seconds > 0
        bureau = self.network.bureaus[peer.id]
        opened = envelope.unseal(
            body,
            own=bureau.id,
            keys=bureau.keys.ring,
            resolve=lambda _, kid: bureau.known.entry(NODE).signing_key(kid, now=bureau.moment),
        )
        self.asked.append(opened)
        trouble = self.troubles.get(bureau.id)
        return trouble(self, bureau, opened) if trouble else self.honest(bureau, opened)

    def honest(self, bureau: PeerBureau, opened: Opened, **changes: Any) -> bytes:  # noqa: ANN401
        """Seal the answer as agreed; other names change fields of the manifest."""
        by, padded = changes.pop("by", bureau.keys.sig), changes.pop("padded", True)
        answer = self.answers.get(bureau.id)
        said = answer(opened) if answer else {}
        made = Manifest(
            iss=bureau.id,
            aud=(Addressee(NODE, "action"),),
            jti=uuid7(bureau.clock.now()),
            iat=bureau.moment,
            exp=bureau.moment + 60,
            thread=opened.manifest.thread,
            in_reply_to=opened.manifest.jti,
            kind=self.reply_kinds.get(opened.manifest.kind, REPLY_KIND),
            form="1",
            urgency="urgent",
            purpose=opened.manifest.purpose,
            legal_basis="",
            handling=(),
            dir_ver=1,
            content_commitment="",
        )
        node = bureau.known.entry(NODE).encryption_key(now=bureau.moment)
        sealed = envelope.seal(
            replace(made, **changes),
            padding.pad(said) if padded else {"answer": said, "pad": ""},
            salt=os.urandom(envelope.SALT_BYTES),
            by=by,
            recipients=[RecipientKey(node.kid, node.key)],
        )
        return sealed.data


def changed(**changes: Any) -> Trouble:  # noqa: ANN401
    """Return a bureau that changes fields of its answer's manifest."""
    return lambda line, bureau, opened: line.honest(bureau, opened, **changes)


def failing(mark: AskMark, code: str) -> Trouble:
    """Return a bureau that is not there, or refuses."""

    def fail(_line: AskedNetwork, _bureau: PeerBureau, _opened: Opened) -> bytes:
        raise AskFailed(mark, code)

    return fail


def slow(line: AskedNetwork, bureau: PeerBureau, opened: Opened) -> bytes:
    """Answer honestly when nobody waits any more."""
    time.sleep(0.4)
    return line.honest(bureau, opened)


def altered(line: AskedNetwork, bureau: PeerBureau, opened: Opened) -> bytes:
    """Answer with one character changed."""
    honest = line.honest(bureau, opened)
    place = honest.index(b'"ciphertext":"') + 40
    other = b"A" if honest[place : place + 1] != b"A" else b"B"
    return honest[:place] + other + honest[place + 1 :]


class Replaying:
    """Answers every question with the answer to the first one."""

    def __init__(self) -> None:
        """Nothing was answered yet."""
        self.first = b""

    def __call__(self, line: AskedNetwork, bureau: PeerBureau, opened: Opened) -> bytes:
        """Answer."""
        self.first = self.first or line.honest(bureau, opened)
        return self.first


def anothers(line: AskedNetwork, _bureau: PeerBureau, opened: Opened) -> bytes:
    """Pass on an answer that Tokyo signed."""
    return line.honest(line.network.bureaus["tokyo"], opened)


# what comes back and must not be believed
LIES: Mapping[str, tuple[Trouble, str]] = {
    "another bureau's answer": (anothers, "wire:key"),
    "in another name": (changed(iss="tokyo"), "wire:headers_differ"),
    "to another question": (changed(in_reply_to=uuid7(NOW)), "wire:headers_differ"),
    "of another kind": (changed(kind="test.other"), "wire:headers_differ"),
    "by a key nobody knows": (changed(by=generate("sig")), "wire:key"),
    "not for us": (changed(aud=(Addressee("tokyo", "action"),)), "wire:not_for_us"),
    "not padded": (changed(padded=False), "wire:shape"),
    "altered on the way": (altered, "wire:decryption"),
    "not JSON": (lambda *_: b"\xff\x00", "wire:not_json"),
    "nothing": (lambda *_: b"", "wire:not_json"),
    "a page of HTML": (lambda *_: b"<html>502</html>", "wire:not_json"),
    "a list": (lambda *_: b"[]", "wire:not_json"),
    "too long": (lambda *_: b" " * (256 * 1024 + 1), "wire:too_large"),
}
