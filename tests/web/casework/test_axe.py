"""Every page of casework in a browser: wide and narrow, light and dark, read by axe."""

import os
import shutil
from collections.abc import Callable, Generator, Mapping

import pytest
from django.test import Client
from playwright.sync_api import Browser, sync_playwright

from liaison.casework import services
from liaison.casework.states import Result
from liaison.casework.types import AnswerText
from liaison.casework.words import LetterKind, RelatedKind
from tests.casework.things import UNIT, a_sent, a_submitted, ada, an_accepted, an_arrived, receive
from tests.cast import NOW
from tests.journeys.conftest import BROWSERS, FLAGS, axe
from tests.web.casework.browsing import WIDTHS, look, window

__all__ = ["axe"]
pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]


@pytest.fixture(scope="module")
def browser() -> Generator[Browser]:
    """The system's Chromium, gone with this file.

    Playwright keeps an event loop in this thread; the database is used beside it, not in it.
    """
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        path = next(found for name in BROWSERS if (found := shutil.which(name)))
        chromium = playwright.chromium.launch(
            executable_path=path, args=FLAGS, chromium_sandbox=os.geteuid() != 0
        )
        yield chromium
        chromium.close()


def everything() -> Mapping[str, str]:
    """Put something into every list; return the addresses of the pages to look at."""
    submitted, sent = a_submitted(), a_sent(subject="A second lorry")
    arrived, accepted = an_arrived(), an_accepted(subject="A man without a visa")
    answered = a_sent(subject="A stolen painting")
    receive(answered, LetterKind.ANSWER)
    case = services.open_case(ada(), title="Visa ring", request_id=accepted.id, now=NOW)
    services.add_task(ada(), case_id=case, words="Ask the archive.", now=NOW)
    services.add_note(ada(), case_id=case, words="The archive closes at noon.", now=NOW)
    services.relate(
        ada(),
        case_id=case,
        kind=RelatedKind.REQUEST,
        reference=sent.id,
        words="Same gang.",
        now=NOW,
    )
    services.draft_correction(ada(), request_id=sent.id, words="It was a red lorry.", now=NOW)
    services.take(ada(), request_id=accepted.id, now=NOW)
    services.hand_over(ada(), note="Seoul calls at six.", now=NOW)
    nothing = AnswerText(Result.NOTHING_KNOWN, "Nothing is known here.")
    services.answer(ada(), request_id=an_accepted().id, answer=nothing, now=NOW)
    return {
        "cases": "/cases/",
        "case": f"/cases/{case}/",
        "transfers": "/transfers/",
        "shift": "/desk/shift/",
        "statistics": "/statistics/",
        "desk": "/desk/",
        "narrowed": f"/desk/?unit={UNIT}&urgency=urgent",
        "requests": "/requests/",
        "ask": "/requests/new/",
        "to-review": f"/requests/{submitted.id}/",
        "sent": f"/requests/{sent.id}/",
        "arrived": f"/requests/{arrived.id}/",
        "accepted": f"/requests/{accepted.id}/",
        "answered": f"/requests/{answered.id}/",
    }


@pytest.mark.parametrize("width", WIDTHS)
def test_pages_can_be_read(
    width: str,
    browser: Browser,
    axe: str,
    at_desk: Callable[..., Client],
) -> None:
    """No violation, no sideways scrolling, nothing on the console."""
    ways, found = everything(), {}
    with window(browser, at_desk("Boris"), width) as (page, errors):
        for name, address in ways.items():
            page.goto(address, wait_until="networkidle")
            if wrong := look(page, axe, f"{name}-{width}"):
                found[name] = wrong
    assert found == {}
    assert errors == []
