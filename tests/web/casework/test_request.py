"""The page of a request: thread, clock, findings, and what may be done now."""

import uuid
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from liaison.casework import intake
from liaison.casework.models import Request
from liaison.casework.words import LetterKind
from tests.casework.things import (
    a_draft,
    a_sent,
    a_submitted,
    again,
    an_accepted,
    an_arrived,
    receive,
)

AtDesk = Callable[..., Client]
MOST_QUERIES = 30
YES = {f"review-tick_{name}": "yes" for name in intake.POINTS}


def page_of(client: Client, row: Request) -> str:
    """Return the page of a request."""
    return client.get(f"/requests/{row.id}/").content.decode()


def step(client: Client, row: Request, name: str, **said: str) -> tuple[int, str]:
    """Take a step; return the status and the page."""
    fields = {f"{name}-{key}": value for key, value in said.items()}
    answer = client.post(f"/requests/{row.id}/", {"step": name, **fields})
    return answer.status_code, answer.content.decode()


def review(client: Client, row: Request, **said: str) -> tuple[int, str]:
    """Review a request with every point answered yes, unless said otherwise."""
    answer = client.post(
        f"/requests/{row.id}/",
        {"step": "review", **YES, **{f"review-{k}": v for k, v in said.items()}},
    )
    return answer.status_code, answer.content.decode()


def test_both_references_parties_and_the_clock_stand_there(at_desk: AtDesk) -> None:
    page = page_of(at_desk("Boris"), an_accepted())
    assert '<a href="http://data.europa.eu/eli/dir/2023/977/oj" rel="noreferrer">' in page
    assert ">http" not in page
    for said in (
        "SL-2026-000017 (IP SEOUL)",
        "Is this person known to you?",
        "Zhang Wei",
        "d 7 h left",
        "not verified: a person must check the text",
        "Kim, ",
        "The cross-check found nothing held here.",
    ):
        assert said in page


def test_the_desk_accepts(at_desk: AtDesk) -> None:
    row = an_arrived()
    status, _page = review(at_desk("Boris"), row, decision="accept")
    assert status == 302
    assert again(row).state == "accepted"


REFUSED = {
    "a point is open": ({"decision": "accept", "tick_international": ""}, "is not answered"),
    "a point is no": ({"decision": "accept", "tick_article_3": "no"}, "is answered no"),
    "a reason is missing": (
        {"decision": "accept", "tick_crime_in_both": "not_applicable"},
        "does not apply: say why",
    ),
    "a refusal without ground": ({"decision": "refuse", "words": "No."}, "needs a ground"),
    "a question without words": ({"decision": "ask_back"}, "Words are needed"),
    "no decision": ({}, "This field is required"),
}


@pytest.mark.parametrize(("said", "words"), REFUSED.values(), ids=REFUSED)
def test_a_review_is_refused(at_desk: AtDesk, said: dict[str, str], words: str) -> None:
    row = an_arrived()
    status, page = review(at_desk("Boris"), row, **said)
    assert status == 422
    assert words in page
    assert again(row).state == "arrived"


def test_who_wrote_it_does_not_review_it(at_desk: AtDesk) -> None:
    client = at_desk("Boris")
    sheet = {
        "subject": "A lorry",
        "asked": "Look.",
        "facts": "It was stolen.",
        "link": "His.",
        "purpose": "locate_person_or_object",
        "crime_area": "other",
        "legal_basis": "Art. 1",
        "handling_code": "restricted",
        "urgency": "normal",
        "clock": "other",
        "to": ["seoul"],
        "do": "submit",
    }
    client.post("/requests/new/", sheet)
    row = Request.objects.get()
    assert 'value="review"' not in page_of(client, row)
    status, page = review(client, row, decision="accept")
    assert status == 422
    assert "Two persons are needed" in page


def test_a_request_goes_out_and_its_answer_comes_back(at_desk: AtDesk) -> None:
    row = a_submitted()
    client = at_desk("Boris")
    assert review(client, row, decision="accept")[0] == 302
    receive(row, LetterKind.ANSWER)
    page = page_of(client, row)
    assert "Seen on camera at Incheon" in page
    assert "not passed on to the officer yet" in page
    assert step(client, row, "pass_on")[0] == 302
    assert step(client, row, "close", outcome="located", words="Thank you.")[0] == 302
    assert again(row).state == "closed"
    assert "Located" in page_of(client, row)


def test_an_answer_leaves_the_house(at_desk: AtDesk) -> None:
    row = an_accepted()
    client = at_desk("Boris")
    status, page = step(client, row, "answer", result="refused", words="Not a crime here.")
    assert status == 422
    assert "Not a crime here." in page
    said = {"result": "refused", "words": "Not a crime here.", "grounds": "not_a_crime_here"}
    assert step(client, row, "answer", **said)[0] == 302
    page = page_of(client, row)
    assert "The clock has stopped." in page
    assert "The conduct is not a crime here" in page


def test_the_clock_is_paused_extended_and_tells_it(at_desk: AtDesk) -> None:
    row = an_accepted()
    client = at_desk("Boris")
    more = {"amount": "2", "unit": "calendar_days", "reason": "The archive is closed."}
    assert step(client, row, "extend", **more)[0] == 302
    assert step(client, row, "wait_for_court", words="Order asked for.")[0] == 302
    page = page_of(client, row)
    assert "2 calendar days more, given by Boris: The archive is closed." in page
    assert "waits for a court since 2026-03-02 09:00 UTC; 9 d 7 h left" in page
    assert step(client, row, "resume")[0] == 302
    assert "9 d 7 h left" in page_of(client, row)


def test_it_is_taken_offered_and_put_into_a_case(at_desk: AtDesk) -> None:
    row = an_accepted()
    client = at_desk("Boris")
    assert step(client, row, "take")[0] == 302
    assert "Held by you." in page_of(client, row)
    assert step(client, row, "link_case")[0] == 422
    assert step(client, row, "link_case", case="BJ-C-2026-9")[0] == 422
    assert step(client, row, "link_case", title="Visa ring")[0] == 302
    assert again(row).case is not None
    unit = "beijing/shenzhen-border"
    assert step(client, row, "offer", to=unit, words="Yours by place.")[0] == 302
    assert "offered to somebody already" in step(client, row, "offer", to=unit, words="x")[1]


def test_a_thread_has_few_queries(at_desk: AtDesk) -> None:
    row = a_sent()
    for _ in range(12):
        receive(row, LetterKind.CLARIFICATION_ASKED)
        receive(row, LetterKind.ANSWER, partial=True)
    client = at_desk("Boris")
    page_of(client, row)
    with CaptureQueriesContext(connection) as queries:
        page = page_of(client, row)
    assert page.count('class="letter ') >= 12
    asked = [one["sql"] for one in queries if "SAVEPOINT" not in one["sql"]]
    assert len(asked) <= MOST_QUERIES, asked


def test_hidden_and_missing_look_alike(at_desk: AtDesk, in_unit: Callable[..., Client]) -> None:
    arrived, draft = an_arrived(), a_draft()
    unit = in_unit("Lin")
    missing = unit.get(f"/requests/{uuid.uuid4()}/")
    hidden = unit.get(f"/requests/{arrived.id}/")
    assert (missing.status_code, hidden.status_code) == (404, 404)
    assert at_desk("Boris").get(f"/requests/{draft.id}/").status_code == 404


def test_a_unit_sees_no_findings_and_no_answer_before_its_time(
    in_unit: Callable[..., Client],
) -> None:
    row = a_sent()
    receive(row, LetterKind.ANSWER)
    page = page_of(in_unit(), row)
    assert "Held here already" not in page
    assert "Seen on camera" not in page
    assert 'value="note"' in page


def test_a_step_nobody_knows_is_refused(at_desk: AtDesk) -> None:
    assert step(at_desk("Boris"), an_arrived(), "explode")[0] == 400


def test_what_was_asked_back_is_out_of_sight_and_the_desk_goes_on(at_desk: AtDesk) -> None:
    """The draft is the unit's again: no page of it for the desk, and no refusal either."""
    row = a_submitted()
    client = at_desk("Boris")
    said = {"step": "review", "review-decision": "ask_back", "review-words": "Which lorry?"}
    answer = client.post(f"/requests/{row.id}/", said)
    assert answer.status_code == 302
    assert answer.headers["location"] == "/"


def test_a_subject_that_deceives_says_so_in_the_heading(at_desk: AtDesk) -> None:
    """Attack: a peer's subject with one letter of another script and an override in it."""
    row = an_accepted()
    Request.objects.filter(id=row.id).update(subject="Iv\u0430nov\u202e")
    heading = page_of(at_desk("Boris"), row).split("<h1", 1)[1].split("</h1>", 1)[0]
    assert "(letters of two scripts)" in heading
    assert "\u202e" not in heading
