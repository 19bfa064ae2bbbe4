"""The check page: one field, an answer without a page load, hostile input turned away."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from liaison.queries.models import Check, Hit
from tests.queries.test_question import FIRST, SECOND
from tests.records.things import a_copy

SAID = {
    "document": "LX 731 0254",
    "state": "CHN",
    "purpose": "security_check",
    "reference": "PVG-2026-17",
}
HTMX = {"HTTP_HX_REQUEST": "true"}
AtDesk = Callable[..., Client]


def test_the_field_waits_for_the_scanner(at_desk: AtDesk) -> None:
    """Focus, a label, and nothing asked yet."""
    page = at_desk(role="frontline_officer").get("/check/").content.decode()
    assert "autofocus" in page
    assert 'id="answer" aria-live="polite"' in page
    assert "No match" not in page
    assert not Check.objects.exists()


def test_looking_at_an_address_asks_nothing(at_desk: AtDesk) -> None:
    """The search field of the frame brings a number; a purpose is still needed."""
    page = at_desk().post("/check/", {"typed": "LX7310254<script>" + "A" * 900}).content.decode()
    assert "LX7310254&lt;script&gt;AAA" in page
    assert "A" * 200 not in page
    assert not Check.objects.exists()


def test_no_match_says_what_it_does_not_mean(at_desk: AtDesk) -> None:
    """A word, a sentence, the reasons, and no green."""
    page = at_desk().post("/check/", SAID).content.decode()
    for words in ("No match", "This does not mean that the document is genuine.", "Answered in"):
        assert words in page
    assert page.count("<li>The ") >= 3
    assert "answer-none" in page


def test_a_possible_match_leads_to_comparing(at_desk: AtDesk) -> None:
    """Every matching record, each with its way on."""
    a_copy()
    a_copy(number="LX73IO254")
    page = at_desk().post("/check/", SAID).content.decode()
    assert "Possible match: compare" in page
    for hit in Hit.objects.all():
        assert f'href="/hits/{hit.id}/"' in page


def test_htmx_gets_a_part(at_desk: AtDesk) -> None:
    """The form made ready for the next document, and the answer beside it."""
    answer = at_desk().post("/check/", SAID, **HTMX)  # type: ignore[arg-type]
    part = answer.content.decode()
    assert "<html" not in part
    assert '<div id="answer" hx-swap-oob="innerHTML">' in part
    assert "LX 731 0254" not in part
    assert part.count("<form") == 1


def test_the_second_row_is_remembered(at_desk: AtDesk) -> None:
    """The officer types it once; the document never stays."""
    client = at_desk()
    client.post("/check/", SAID | {"purpose": "identify_person_or_body"})
    page = client.get("/check/").content.decode()
    assert 'value="PVG-2026-17"' in page
    assert 'value="CHN"' in page
    assert '<option value="identify_person_or_body" selected>' in page
    assert "LX 731 0254" not in page


def test_the_lines_of_a_passport_tell_how_they_were_read(at_desk: AtDesk) -> None:
    """Repairs told, the unused State told; the bearer is asked about too."""
    text = f"{FIRST}\r\n{SECOND.replace('0254', 'O254')}"
    page = at_desk().post("/check/", SAID | {"document": text, "state": "KOR"}).content.decode()
    assert "position 6: O was read as 0" in page
    assert "KOR South Korea was not used" in page
    assert "NOBODY" in page
    assert page.count("<code>") >= 2


REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "nothing": ({"document": ""}, "Scan the lines, or type a name or a number."),
    "no State": ({"state": "", "kind": "document"}, "The issuing State is missing"),
    "a kind nobody has": ({"kind": "rumour"}, "not one of the available"),
    "no day of the calendar": ({"kind": "person", "birth": "1974-13"}, "is not a date"),
    "a name of dots": ({"kind": "person", "document": "..."}, "at least one letter"),
    "a nationality nobody has": ({"kind": "person", "nationality": "QQ"}, "has the code QQ"),
    "a State nobody has": ({"state": "QQQ"}, "has the code QQQ"),
    "an endless State": ({"state": "C" * 999}, "at most 10 characters"),
    "no purpose": ({"purpose": ""}, "Choose why you ask."),
    "a purpose of one's own": ({"purpose": "curiosity"}, "not one of the available"),
    "no reference": ({"reference": ""}, "Write what this question belongs to."),
    "a reference of dots": ({"reference": "..."}, "Write something that says what it is."),
    "a reference that runs backwards": ({"reference": "A\u202e1"}, "cannot be shown"),
    "an endless reference": ({"reference": "A" * 61}, "at most 60 characters"),
    "an endless document": ({"document": "A" * 201}, "at most 200 characters"),
    "a zero byte": ({"document": "LX\x007310254"}, "Null characters"),
    "a number that runs backwards": ({"document": "LX\u202e73"}, "U+202E"),
    "one line of two": ({"document": FIRST}, "enter all lines"),
    "a misread line": ({"document": FIRST + SECOND[:-1] + "X"}, "compare"),
    "markup": ({"document": "<b>x</b>"}, "cannot stand in the"),
    "the name of an array": ({"document": None, "document[]": "LX7310254"}, "Scan the lines"),
}


@pytest.mark.parametrize(("said", "words"), REFUSED.values(), ids=REFUSED)
@pytest.mark.parametrize("htmx", [{}, HTMX], ids=["page", "part"])
def test_what_cannot_be_read_is_not_asked(
    at_desk: AtDesk, said: dict[str, Any], words: str, htmx: dict[str, Any]
) -> None:
    """It says why, keeps what was typed, and writes nothing."""
    sent = {name: value for name, value in (SAID | said).items() if value is not None}
    answer = at_desk().post("/check/", sent, **htmx)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert "Not checked" in page
    assert "<b>x" not in page
    assert not Check.objects.exists()


def test_the_last_of_two_values_counts(at_desk: AtDesk) -> None:
    """And both are plain texts."""
    twice = SAID | {"document": ["LX0000000", "LX7310254"]}
    assert at_desk().post("/check/", twice).status_code == 200
    assert Check.objects.get().number == "LX7310254"


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(at_desk: AtDesk, method: str) -> None:
    """405."""
    assert getattr(at_desk(), method)("/check/").status_code == 405


def test_a_form_of_another_site_is_refused(at_desk: AtDesk) -> None:
    """Without its token nothing is asked."""
    signed_in = at_desk()
    client = Client(enforce_csrf_checks=True)
    client.cookies = signed_in.cookies
    assert client.post("/check/", SAID).status_code == 403
    assert not Check.objects.exists()


def test_an_auditor_does_not_check(at_desk: AtDesk) -> None:
    """Neither by looking nor by asking."""
    client = at_desk("Dora")
    assert client.get("/check/").status_code == 403
    assert client.post("/check/", SAID).status_code == 403
    assert not Check.objects.exists()


def test_a_check_costs_few_queries(at_desk: AtDesk) -> None:
    """Sign-in, session, frame and all, with several hits."""
    for place in range(4):
        a_copy(national_reference=f"SEL-{place}")
    client = at_desk()
    client.post("/check/", SAID)
    for headers in ({}, HTMX):
        with CaptureQueriesContext(connection) as queries:
            assert client.post("/check/", SAID, **headers).status_code == 200  # type: ignore[arg-type]
        assert len(queries) <= 30
