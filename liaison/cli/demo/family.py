"""The third chapter: the family. A tenant and a sub-bureau ask, one bureau sleeps, one refuses.

Time cannot be waited for: one step says that it only pretends that hours have passed.
"""

from collections.abc import Mapping, Sequence

from liaison.cli.demo import evidence
from liaison.cli.demo.chapters import Chapter, People, Step, need, plain
from liaison.cli.demo.desk_day import ACCEPT, reference_of, request_at, state_of
from liaison.cli.demo.houses import House, finish
from liaison.cli.demo.places import HONG_KONG, LYON, SUVA
from liaison.cli.demo.stage import Stage

# the class the request runs under has eight hours
HOURS = 9
RESULT = "select a.result from casework_addressee a where a.request_id = ? and a.desk = ?"


class FamilyChapter(Chapter):
    """Hong Kong and Macao each ask; Suva answers late through its relay.

    Args:
        stage: the bureaus, started.
        people: those who are signed in already.
    """

    def __init__(self, stage: Stage, people: People) -> None:
        """Nothing has happened yet."""
        super().__init__(stage, people)
        self.hong_kong, self.lyon = stage.house(HONG_KONG), stage.house(LYON)
        self.suva = stage.house(SUVA)
        self.macao_asks = self.hong_kong_asks = ""

    def steps(self) -> tuple[Step, ...]:
        """Return the steps in their order."""
        return (
            Step("Macao, a tenant of Beijing's node, asks Suva, which is down", self.ask_suva),
            Step("What is for Suva waits at its relay, Lyon, which cannot read it", self.relay),
            Step("Hong Kong asks its whole region, all but Suva", self.ask_region),
            Step("Seoul refuses, with the ground; Hong Kong has an answer", self.refuse),
            Step(f"{HOURS} hours pass (pretended): Beijing's clock runs out", self.escalate),
            Step("Suva wakes, fetches what waited, and answers: nothing known", self.wake),
        )

    def ask_suva(self) -> str:
        """Write, review by a second person of Macao's own desk, send."""
        said = {
            "subject": "Ship's papers found in a flat in Macao",
            "asked": "Is a vessel of this name registered with you?",
            "facts": "Papers found on 2 March 2026; forgery suspected.",
            "link": "The papers name this vessel.",
            "legal_basis": "Code of Criminal Procedure art. 147 (invented)",
            "urgency": "normal",
            "clock": "other",
            "to": ["suva"],
            "c0-names": "PLACEHOLDER Sione",
            "c0-birth": "1971",
        }
        self.macao_asks = self._ask(self.beijing, "ines", "rui", said)
        owner = "select desk from casework_request where id = ?"
        desk = evidence.ask(self.beijing, owner, plain(self.macao_asks))[0][0]
        need(desk == "beijing/macao", f"the request is {desk}'s")
        return f"{reference_of(self.beijing, self.macao_asks)}, a case of Macao's own"

    def relay(self) -> str:
        """Wait until Lyon holds the sealed message."""
        waits = "select count(*) from exchange_kept where addressee = 'suva'"
        evidence.wait_until("message at the relay", lambda: evidence.count(self.lyon, waits) > 0)
        bodies = (
            "select count(*) from exchange_message m join exchange_kept k on k.jti = m.jti"
            " where k.addressee = 'suva'"
        )
        need(evidence.count(self.lyon, bodies) == 0, "the relay has opened it")
        return "sealed bytes and an outer header, nothing more"

    def ask_region(self) -> str:
        """Address a region with one exception."""
        said = {
            "subject": "Counterfeit medicine in parcels",
            "asked": "Have parcels of this sender been seized with you?",
            "facts": "Three seizures at the harbour, February 2026.",
            "link": "The sender is named on every parcel.",
            "legal_basis": "Pharmacy Ordinance s. 40 (invented)",
            "urgency": "urgent",
            "clock": "urgent_direct",
            "to": ["region:asia-south-pacific"],
            "leave_out": ["suva"],
            "c0-names": "MUSTERMANN Kai",
            "c0-birth": "1980-01",
        }
        self.hong_kong_asks = self._ask(self.hong_kong, "wing", "lok", said)
        reference = reference_of(self.hong_kong, self.hong_kong_asks)
        for house in (self.seoul, self.beijing):
            self._arrives(house, reference)
        desks = evidence.ask(
            self.hong_kong,
            "select desk from casework_addressee where request_id = ? order by desk",
            plain(self.hong_kong_asks),
        )
        asked = [str(row[0]) for row in desks]
        need("suva" not in asked and "seoul" in asked, f"asked were {asked}")
        return f"{reference}: {', '.join(asked)}"

    def refuse(self) -> str:
        """Refuse at Seoul's desk with a ground; it is an answer."""
        reference = reference_of(self.hong_kong, self.hong_kong_asks)
        theirs = request_at(self.seoul, reference)
        haneul = self.people.at(self.seoul, "haneul")
        page = f"/requests/{theirs}/"
        haneul.step(page, "review", **ACCEPT)
        words = "The seizures are before a court that has not released them."
        haneul.step(page, "answer", result="refused", grounds="judge_refused", words=words)
        key = plain(self.hong_kong_asks)
        evidence.wait_until(
            "refusal at Hong Kong",
            lambda: evidence.ask(self.hong_kong, RESULT, key, "seoul")[0][0] == "refused",
        )
        shown = self.people.at(self.hong_kong, "wing").get(f"/requests/{self.hong_kong_asks}/")
        need("has not released them" in shown.text, "Hong Kong does not see why")
        return "judge_refused, with words"

    def escalate(self) -> str:
        """Pretend that the hours have passed at Beijing, which has not answered Hong Kong."""
        reference = reference_of(self.hong_kong, self.hong_kong_asks)
        theirs = request_at(self.beijing, reference)
        finish(self.beijing.command("pass-time", "--hours", str(HOURS)))
        clock = "select clock_state from casework_request where id = ?"
        state = evidence.ask(self.beijing, clock, plain(theirs))[0][0]
        need(state == "escalated", f"the clock is {state}")
        need(evidence.log_event(self.beijing, "casework:clock:escalated") >= 1, "not in the log")
        tasks = "select count(*) from casework_task where request_id = ?"
        need(evidence.count(self.beijing, tasks, plain(theirs)) == 1, "nobody higher has a task")
        self.people.at(self.beijing, "hedda").get(f"/requests/{theirs}/")
        return f"{reference_of(self.beijing, theirs)} is a task of the head of bureau now"

    def wake(self) -> str:
        """Start Suva; it fetches, answers, and the answer reaches Macao."""
        self.suva.wake()
        self.suva.wait_ready()
        reference = reference_of(self.beijing, self.macao_asks)
        evidence.wait_until("request at Suva", lambda: bool(request_at(self.suva, reference)))
        theirs = request_at(self.suva, reference)
        tevita = self.people.at(self.suva, "tevita")
        page = f"/requests/{theirs}/"
        tevita.step(page, "review", **ACCEPT)
        words = "No vessel of that name is in our register; that proves nothing."
        tevita.step(page, "answer", result="nothing_known", words=words)
        evidence.wait_until(
            "answer at Macao", lambda: state_of(self.beijing, self.macao_asks) == "answered"
        )
        key = plain(self.macao_asks)
        result = evidence.ask(self.beijing, RESULT, key, "suva")[0][0]
        need(result == "nothing_known", f"the result is {result}")
        return "late, complete, and nothing is doubled"

    def _arrives(self, house: House, reference: str) -> None:
        evidence.wait_until(
            f"request at {house.place.name}", lambda: bool(request_at(house, reference))
        )

    def _ask(
        self, house: House, writer: str, reviewer: str, said: Mapping[str, str | Sequence[str]]
    ) -> str:
        """Write a request and have a second person send it; return its id."""
        officer = self.people.at(house, writer)
        officer.get("/requests/new/")
        page = officer.submit("/requests/new/", {**said, "do": "submit"})
        request = page.url.path.strip("/").rpartition("/")[2]
        self.people.at(house, reviewer).step(f"/requests/{request}/", "review", **ACCEPT)
        need(state_of(house, request) == "sent", "it was not sent")
        return request
