"""The fourth chapter: the border asks abroad while the traveller waits.

A name typed in Hangul finds a record written in Latin letters and Han; a discreet record answers
like none, and tells its owner only.
"""

import re

from liaison.cli.demo import evidence
from liaison.cli.demo.browser import Browser
from liaison.cli.demo.chapters import Chapter, People, Step, need
from liaison.cli.demo.houses import finish
from liaison.cli.demo.passport import UUID
from liaison.cli.demo.places import LYON, RESOURCES
from liaison.cli.demo.stage import Stage
from liaison.cli.demo.terminal import StepFailed

PERSONS = RESOURCES / "demo" / "persons.jsonl"
DISCREET = RESOURCES / "demo" / "discreet-persons.jsonl"
# the record has the name in Latin letters and Han as well
IN_HANGUL = ("린 하오란", "1984-06-11")
WATCHED = ("BEISPIEL Ruolan", "1987-11-23")
UNKNOWN = ("MUSTERMANN Nobody", "1987-11-23")
BUREAUS = ("beijing", "lyon")
ALERTS = "select count(*) from queries_alert"
HIT = re.compile(rf"/hits/({UUID.pattern})/")


class BorderChapter(Chapter):
    """Live questions to bureaus abroad, discreet records, silent questions.

    Args:
        stage: the bureaus, started.
        people: those who are signed in already.
    """

    def __init__(self, stage: Stage, people: People) -> None:
        """Nothing has happened yet."""
        super().__init__(stage, people)
        self.lyon = stage.house(LYON)
        self.hit = ""

    def steps(self) -> tuple[Step, ...]:
        """Return the steps in their order."""
        return (
            Step("Beijing enters persons; nobody gets copies, Seoul may ask", self.enter),
            Step("Incheon types a name in Hangul; Beijing answers at once", self.ask_by_name),
            Step("The full record is read at its owner, by id and logged", self.fetch),
            Step("A discreet record answers like none; its owner is told", self.ask_watched),
            Step("A silent question alerts nobody", self.ask_silently),
        )

    def enter(self) -> str:
        """Import people without copies, and let Seoul and Lyon ask."""
        for file in (PERSONS, DISCREET):
            said = ("records", "import", "--kind", "person", str(file), "--to-nobody")
            finish(self.beijing.command(*said))
        shown = ("--kind", "person", "--to", "seoul", "--to", "lyon")
        finish(self.beijing.command("records", "open", *shown))
        held = "select count(*) from records_record where kind = 'person'"
        there, here = evidence.count(self.beijing, held), evidence.count(self.seoul, held)
        need(there > 0 and here == 0, f"{there} there, {here} here")
        return f"{there} persons at Beijing, none at Seoul"

    def ask_by_name(self) -> str:
        """Ask as an officer does, with two bureaus abroad."""
        sent = "select count(*) from exchange_message where direction = 'out'"
        before = evidence.count(self.seoul, sent)
        page = self._ask(*IN_HANGUL)
        found = HIT.search(page)
        if found is None:
            raise StepFailed("the person was not found")
        self.hit = found[1]
        need(evidence.count(self.seoul, sent) == before, "a message was queued for a question")
        answered = evidence.log_event(self.beijing, "exchange:ask:answered")
        need(answered > 0, "the question is not in Beijing's log")
        return f"hit {self.hit}; found in another script, by name and date of birth"

    def fetch(self) -> str:
        """Read the full record by the id that was offered."""
        page = f"/hits/{self.hit}/"
        shown = self._officer().step(page, "fetch")
        need("浩然" in shown.text, "the name in its own script is not there")
        return "what was kept back until now: further names, documents, warnings"

    def ask_watched(self) -> str:
        """Ask about somebody on a discreet record, and about nobody: one answer for both."""
        before = evidence.count(self.beijing, ALERTS)
        watched, unknown = self._ask(*WATCHED), self._ask(*UNKNOWN)
        need(HIT.search(watched) is None, "the discreet record was shown")
        need(_words(watched, WATCHED) == _words(unknown, UNKNOWN), "the answers differ")
        evidence.wait_until(
            "alert at Beijing", lambda: evidence.count(self.beijing, ALERTS) == before + 1
        )
        told = self.people.at(self.beijing, "alva").get("/alerts/").text
        need("seoul" in told.lower(), "the alert officer does not see it")
        return "the officer's page is the same to the letter; one alert at its owner"

    def ask_silently(self) -> str:
        """Ask for asylum's sake: the owner of a record must not learn where somebody is."""
        before = evidence.count(self.beijing, ALERTS)
        need(HIT.search(self._ask(*WATCHED, purpose="asylum_application")) is None, "it was shown")
        # a loud question after it: when its alert is there, a silent one would be too
        self._ask(*WATCHED)
        evidence.wait_until(
            "alert of the loud one", lambda: evidence.count(self.beijing, ALERTS) > before
        )
        need(evidence.count(self.beijing, ALERTS) == before + 1, "the owner learned of it")
        return "asked for asylum: no alert"

    def _officer(self) -> Browser:
        return self.people.at(self.seoul, "chiara")

    def _ask(self, name: str, birth: str, *, purpose: str = "security_check") -> str:
        officer = self._officer()
        officer.get("/check/")
        said = {
            "document": name,
            "kind": "person",
            "birth": birth,
            "abroad": BUREAUS,
            "purpose": purpose,
            "reference": "ICN lane 7",
        }
        return officer.submit("/check/", said, headers={"hx-request": "true"}).text


def _words(page: str, asked: tuple[str, str]) -> str:
    """Return the words of an answer without what was asked and how long it took."""
    text = re.sub(r"<[^>]+>", " ", page.replace(asked[0], "NAME"))
    return " ".join(re.sub(r"\d+ ms|[0-9a-f-]{36}", "", text).split())
