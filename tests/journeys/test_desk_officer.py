"""Desks in a real browser, by keyboard: a unit asks, a unit abroad answers; both widths."""

import re
from collections.abc import Callable, Generator, Sequence

import pytest
from playwright.sync_api import Browser, Page, expect

from liaison.cli.demo import evidence
from liaison.cli.demo.chapters import plain
from liaison.cli.demo.desk_day import POINTS, reference_of, request_at, state_of
from liaison.cli.demo.houses import House
from liaison.cli.demo.stage import Stage
from tests.journeys.windows import Window

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]
SUBJECT = "Owner of a boat seen in two harbours"
ANSWER = "The boat was sold in May 2026; the buyer is known to us."
POST = "seoul/incheon-airport"
FINDINGS = "select count(*) from casework_finding where request_id = ?"
Enter = Callable[[House, str], Window]


@pytest.fixture
def enter(browser: Browser, axe: str) -> Generator[Enter]:
    """Somebody's own window at a house, signed in; closed at the end."""
    opened: list[Window] = []

    def sign_in(house: House, name: str) -> Window:
        window = Window.open(browser, house, axe, "desk")
        opened.append(window)
        window.sign_in(name)
        return window

    yield sign_in
    for window in opened:
        window.close()


def test_a_request_goes_from_a_unit_abroad_and_the_answer_comes_back(
    stage: Stage, enter: Enter, on_record: Sequence[str]
) -> None:
    held = on_record[-1]
    mei = enter(stage.beijing, "mei")
    _write(mei, held)
    asked = _id_of(mei.page)
    assert state_of(stage.beijing, asked) == "submitted"

    boris = enter(stage.beijing, "boris")
    boris.page.goto("/desk/")
    boris.look_at_both("desk")
    _review(boris, "request-to-send")
    assert state_of(stage.beijing, asked) == "sent"
    boris.look_at_both("request-sent")

    theirs = _arrived(stage.seoul, reference_of(stage.beijing, asked))
    haneul = enter(stage.seoul, "haneul")
    haneul.page.goto("/desk/")
    _review(haneul, "request-arrived")
    _see_findings(haneul)
    _assign(haneul)
    assert state_of(stage.seoul, theirs) == "assigned"

    jiho = enter(stage.seoul, "jiho")
    _draft(jiho)
    assert state_of(stage.seoul, theirs) == "answer_drafted"
    _release(haneul)
    evidence.wait_until("answer", lambda: state_of(stage.beijing, asked) == "answered")

    _pass_on(boris, asked)
    mei.page.reload()
    expect(mei.page.get_by_text(ANSWER)).to_be_visible()
    _see_no_findings(mei)
    mei.look_at_both("request-answered")


def _write(mei: Window, held: str) -> None:
    """Write the sheet with nothing but the keyboard, and forget something first."""
    page = mei.page
    page.goto("/requests/new/")
    mei.look_at_both("sheet")
    mei.write("Subject", SUBJECT)
    mei.press(page.get_by_role("button", name="Submit to the desk"))
    expect(page.get_by_text("Nothing you typed is lost.")).to_be_visible()
    expect(page.locator("#sheet")).to_have_count(1)
    # what is refused comes with a status of its own, which the console repeats
    mei.errors = [one for one in mei.errors if "422" not in one]
    mei.look_at_both("sheet-refused")
    expect(page.get_by_label("Subject")).to_have_value(SUBJECT)

    mei.write("What shall the other bureau do?", "Who owns this boat?")
    mei.write("Facts: which offences", "Theft from a harbour store in March 2026.")
    mei.write("Names", "PROBE Test")
    mei.write("Date of birth", "1988-02-03")
    person = page.locator("fieldset", has=page.get_by_label("Names")).last
    mei.reach(person.get_by_label("Number").first)
    page.keyboard.type(held)
    mei.reach(person.get_by_label("Issuing State").first)
    page.keyboard.type("CHN")
    mei.write("What connects the crime", "Seen at the wheel on the night of the theft.")
    mei.write("Legal basis", "Criminal Procedure Law art. 16 (invented)")
    seoul = page.get_by_role("group", name="To act").get_by_label("Seoul")
    mei.press(seoul, "Space")
    expect(seoul).to_be_checked()
    mei.press(page.get_by_role("button", name="Submit to the desk"))
    page.wait_for_url(lambda url: not url.endswith(("/new/", "/change/")))
    mei.look_at_both("request-submitted")


def _arrived(house: House, reference: str) -> str:
    """Wait until a house has the request and has looked at what it holds; return its id there."""
    evidence.wait_until("request", lambda: bool(request_at(house, reference)))
    found = request_at(house, reference)
    evidence.wait_until("findings", lambda: evidence.count(house, FINDINGS, plain(found)) > 0)
    return found


def _review(officer: Window, look: str) -> None:
    """Walk the desk with single keys, tick every point, accept."""
    page = officer.page
    _walk_to_it(officer, "Enter")
    officer.look_at_both(look)
    review = page.locator("#step-review")
    for number in range(len(POINTS)):
        officer.press(review.locator("fieldset.tick").nth(number).get_by_label("Yes"), "Space")
    officer.press(review.get_by_label("Accept"), "Space")
    officer.press(review.get_by_role("button"))
    expect(review).to_have_count(0)


def _see_findings(haneul: Window) -> None:
    """What is held here meets the request, and says that only the desk sees it."""
    findings = haneul.page.get_by_role("region", name="Held here already")
    expect(findings).to_contain_text("PROBE Test, 100 % alike")
    expect(findings).to_contain_text("Only the desk sees this")


def _see_no_findings(officer: Window) -> None:
    expect(officer.page.get_by_role("heading", name="Held here already")).to_have_count(0)


def _assign(haneul: Window) -> None:
    """Hand it on to the post with the key for assigning."""
    page = haneul.page
    page.keyboard.press("a")
    assign = page.locator("#step-assign")
    expect(assign.get_by_label("Unit or court")).to_be_focused()
    assign.get_by_label("Unit or court").select_option(POST)
    haneul.reach(assign.get_by_label("What they shall do"))
    page.keyboard.type("Please ask the harbour office.")
    haneul.look_at_both("request-assigning")
    haneul.press(assign.get_by_role("button"))
    expect(page.get_by_text("It is assigned.")).to_be_visible()


def _draft(jiho: Window) -> None:
    """Answer for the unit, with the key for a reply; what the desk holds is not shown."""
    page = jiho.page
    page.goto("/requests/")
    jiho.look_at_both("requests-of-unit")
    jiho.press(page.get_by_role("link", name=SUBJECT).first)
    page.wait_for_url("**/requests/*/")
    _see_no_findings(jiho)
    page.keyboard.press("r")
    answer = page.locator("#step-draft_answer")
    jiho.press(answer.get_by_label("With information"), "Space")
    jiho.reach(answer.get_by_role("textbox", name="Answer"))
    page.keyboard.type(ANSWER)
    jiho.look_at_both("request-answering")
    jiho.press(answer.get_by_role("button", name="Give it to the desk"))
    expect(page.get_by_text("The desk has your draft.")).to_be_visible()


def _release(haneul: Window) -> None:
    """From the desk's list straight to the draft, and out."""
    page = haneul.page
    page.goto("/desk/")
    _walk_to_it(haneul, "r")
    expect(page.locator("#release_answer")).to_have_attribute("open", "")
    haneul.look_at_both("request-to-release")
    page.keyboard.press("r")
    step = page.locator("#step-release_answer")
    # what the unit drafted stands there to be read, and changed
    expect(step.get_by_role("textbox").first).to_be_focused()
    expect(step.get_by_role("textbox").first).to_have_value(re.compile(re.escape(ANSWER)))
    haneul.press(step.get_by_role("button"))
    expect(page.get_by_text("The answer is on its way.")).to_be_visible()


def _pass_on(boris: Window, asked: str) -> None:
    """Unfold a step that stands at the side, and take it."""
    page = boris.page
    page.goto(f"/requests/{asked}/")
    expect(page.get_by_text(ANSWER)).to_be_visible()
    boris.press(page.locator("#pass_on summary"))
    boris.press(page.locator("#step-pass_on").get_by_role("button"))
    expect(page.get_by_text("The officer can read it now.")).to_be_visible()


def _walk_to_it(window: Window, key: str) -> None:
    """Go down the desk with j until the request has the focus, and press a key on it."""
    page = window.page
    link = page.get_by_role("link", name=SUBJECT).first
    for _ in range(20):
        page.keyboard.press("j")
        if link.evaluate("e => e === document.activeElement"):
            break
    page.keyboard.press(key)
    page.wait_for_url("**/requests/**")


def _id_of(page: Page) -> str:
    return page.url.partition("#")[0].strip("/").rpartition("/")[2]
