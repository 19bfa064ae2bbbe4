"""What is recorded as a code is read as a word; the name of a fact is never the name of a key."""

import re
from collections.abc import Callable

import pytest
from django.db import transaction
from django.test import Client
from django.utils import translation

from liaison.audit import services
from liaison.audit.sockets import PRESENTERS
from liaison.audit.types import Who
from liaison.web.audit.codes import words_of
from liaison.web.audit.facts import LABELS
from liaison.web.queries.kinds import FIELDS
from tests.cast import NOW

SAID = {
    "a decision": ("casework:request:reviewed", "decision", "accept", "Accept"),
    "a letter": ("casework:letter:arrived", "kind", "answer", "Answer"),
    "an entry of a case": ("casework:case:written", "kind", "party", "Party"),
    "how it ended": ("casework:request:answered", "outcome", "refused", "Refused"),
    "a truth kept as a text": ("casework:request:answered", "partial", "False", "no"),
    "a span": ("casework:clock:extended", "unit", "working_days", "working days"),
    "a right": ("identity:machine:asked", "scope", "queries:check", "check"),
    "a sign-in": ("identity:session:opened", "how", "passkey", "passkey"),
    "a list": ("queries:bulk:opened", "kind", "crew", "Crew"),
    "a record of the same name": ("records:documents:imported", "kind", "vessel", "Vessel"),
    "why one was withdrawn": ("records:document:withdrawn", "reason", "found", "It was found"),
    "what somebody typed": ("casework:request:reviewed", "grounds", "accept", "accept"),
    "a code nobody knows": ("casework:request:reviewed", "decision", "perhaps", "perhaps"),
    "an event nobody knows": ("weather:sun:shone", "kind", "answer", "answer"),
}


@pytest.mark.parametrize(("event", "name", "code", "words"), SAID.values(), ids=SAID)
def test_a_code_is_read_as_a_word(event: str, name: str, code: str, words: str) -> None:
    assert words in str(words_of(event, name, code))


def test_every_fact_of_a_sentence_has_a_name_of_its_own() -> None:
    """A new sentence with a fact that has no label fails here, not before a reader in Arabic."""
    told = {name for text in PRESENTERS.values() for name in re.findall(r"%\((\w+)\)s", str(text))}
    assert told - {"target", "result"} - LABELS.keys() - FIELDS.keys() == set()


@pytest.mark.django_db
def test_the_log_is_read_in_one_language(at_desk: Callable[..., Client]) -> None:
    """The entry of a review names no code, and an organisation by its name."""
    client = at_desk("Dora")
    with transaction.atomic():
        services.record(
            Who.machine("casework", "beijing"),
            event="casework:transfer:offered",
            target="seoul",
            at=NOW,
            facts={"subject_kind": "shift", "giver": "beijing", "taker": "beijing/macao"},
        )
    services.integrate(now=NOW)
    page = client.get("/audit/").content.decode()
    assert "Offered a Shift of INTERPOL Beijing to INTERPOL Macao" in page
    assert "<dt>Offered by</dt>" in page
    with translation.override("zh-hans"):
        assert str(LABELS["our_reference"]) != "Our reference"
