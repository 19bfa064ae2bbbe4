"""The reviewer's passkey is asked about the request as it stands, and answers for it."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from liaison.casework.states import State
from liaison.identity.models import Person
from liaison.rules.processing import Purpose
from tests.casework.things import a_submitted, again
from tests.identity.factors import a_passkey
from tests.records.outbox import Outbox
from tests.web.casework.test_request import review

Sit = Callable[..., Client]
pytestmark = pytest.mark.django_db


def asked(client: Client, row: Any) -> str:  # noqa: ANN401 - a request
    """Ask what the passkey shall answer, and return the challenge."""
    answer = client.post(f"/requests/{row.pk}/approval/")
    return str(json.loads(answer.content)["challenge"])


def test_a_reviewer_approves_with_a_passkey(at_desk: Sit, abroad: Outbox) -> None:
    row, client = a_submitted(), at_desk("Boris")
    key = a_passkey(Person.objects.get(name="Boris"))
    page = client.get(f"/requests/{row.pk}/").content.decode()
    assert "approve with your passkey" in page
    answer = key.get(asked(client, row))
    status, page = review(client, row, decision="accept", answer=answer)
    assert "approval" in abroad.sent[0].body, page
    assert again(row).state == State.SENT
    assert "approved by passkey" in client.get(f"/requests/{row.pk}/").content.decode()
    assert status in {200, 302}


def test_another_request_s_answer_is_refused_at_the_form(at_desk: Sit, abroad: Outbox) -> None:
    row, other, client = a_submitted(), a_submitted(), at_desk("Boris")
    key = a_passkey(Person.objects.get(name="Boris"))
    answer = key.get(asked(client, other))
    _status, page = review(client, row, decision="accept", answer=answer, words="Kept words")
    assert "did not approve this request" in page
    assert "Kept words" in page
    assert not abroad.sent


def test_whoever_has_no_passkey_sees_no_button(at_desk: Sit) -> None:
    row = a_submitted()
    page = at_desk("Boris").get(f"/requests/{row.pk}/").content.decode()
    assert "approve with your passkey" not in page


def test_the_page_says_that_it_is_demanded_and_what_to_do(at_desk: Sit, abroad: Outbox) -> None:
    row, client = a_submitted(purpose=Purpose.SEARCH_WANTED), at_desk("Boris")
    address = f"/requests/{row.pk}/"
    page = client.get(address).content.decode()
    assert "leaves only with an officer's approval by passkey" in page
    assert "You have no passkey" in page
    a_passkey(Person.objects.get(name="Boris"))
    assert "use the button with your passkey" in client.get(address).content.decode()
    _status, page = review(client, row, decision="accept", words="Kept words")
    assert "Accept it with your passkey" in page
    assert "Kept words" in page
    assert not abroad.sent


def test_the_page_says_that_it_is_waived(at_desk: Sit, monkeypatch: pytest.MonkeyPatch) -> None:
    row, client = a_submitted(purpose=Purpose.SEARCH_WANTED), at_desk("Boris")
    monkeypatch.setitem(settings.NODE.values, "requests.approval_waived", "beijing")
    assert "here that is waived" in client.get(f"/requests/{row.pk}/").content.decode()
    other = a_submitted()
    page = client.get(f"/requests/{other.pk}/").content.decode()
    assert "waived" not in page
