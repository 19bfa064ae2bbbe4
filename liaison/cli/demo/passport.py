"""The first chapter: one passport, from the import of its record to the recall of every copy.

Every step is done as a person or a machine would do it, then verified from outside: in both
databases and in both logs. A step that cannot be verified stops the story.
"""

import re
import time
from datetime import date

from liaison.cli.demo import evidence, invention
from liaison.cli.demo.chapters import SEQUENCER_SECONDS, Chapter, People, Step, dashed, need
from liaison.cli.demo.houses import finish
from liaison.cli.demo.intruder import Intruder
from liaison.cli.demo.places import RESOURCES
from liaison.cli.demo.stage import Stage
from liaison.cli.demo.terminal import StepFailed
from liaison.core import clock
from liaison.lib.ids.dates import PartialDate
from liaison.lib.ids.writing import write_zone
from liaison.lib.ids.zones import TD3

FILE = RESOURCES / "demo" / "stolen-passports.csv"
STOLEN = "LX7310254"
MORE = 1500
HELD = "select count(*) from records_record where held = 'copy'"
OWN = "select count(*) from records_record where held = 'own'"
NUMBERED = "from records_record where fields like '%\"' || ? || '\"%'"
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


class PassportChapter(Chapter):
    """A stolen passport is found at a border, confirmed, seized, and recalled.

    Args:
        stage: the bureaus, started.
        people: those who are signed in already.
    """

    def __init__(self, stage: Stage, people: People) -> None:
        """Nothing has happened yet."""
        super().__init__(stage, people)
        self.hit = ""
        self.record = ""

    def steps(self) -> tuple[Step, ...]:
        """Return the steps in their order."""
        return (
            Step("Beijing imports its file of stolen passports", self.import_file),
            Step("Copies travel to Seoul, sealed; every message is receipted", self.distribute),
            Step("Incheon: an officer scans a passport, and it is on record", self.scan),
            Step("The officer compares the document in hand with the record", self.compare),
            Step("Seoul asks the owner, Beijing, to confirm, urgently", self.ask),
            Step("Beijing's desk confirms within the clock", self.confirm),
            Step("The passport is seized; the outcome is recorded and told to Beijing", self.act),
            Step(f"kill -9 of Seoul's worker in the middle of {MORE:,} more copies", self.kill),
            Step("Somebody alters one byte of a message on its way", self.alter),
            Step(
                "Beijing withdraws the document: Seoul's copy goes, stated and signed", self.recall
            ),
            Step("The passport is scanned again, and nothing is known of it", self.scan_again),
            Step("Both logs verify; a copy with one byte changed does not", self.verify),
        )

    def import_file(self) -> str:
        """Import the file that lies in the repository."""
        finish(self.beijing.command("records", "import", str(FILE), "--to", "seoul"))
        held = evidence.count(self.beijing, OWN)
        row = evidence.ask(self.beijing, f"select id {NUMBERED}", STOLEN)
        self.record = dashed(row[0][0])
        need(
            held > 0 and evidence.log_event(self.beijing, "records:documents:imported") > 0, "log"
        )
        return f"{held} documents; {STOLEN} is record {self.record}"

    def distribute(self) -> str:
        """Wait until every copy is there and every message is delivered and receipted."""
        wanted = evidence.count(self.beijing, OWN)
        evidence.wait_until(
            "all copies at Seoul", lambda: evidence.count(self.seoul, HELD) == wanted
        )
        self._all_receipted()
        messages = evidence.count(self.beijing, "select count(*) from exchange_message")
        receipts = evidence.count(self.beijing, "select count(*) from exchange_receipt")
        stored = evidence.log_event(self.seoul, "exchange:message:stored")
        need(stored == messages, f"{stored} messages in Seoul's log, {messages} were sent")
        return f"{wanted} copies in {messages} messages, {receipts} signed receipts"

    def scan(self) -> str:
        """Scan the passport's two lines at Incheon: a possible match."""
        officer = self.people.at(self.seoul, "chiara")
        officer.get("/check/")
        answer = officer.ask_document("\n".join(passport()))
        found = re.search(rf"/hits/({UUID.pattern})/", answer.text)
        if found is None:
            raise StepFailed("the passport was not found")
        self.hit = found[1]
        need(self._hit_state() == "possible", "the hit is not in Seoul's database")
        need(evidence.log_event(self.seoul, "queries:check:made") > 0, "the check is not logged")
        told = evidence.count(
            self.beijing, "select count(*) from exchange_message where direction = 'in'"
        )
        need(told == 0, "the owner learned of a silent check")
        return f"hit {self.hit}; Beijing has learned nothing yet"

    def compare(self) -> str:
        """Open the hit and say that it is the same document."""
        officer = self.people.at(self.seoul, "chiara")
        page = f"/hits/{self.hit}/"
        officer.get(page)
        note = "Same number and State; the holder is somebody else than the photograph shows."
        officer.submit(page, {"compare-same": "yes", "compare-note": note}, step="compare")
        need(self._hit_state() == "compared", "the comparison is not recorded")
        return "the same document, says the officer"

    def ask(self) -> str:
        """Ask the owner to confirm; the question travels as a message."""
        officer = self.people.at(self.seoul, "chiara")
        said = {"ask-urgency": "urgent", "ask-note": "The holder is at our lane."}
        officer.submit(f"/hits/{self.hit}/", said, step="ask")
        need(self._hit_state() == "confirmation_asked", "nothing was asked")
        asked = "select count(*) from queries_confirmation where state = 'asked'"
        evidence.wait_until(
            "question at Beijing", lambda: evidence.count(self.beijing, asked) == 1
        )
        return f"the clock runs: {self._clock()} minutes"

    def confirm(self) -> str:
        """Answer at Beijing's desk; the answer travels back."""
        desk = self.people.at(self.beijing, "boris")
        row = evidence.ask(self.beijing, "select id from queries_confirmation")
        page = f"/confirmations/{dashed(row[0][0])}/"
        desk.get("/confirmations/")
        desk.get(page)
        words = "Reported stolen in January; please keep the document for us."
        desk.submit(page, {"valid": "yes", "instructions": words})
        evidence.wait_until("answer at Seoul", lambda: self._hit_state() == "confirmed")
        return f"valid; confirmation {dashed(row[0][0])}"

    def act(self) -> str:
        """Seize the passport, now that the owner has spoken, and record how it ended."""
        officer = self.people.at(self.seoul, "chiara")
        page = f"/hits/{self.hit}/"
        officer.get(page)
        officer.submit(page, {"act-action": "seize_document"}, step="act")
        officer.submit(page, {"close-outcome": "seizure", "close-note": ""}, step="close")
        need(self._hit_state() == "closed", "the outcome is not recorded")
        told = "select count(*) from queries_confirmation where state = 'outcome_reported'"
        evidence.wait_until("outcome at Beijing", lambda: evidence.count(self.beijing, told) == 1)
        return "seized; Beijing knows"

    def kill(self) -> str:
        """Kill Seoul's worker while thousands of copies arrive, and start it again."""
        before = evidence.count(self.seoul, HELD)
        file = self.stage.base / "more-passports.csv"
        with file.open("w", encoding="utf-8", newline="") as stream:
            invention.write_invented(stream, MORE, series="LY")
        importing = self.beijing.command("records", "import", str(file), "--to", "seoul")
        evidence.wait_until("first copies", lambda: evidence.count(self.seoul, HELD) > before)
        process = self.seoul.kill("worker")
        finish(importing)
        left = before + MORE - evidence.count(self.seoul, HELD)
        need(left > 0, "the worker was killed too late to prove anything")
        self.seoul.start("worker")
        evidence.wait_until(
            "all copies after the kill",
            lambda: evidence.count(self.seoul, HELD) >= before + MORE,
        )
        self._all_receipted()
        self._nothing_lost_or_doubled(before + MORE)
        return f"process {process} killed with {left} copies to go: 0 lost, 0 doubled"

    def alter(self) -> str:
        """Send an altered message over real TLS with Beijing's own key: refused and logged."""
        before = evidence.count(self.seoul, "select count(*) from exchange_message")
        jti, answer = Intruder(self.beijing, self.seoul).send_altered(now=clock.now())
        need(bool(answer.refused) and not answer.receipt, "Seoul accepted an altered message")
        after = evidence.count(self.seoul, "select count(*) from exchange_message")
        need(after == before, "something of it was stored")
        need(evidence.log_event(self.seoul, "exchange:message:refused") == 1, "not in the log")
        alarms = evidence.count(
            self.seoul, "select count(*) from exchange_alarm where kind = 'altered'"
        )
        need(alarms == 1, "no alarm was raised")
        return f"message {jti}: {answer.refused}, logged, an alarm at the desk"

    def recall(self) -> str:
        """Withdraw the document at Beijing and wait for Seoul's signed statement."""
        steward = self.people.at(self.beijing, "ada")
        page = f"/records/{self.record}/"
        steward.get(page)
        said = {"reason": "found", "note": "seized at Incheon", "understood": "on"}
        steward.submit(f"{page}withdraw/", said)
        one = f"select count(*) {NUMBERED}"
        evidence.wait_until(
            "the copy is gone", lambda: evidence.count(self.seoul, one, STOLEN) == 0
        )
        stated = (
            "select count(*) from records_copy where state = 'erased' and statement <> ''"
            " and record_id = ?"
        )
        key = self.record.replace("-", "")
        evidence.wait_until(
            "Seoul's statement", lambda: evidence.count(self.beijing, stated, key) == 1
        )
        return f"record {self.record}: erased at Seoul, statement kept at Beijing"

    def scan_again(self) -> str:
        """Scan it again: no match, and the page says what that means."""
        officer = self.people.at(self.seoul, "chiara")
        officer.get("/check/")
        answer = officer.ask_document("\n".join(passport()))
        need(re.search(r"/hits/[0-9a-f-]{36}/", answer.text) is None, "it was found again")
        need("does not mean" in answer.text, "the page does not say what no match means")
        return "no match, which does not mean that it is genuine"

    def verify(self) -> str:
        """Verify both logs, and a copy of Seoul's with one byte changed."""
        time.sleep(SEQUENCER_SECONDS)
        reports = evidence.verify_logs(self.beijing, self.seoul)
        need(all(report["ok"] for report in reports), "a log is not what it was")
        entries = " and ".join(str(report["entries"]) for report in reports)
        found = evidence.verify_altered_copy(self.seoul)
        return f"{entries} entries are what they were; the altered copy: {found}"

    def _hit_state(self) -> str:
        key = self.hit.replace("-", "")
        rows = evidence.ask(self.seoul, "select state from queries_hit where id = ?", key)
        return str(rows[0][0]) if rows else ""

    def _clock(self) -> int:
        rows = evidence.ask(
            self.beijing,
            "select round((julianday(due_at) - julianday(asked_at)) * 1440)"
            " from queries_confirmation",
        )
        return int(float(str(rows[0][0])))

    def _all_receipted(self) -> None:
        """Wait until Beijing holds a verified receipt of delivery for everything it sent."""
        open_ = (
            "select count(*) from exchange_delivery"
            " where state not in ('delivered', 'opened', 'answered')"
        )
        evidence.wait_until("all receipts", lambda: evidence.count(self.beijing, open_) == 0)

    def _nothing_lost_or_doubled(self, wanted: int) -> None:
        need(evidence.count(self.seoul, HELD) == wanted, "copies were lost or doubled")
        sent = evidence.count(
            self.beijing,
            "select count(*) from exchange_message where kind = 'records.distribute'",
        )
        for event in ("exchange:message:stored", "exchange:message:delivered"):
            rows = evidence.ask(
                self.seoul,
                "select count(*), count(distinct p.target) from audit_payload p"
                " join exchange_message m on replace(p.target, '-', '') = m.jti"
                " where p.event = ? and m.kind = 'records.distribute'",
                event,
            )
            need(rows[0] == (sent, sent), f"{event}: {rows[0]} for {sent} messages")


def passport() -> tuple[str, ...]:
    """Return the machine readable zone of the stolen passport; its holder is invented."""
    return write_zone(
        TD3,
        issuing_state="CHN",
        surname="BEISPIEL",
        given_names="LIN",
        number=STOLEN,
        nationality="CHN",
        birth=PartialDate(1990, 4, 1),
        sex="F",
        expiry=date(2031, 5, 16),
    )
