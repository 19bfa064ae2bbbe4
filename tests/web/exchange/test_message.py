"""One message: its ladder, its content, its conversation, its proofs."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from liaison.exchange.errors import ContentRefused
from liaison.exchange.models import Message, Receipt
from liaison.exchange.sockets import HANDLERS
from liaison.exchange.states import State
from liaison.exchange.types import Handler
from tests.cast import entries
from tests.exchange.house import logged, queue_note, work
from tests.simulators.network import Network
from tests.simulators.peer_bureau import PeerBureau

Sit = Callable[..., Client]
pytestmark = pytest.mark.django_db


def open_page(client: Client, jti: uuid.UUID) -> str:
    """Open a message and return the page."""
    answer = client.get(f"/messages/{Message.objects.get(jti=jti).pk}/")
    assert answer.status_code == 200
    return answer.content.decode()


def received_from(seoul: PeerBureau, network: Network, **changes: Any) -> uuid.UUID:  # noqa: ANN401
    """Let Seoul send a note, and the worker deliver it."""
    sealed = seoul.seal(**changes)
    seoul.send(seoul.carry(sealed))
    work(network.clock)
    return sealed.manifest.jti


def test_one_of_ours_shows_way_content_and_proofs(
    at_desk: Sit, network: Network, seoul: PeerBureau
) -> None:
    jti = queue_note(network.clock, legal_basis="Article 7", body={"words": "失窃 <b>"})
    work(network.clock)
    page = open_page(at_desk(), jti)
    message = Message.objects.get(jti=jti)
    token = Receipt.objects.get(message=message).token
    for words in (
        "Accepted for sending",
        "Stored by the recipient",
        "Signed by Bureau of seoul, entry 0 of its log",
        "Article 7",
        "identify a traveller",
        "失窃 &lt;b&gt;",
        message.digest,
        message.kid,
        message.jws,
        token,
    ):
        assert words in page
    assert jti in seoul.stored


def test_before_it_is_sealed_there_is_nothing_to_prove(at_desk: Sit, network: Network) -> None:
    page = open_page(at_desk(), queue_note(network.clock))
    assert "The message is not sealed yet" in page
    assert "No receipt of Bureau of seoul yet." in page


@pytest.mark.usefixtures("handled")
def test_the_first_opening_of_theirs_is_receipted_and_every_opening_is_logged(
    at_desk: Sit, network: Network, seoul: PeerBureau
) -> None:
    jti = received_from(seoul, network)
    client = at_desk("Boris")
    page = open_page(client, jti)
    assert "Opened by a person" in page
    assert "found at the counter" in page
    assert Message.objects.get(jti=jti).state == State.OPENED
    open_page(client, jti)
    assert logged("exchange:message:read") == 2
    assert logged("exchange:message:opened") == 1


def test_shredded_content_is_said_to_be_shredded(
    at_desk: Sit, network: Network, seoul: PeerBureau, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(HANDLERS, "test.note", Handler(lambda *_: None, keep_body=False))
    page = open_page(at_desk(), received_from(seoul, network))
    assert "The content was shredded after delivery." in page
    assert "found at the counter" not in page


def test_a_rejection_shows_its_reason(
    at_desk: Sit, network: Network, seoul: PeerBureau, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise ContentRefused("test:unfit")

    monkeypatch.setitem(HANDLERS, "test.note", Handler(refuse, keep_body=True))
    page = open_page(at_desk(), received_from(seoul, network))
    assert "Rejected by the recipient" in page
    assert "Reason: test:unfit" in page
    assert "Opened by a person" not in page


@pytest.mark.usefixtures("handled")
def test_a_conversation_links_question_and_answer(
    at_desk: Sit, network: Network, seoul: PeerBureau
) -> None:
    asked = queue_note(network.clock)
    answered = received_from(seoul, network, thread=asked, in_reply_to=asked)
    client = at_desk()
    question, answer = open_page(client, asked), open_page(client, answered)
    assert f'href="/messages/{Message.objects.get(jti=answered).pk}/"' in question
    assert "answers this message" in question
    assert f'href="/messages/{Message.objects.get(jti=asked).pk}/"' in answer
    assert "answered by this message" in answer


@pytest.mark.usefixtures("handled")
def test_a_peer_cannot_pass_its_own_message_off_as_our_question(
    at_desk: Sit, network: Network, seoul: PeerBureau
) -> None:
    """The id it answers is one of its own: nothing here is said to be answered by it."""
    first = received_from(seoul, network)
    page = open_page(at_desk(), received_from(seoul, network, thread=first, in_reply_to=first))
    assert "answered by this message" not in page


def test_a_message_to_many_stays_light(
    at_desk: Sit, network: Network, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    names = [f"b{number}" for number in range(30)]
    for name in names:
        network.add(name)
    network.publish()
    thread = queue_note(network.clock, to=names)
    for _ in range(5):
        queue_note(network.clock, thread=thread)
    client, row = at_desk(), Message.objects.get(jti=thread).pk
    with django_assert_max_num_queries(30):
        assert client.get(f"/messages/{row}/").status_code == 200


IDS = {
    "a word": "seven",
    "nobody's": "999",
    "zero": "0",
    "negative": "-1",
    "digits of another script": "٣",
    "beyond all databases": "9" * 40,
    "NUL": "%00",
    "a statement": "1;DROP TABLE",
}


@pytest.mark.parametrize("asked", IDS.values(), ids=IDS)
def test_hidden_missing_and_impossible_look_alike(at_desk: Sit, asked: str) -> None:
    client = at_desk()
    before = entries()
    answer = client.get(f"/messages/{asked}/")
    assert answer.status_code == 404
    assert "There is nothing here that this chair may see." in answer.content.decode()
    assert entries() == before + 1


def test_other_rooms_find_a_message_by_sender_and_id(at_desk: Sit, network: Network) -> None:
    jti = queue_note(network.clock)
    row = Message.objects.get(jti=jti).pk
    answer = at_desk().get("/messages/find/", {"sender": "beijing", "id": str(jti)})
    assert answer["Location"] == f"/messages/{row}/"


FINDS: dict[str, dict[str, str]] = {
    "nothing asked": {},
    "an id without a sender": {"id": str(uuid.UUID(int=1))},
    "somebody else's id": {"sender": "seoul", "id": str(uuid.UUID(int=1))},
    "no id": {"sender": "seoul", "id": "1"},
    "a sender too long": {"sender": "s" * 121, "id": str(uuid.UUID(int=1))},
    "a sender that turns the line": {"sender": "\u202elouoes", "id": str(uuid.UUID(int=1))},
}


@pytest.mark.parametrize("asked", FINDS.values(), ids=FINDS)
def test_finding_refuses(at_desk: Sit, asked: dict[str, str]) -> None:
    assert at_desk().get("/messages/find/", asked).status_code == 404


@pytest.mark.parametrize("address", ["/messages/", "/messages/7/", "/messages/find/"])
def test_nothing_is_posted_here(at_desk: Sit, address: str) -> None:
    client = at_desk()
    before = entries()
    assert client.post(address).status_code == 405
    assert entries() == before
