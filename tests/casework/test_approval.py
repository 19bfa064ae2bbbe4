"""A request leaves with an officer's approval, and arrives with one that holds or does not."""

from dataclasses import replace
from typing import Any

import pytest

from liaison.casework import approvals, handlers, services
from liaison.casework.errors import PolicyRefused
from liaison.casework.models import Letter, Request
from liaison.casework.services import approving
from liaison.casework.states import Direction, State
from liaison.casework.types import ApprovalShown
from liaison.casework.wireform import document_of, parse_asked, write_asked
from liaison.casework.words import Decision, LetterKind
from liaison.exchange import services as exchange
from liaison.exchange.types import ApprovalFacts
from liaison.identity.factor_errors import PasskeyRefused
from liaison.identity.models import Passkey
from liaison.identity.types import Actor
from liaison.lib.passkeys import answers
from tests.casework.things import a_message, a_submitted, again, asked, ticks
from tests.cast import NOW, a_person
from tests.identity.factors import a_passkey, actor_of
from tests.records.outbox import Outbox
from tests.simulators.authenticator import Authenticator

pytestmark = pytest.mark.django_db


def reviewer() -> tuple[Actor, Authenticator]:
    """Boris, with a passkey."""
    boris = a_person("Boris")
    return actor_of(boris), a_passkey(boris).but(counter=1)


def answered(actor: Actor, key: Authenticator, row: Request) -> str:
    """Let the reviewer's passkey answer about a request as it stands now."""
    document = services.document_to_approve(actor, request_id=row.id, now=NOW)
    return key.get(answers.encode(exchange.challenge_of(document)))


def accepted(actor: Actor, row: Request, answer: str) -> None:
    """Accept a request."""
    services.review(
        actor,
        request_id=row.id,
        checklist=ticks(),
        decision=Decision.ACCEPT,
        answer=answer,
        now=NOW,
    )


def shown(actor: Actor, row: Request) -> ApprovalShown | None:
    """Return the approval beside the letter that carries a request."""
    file = services.read_request(actor, request_id=row.id, now=NOW)
    (letter,) = [one for one in file.letters if one.kind is LetterKind.REQUEST]
    return letter.approval


def test_it_travels_with_exactly_what_was_approved(outbox: Outbox) -> None:
    row = a_submitted()
    boris, key = reviewer()
    accepted(boris, row, answered(boris, key, row))
    (sent,) = outbox.sent
    body: dict[str, Any] = dict(sent.body)
    assert body["approval"].keys() == {"assertion", "statement"}
    came = parse_asked(body, purpose=row.purpose, legal_basis=row.legal_basis, urgency=row.urgency)
    challenge = answers.encode(exchange.challenge_of(document_of(came)))
    said = answers.decode(body["approval"]["assertion"]["client_data"]).decode()
    assert f'"challenge": "{challenge}"' in said
    found = shown(boris, again(row))
    assert found is not None
    assert (found.bureau, found.role, found.refused) == ("beijing", "desk_officer", "")


def test_without_one_nothing_is_said_of_it(outbox: Outbox) -> None:
    row = a_submitted()
    boris, _key = reviewer()
    accepted(boris, row, "")
    assert "approval" not in outbox.sent[0].body
    assert shown(boris, again(row)) is None


def test_what_changed_after_the_question_is_not_approved(outbox: Outbox) -> None:
    row = a_submitted()
    boris, key = reviewer()
    answer = answered(boris, key, row)
    Request.objects.filter(pk=row.pk).update(asked="Arrest him")
    with pytest.raises(PasskeyRefused) as refused:
        accepted(boris, row, answer)
    assert refused.value.reason == "passkey:challenge"
    assert (again(row).state, outbox.sent) == (State.SUBMITTED, [])
    assert Passkey.objects.get().counter == 0


def received(monkeypatch: pytest.MonkeyPatch, *, holds: bool) -> ApprovalShown | None:
    """Receive a request of Seoul with an approval."""
    if holds:
        facts = ApprovalFacts(bureau="seoul", officer="mzxw6ytboi", role="desk_officer")
        monkeypatch.setattr(exchange, "verify_approval", lambda *_a, **_k: facts)
    said = asked(approval={"statement": "forged"})
    handlers.receive_request(a_message(said), NOW)
    row = Request.objects.get(direction=Direction.IN)
    assert Letter.objects.get(request=row).detail["approval"]["evidence"] == said.approval
    return shown(reviewer()[0], row)


def test_what_holds_is_shown_with_who_gave_it(
    outbox: Outbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert outbox is not None
    found = received(monkeypatch, holds=True)
    assert found == ApprovalShown("seoul", "mzxw6ytboi", "desk_officer", "")


def test_what_does_not_hold_is_shown_as_such(
    outbox: Outbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The request is its bureau's all the same; the approval is nobody's."""
    assert outbox is not None
    found = received(monkeypatch, holds=False)
    assert found is not None
    assert (found.bureau, found.officer) == ("seoul", "")
    assert found.refused == "shape"


def test_the_document_names_its_kind_and_not_its_letter() -> None:
    said = asked()
    document = document_of(said)
    assert document["kind"] == "casework.request"
    assert document == document_of(replace(said, letter=said.request, approval={"a": 1}))
    assert "letter" not in str(document)
    assert "approval" not in write_asked(said)


def test_no_approval_came_is_no_approval() -> None:
    assert approving.take(asked(), sender="seoul", at=NOW, now=NOW) is None


GOOD = (
    b'[request]\npurposes = ["screening_of_applicants"]\nhandling_codes = []\nurgencies = []\n'
    b'reason = "x"\nsource = "x"\nverified = false\n'
)
WRONG = {
    "no TOML": b"=",
    "nothing": b"",
    "a purpose nobody knows": GOOD.replace(b"screening_of_applicants", b"curiosity"),
    "a word for a list": GOOD.replace(b"urgencies = []", b'urgencies = "urgent"'),
    "a list missing": GOOD.replace(b"urgencies = []\n", b""),
    "too much": GOOD + b"# " + b"x" * 70_000,
}


@pytest.mark.parametrize("content", WRONG.values(), ids=WRONG)
def test_a_policy_with_a_mistake_stops_the_start(content: bytes) -> None:
    assert approvals.parse(GOOD).purposes == {"screening_of_applicants"}
    with pytest.raises(PolicyRefused):
        approvals.parse(content)
