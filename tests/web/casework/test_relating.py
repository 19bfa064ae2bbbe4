"""A case points to related things: by reference or by the address of their page, and out again."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client

from liaison.casework.models import Case, CaseEntry
from tests.casework.things import NOWHERE, a_draft, an_accepted
from tests.web.casework.test_cases import opened, step

AtDesk = Callable[..., Client]


def related(client: Client, where: str, kind: str, reference: str) -> tuple[int, str]:
    """Relate something to a case."""
    return step(client, where, "relate", kind=kind, reference=reference, words="Same lorry.")


def test_a_request_by_its_reference_and_by_its_address(at_desk: AtDesk) -> None:
    client, one, two = at_desk("Boris"), an_accepted(), an_accepted()
    where = opened(client)
    assert related(client, where, "request", one.our_reference.lower())[0] == 302
    assert related(client, where, "request", f"https://bureau/requests/{two.id}/")[0] == 302
    page = client.get(where).content.decode()
    assert f'href="/requests/{one.id}/"' in page
    assert f'href="/requests/{two.id}/"' in page
    assert "Same lorry." in page
    # in the timeline it is a pointer, not a letter of that name
    assert "Related thing: Request" in page


def test_another_case_by_its_reference(at_desk: AtDesk) -> None:
    client = at_desk("Boris")
    where, other = opened(client), opened(client, "Gold ring")
    reference = Case.objects.get(title="Gold ring").reference
    assert related(client, where, "case", reference)[0] == 302
    assert f'href="{other}"' in client.get(where).content.decode()


@pytest.mark.parametrize("kind", ["request", "case", "record", "hit", "message"])
@pytest.mark.parametrize("said", ["", "BJ-2026-999999", str(NOWHERE), "/messages/77/", "LX99"])
def test_what_nobody_knows_is_told_in_the_same_words(
    at_desk: AtDesk, kind: str, said: str
) -> None:
    client = at_desk("Boris")
    where = opened(client)
    status, page = related(client, where, kind, said)
    assert status == 422
    assert not said or "Nothing of this kind is known to you by this reference." in page
    assert not CaseEntry.objects.exists()


def test_what_is_hidden_is_told_in_the_same_words(at_desk: AtDesk) -> None:
    """A draft that a unit still writes: the desk is not told that it is there."""
    client, draft = at_desk("Boris"), a_draft()
    where = opened(client)
    for said in (draft.our_reference, str(draft.id)):
        status, page = related(client, where, "request", said)
        assert status == 422
        assert "Nothing of this kind is known to you by this reference." in page


def test_both_are_taken_out_again(at_desk: AtDesk) -> None:
    client, row = at_desk("Boris"), an_accepted()
    where = opened(client)
    related(client, where, "request", row.our_reference)
    step(client, where, "link", reference=row.our_reference)
    entry = CaseEntry.objects.get()
    for name, thing in (("unrelate", entry.id), ("unlink", row.id)):
        assert client.post(where, {"step": name, "thing": str(thing)}).status_code == 302
        answer = client.post(where, {"step": name, "thing": str(thing)})
        assert answer.status_code == 422
    page = client.get(where).content.decode()
    assert f"/requests/{row.id}/" not in page
    assert client.post(where, {"step": "unlink", "thing": "x"}).status_code == 422


def test_what_a_colleague_may_not_see_has_no_link(at_desk: AtDesk) -> None:
    client = at_desk("Boris")
    where = opened(client)
    case = Case.objects.get()
    hidden = a_draft()
    CaseEntry.objects.create(
        id=uuid4(),
        case=case,
        kind="related",
        role="request",
        reference=str(hidden.id),
        at=case.opened_at,
        by="Vera",
    )
    page = client.get(where).content.decode()
    assert "Not shown to you" in page
    assert hidden.our_reference not in page
    assert str(hidden.id) not in page
