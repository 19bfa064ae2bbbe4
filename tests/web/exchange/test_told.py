"""A room's message in words: from whom, for whom, where it can be read; never what it says."""

import uuid
from collections.abc import Mapping
from typing import Any

import pytest
from django.template.loader import render_to_string

from liaison.casework.models import Request
from liaison.casework.wireform import write_asked
from liaison.exchange import selectors
from liaison.exchange.models import Message
from liaison.identity.types import Actor, Permission
from liaison.web import bureaus
from liaison.web.exchange.telling import SENTENCES, Told, told
from liaison.web.exchange.words import KINDS
from tests.casework.things import asked
from tests.cast import an_actor
from tests.exchange.house import queue_note, work
from tests.simulators.network import Network
from tests.simulators.peer_bureau import PeerBureau
from tests.web.exchange.test_message import Sit, open_page

pytestmark = pytest.mark.django_db
SECRETS = ("Passenger without", "Zhang", "LX7310254", "stolen", "Kim")


@pytest.fixture
def jti(seoul: PeerBureau) -> uuid.UUID:
    """Seoul's request, taken by its room."""
    said = asked()
    return arrived(seoul, write_asked(said), kind="casework.request")


def arrived(peer: PeerBureau, body: Mapping[str, Any], **changes: Any) -> uuid.UUID:  # noqa: ANN401
    """Let a bureau send something, and the worker hand it to its room."""
    said = {"purpose": asked().purpose.value, "legal_basis": "Immigration Act, Art. 11"}
    sealed = peer.seal(dict(body), **said | changes)
    peer.send(peer.carry(sealed))
    work(peer.clock)
    return sealed.manifest.jti


def words_for(actor: Actor, jti: uuid.UUID, network: Network) -> Told:
    """Return what a chair is told."""
    now = network.clock.now()
    row = Message.objects.get(jti=jti)
    file = selectors.message_file(actor, str(row.pk))
    return told(actor, file, bureaus.known(actor, now), now)


def test_the_desk_is_told_and_led_to_the_request(
    network: Network, jti: uuid.UUID, at_desk: Sit
) -> None:
    request = Request.objects.get(message=jti)
    found = words_for(an_actor(), jti, network)
    assert found.sentence.endswith("for help.")
    assert found.address == f"/requests/{request.pk}/"
    assert found.reference == request.our_reference
    page = open_page(at_desk(), jti)
    assert found.sentence in page
    assert found.address in page
    assert str(request.thread) in page
    assert not [secret for secret in SECRETS if secret in page]


KEPT_BACK: Mapping[str, tuple[Permission, ...]] = {
    "a chair that reads messages and nothing else": (Permission.MESSAGE_READ,),
    "one that reads records": (Permission.MESSAGE_READ, Permission.DOCUMENT_READ),
    "one that reads hits and the log": (
        Permission.MESSAGE_READ,
        Permission.HIT_READ,
        Permission.AUDIT_READ,
    ),
}


@pytest.mark.parametrize("carried", KEPT_BACK.values(), ids=KEPT_BACK)
def test_a_chair_without_the_right_sees_no_more_than_before(
    network: Network, jti: uuid.UUID, carried: tuple[Permission, ...]
) -> None:
    found = words_for(an_actor(permissions=carried), jti, network)
    assert (found.reference, found.address, found.link) == ("", "", "")
    request = Request.objects.get(message=jti)
    told_all = render_to_string("exchange/message.html", {"told": found})
    for secret in (*SECRETS, request.our_reference, request.their_reference, str(request.pk)):
        assert secret not in told_all


def test_a_thread_that_another_bureau_wrote_leads_nowhere(
    network: Network, jti: uuid.UUID, tokyo: PeerBureau
) -> None:
    """Tokyo has heard of the conversation and writes its id: the request is not shown for it."""
    thread = Request.objects.get(message=jti).thread
    other = arrived(tokyo, {"words": "x"}, kind="casework.remind", thread=thread)
    found = words_for(an_actor(), other, network)
    assert (found.reference, found.address) == ("", "")


@pytest.mark.parametrize(
    ("kind", "permission", "address"),
    [
        ("records.distribute", Permission.DOCUMENT_READ, "/records/"),
        ("queries.confirmation_asked", Permission.HIT_READ, "/hits/"),
    ],
)
def test_other_rooms_are_named_to_those_who_have_them(
    network: Network, kind: str, permission: Permission, address: str
) -> None:
    jti = queue_note(network.clock, kind=kind, body={"name": "BEISPIEL Ruolan"})
    without = words_for(an_actor(permissions=[Permission.MESSAGE_READ]), jti, network)
    having = words_for(an_actor(permissions=[Permission.MESSAGE_READ, permission]), jti, network)
    assert (without.address, having.address) == ("", address)
    assert without.sentence == having.sentence
    assert "BEISPIEL" not in having.sentence


def test_every_kind_that_has_a_name_has_a_sentence() -> None:
    assert set(SENTENCES) == set(KINDS)
