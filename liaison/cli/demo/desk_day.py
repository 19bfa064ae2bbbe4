"""The second chapter: a detective asks abroad, and the answer comes back within the clock.

Shenzhen > Beijing's desk > Seoul's desk > Incheon > Seoul > Beijing > Shenzhen.
"""

from liaison.cli.demo import evidence
from liaison.cli.demo.chapters import Chapter, People, Step, dashed, need, plain
from liaison.cli.demo.houses import House
from liaison.cli.demo.places import LYON
from liaison.cli.demo.stage import Stage

# of the file of stolen passports: Seoul holds a copy
CONCERNED = "LX2023821"
POINTS = (
    "legitimate_agency",
    "lawful_addressee",
    "international",
    "crime_in_both",
    "article_3",
    "link_to_subject",
    "reason_and_identifiers",
)
ACCEPT = {"decision": "accept"} | {f"tick_{name}": "yes" for name in POINTS}
STATE = "select state from casework_request where id = ?"


def state_of(house: House, request: str) -> str:
    """Return where a request stands in a bureau's own database."""
    rows = evidence.ask(house, STATE, plain(request))
    return str(rows[0][0]) if rows else ""


def request_at(house: House, their_reference: str) -> str:
    """Return the id under which a bureau keeps a request of another, or an empty text."""
    rows = evidence.ask(
        house, "select id from casework_request where their_reference = ?", their_reference
    )
    return dashed(rows[0][0]) if rows else ""


def reference_of(house: House, request: str) -> str:
    """Return a bureau's own reference of a request."""
    asked = "select our_reference from casework_request where id = ?"
    return str(evidence.ask(house, asked, plain(request))[0][0])


class DeskChapter(Chapter):
    """One request, from a unit to a unit abroad and back.

    Args:
        stage: the bureaus, started.
        people: those who are signed in already.
    """

    def __init__(self, stage: Stage, people: People) -> None:
        """Nothing has happened yet."""
        super().__init__(stage, people)
        self.lyon = stage.house(LYON)
        self.asked = self.theirs = self.reference = ""

    def steps(self) -> tuple[Step, ...]:
        """Return the steps in their order."""
        return (
            Step("Shenzhen: a detective writes a request and gives it to the desk", self.write),
            Step("Beijing's desk reviews it, point by point, and sends it", self.send),
            Step("Seoul has it, cross-checked on arrival; Lyon has a copy", self.arrive),
            Step("Seoul's desk accepts it and assigns it to Incheon", self.assign),
            Step("Incheon asks what is not clear: the clock stands still", self.clarify),
            Step("Incheon drafts the answer, Seoul's desk releases it", self.answer),
            Step("The detective reads the answer; Beijing closes with the result", self.close),
        )

    def write(self) -> str:
        """Write the request as a unit officer does, with a person and a document."""
        sent = "select count(*) from exchange_message where kind = 'casework.request'"
        before = evidence.count(self.beijing, sent)
        mei = self.people.at(self.beijing, "mei")
        mei.get("/requests/new/")
        page = mei.submit(
            "/requests/new/",
            {
                "subject": "Traveller with a passport reported lost in Shenzhen",
                "asked": "Has this person entered through Incheon, and with which document?",
                "facts": "Fraud with three victims in Shenzhen, March 2026. Warrant 2026-114.",
                "link": "The suspect bought the ticket and is seen with this passport.",
                "legal_basis": "Criminal Procedure Law art. 16 (invented)",
                "urgency": "urgent",
                "clock": "urgent_direct",
                "to": ["seoul"],
                "info": ["lyon"],
                "c0-names": "BEISPIEL Lin",
                "c0-birth": "1990-04-01",
                "c0-number_0": CONCERNED,
                "c0-state_0": "CHN",
                "do": "submit",
            },
        )
        self.asked = page.url.path.strip("/").rpartition("/")[2]
        self.reference = reference_of(self.beijing, self.asked)
        need(state_of(self.beijing, self.asked) == "submitted", "it is not with the desk")
        need(evidence.count(self.beijing, sent) == before, "it left before anybody reviewed it")
        return f"{self.reference}: nothing has left the country yet"

    def send(self) -> str:
        """Review and accept as another person than the one who wrote it."""
        boris = self.people.at(self.beijing, "boris")
        boris.get("/desk/")
        boris.step(f"/requests/{self.asked}/", "review", **ACCEPT)
        need(state_of(self.beijing, self.asked) == "sent", "it was not sent")
        reviewed = evidence.log_event(self.beijing, "casework:request:reviewed")
        need(reviewed >= 1, "the review is not in the log")
        return f"{len(POINTS)} points, accepted by another person than who wrote it"

    def arrive(self) -> str:
        """Wait for the request, its findings at Seoul and the copy at Lyon."""
        evidence.wait_until(
            "request at Seoul", lambda: bool(request_at(self.seoul, self.reference))
        )
        self.theirs = request_at(self.seoul, self.reference)
        findings = "select count(*) from casework_finding where request_id = ?"
        evidence.wait_until(
            "findings of the cross-check",
            lambda: evidence.count(self.seoul, findings, plain(self.theirs)) > 0,
        )
        evidence.wait_until("copy at Lyon", lambda: bool(request_at(self.lyon, self.reference)))
        told = evidence.count(self.beijing, "select count(*) from casework_finding")
        need(told == 0, "the asker learned what Seoul holds")
        page = self.people.at(self.seoul, "haneul").get(f"/requests/{self.theirs}/").text
        need(CONCERNED in page and self.reference in page, "the desk does not see it")
        return f"{reference_of(self.seoul, self.theirs)} there; findings for Seoul's desk only"

    def assign(self) -> str:
        """Accept at Seoul's desk and hand on to the post."""
        haneul = self.people.at(self.seoul, "haneul")
        page = f"/requests/{self.theirs}/"
        haneul.step(page, "review", **ACCEPT)
        haneul.step(page, "assign", unit="seoul/incheon-airport", words="Please look at lane 7.")
        need(state_of(self.seoul, self.theirs) == "assigned", "it is not assigned")
        shown = self.people.at(self.seoul, "jiho").get(page).text
        need("lane 7" in shown, "the unit does not see it")
        held = "select assigned_unit from casework_request where id = ?"
        holder = evidence.ask(self.seoul, held, plain(self.theirs))[0][0]
        return f"now with {holder}"

    def clarify(self) -> str:
        """Ask back, and answer the question; the clock stands still in between."""
        haneul = self.people.at(self.seoul, "haneul")
        page = f"/requests/{self.theirs}/"
        haneul.step(page, "ask_clarification", words="Which days do you ask about?")
        paused = "select clock_state from casework_request where id = ?"
        state = evidence.ask(self.seoul, paused, plain(self.theirs))[0][0]
        need(state == "paused", f"the clock is {state}")
        evidence.wait_until(
            "question at Beijing",
            lambda: state_of(self.beijing, self.asked) == "clarification_asked",
        )
        mei = self.people.at(self.beijing, "mei")
        mei.get(f"/requests/{self.asked}/")
        boris = self.people.at(self.beijing, "boris")
        boris.step(f"/requests/{self.asked}/", "clarify", words="The first week of April 2026.")
        evidence.wait_until(
            "clarification at Seoul", lambda: state_of(self.seoul, self.theirs) == "assigned"
        )
        state = evidence.ask(self.seoul, paused, plain(self.theirs))[0][0]
        need(state == "running", f"the clock is {state}")
        return "paused while waiting, running again"

    def answer(self) -> str:
        """Draft at the post, release at the desk, receive in Beijing."""
        page = f"/requests/{self.theirs}/"
        jiho = self.people.at(self.seoul, "jiho")
        words = "Entered on 3 April 2026 with this passport, lane 7; left on 5 April."
        jiho.step(page, "draft_answer", result="information", words=words)
        need(state_of(self.seoul, self.theirs) == "answer_drafted", "no draft")
        self.people.at(self.seoul, "haneul").step(page, "release_answer")
        need(state_of(self.seoul, self.theirs) == "answered", "it was not released")
        evidence.wait_until(
            "answer at Beijing", lambda: state_of(self.beijing, self.asked) == "answered"
        )
        stopped = "select clock_state from casework_request where id = ?"
        state = evidence.ask(self.seoul, stopped, plain(self.theirs))[0][0]
        need(state == "stopped", f"Seoul's clock is {state}")
        return "answered in time"

    def close(self) -> str:
        """Pass the answer on to the officer, who reads it, and close."""
        boris = self.people.at(self.beijing, "boris")
        page = f"/requests/{self.asked}/"
        boris.step(page, "pass_on", words="")
        shown = self.people.at(self.beijing, "mei").get(page).text
        need("lane 7; left on 5 April" in shown, "the officer does not see the answer")
        boris.step(page, "close", outcome="used", words="Thank you, this solved the case.")
        need(state_of(self.beijing, self.asked) == "closed", "it is not closed")
        evidence.wait_until(
            "closing at Seoul", lambda: state_of(self.seoul, self.theirs) == "closed"
        )
        return "both references in one thread, from draft to closing"
