"""A bureau is lost and comes back from its backup, among bureaus that went on living."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from liaison.cli import serving
from liaison.cli.demo.evidence import ask, count, verify_logs, wait_until
from liaison.cli.demo.houses import House, finish
from liaison.cli.demo.invention import write_invented
from liaison.cli.demo.places import PAIR
from liaison.cli.demo.stage import Stage
from tests.journeys.conftest import free_ports

pytestmark = pytest.mark.journey
RECORDS = 3
# messages of rooms: those of the gate itself speak of the restore
OF_ROOMS = "from exchange_message where iss = ? and kind not like 'exchange.%'"
WAITING = "select count(*) from exchange_delivery where state in ('accepted', 'stored')"
JOBS = "select count(*) from core_job where name in ('exchange.handle', 'exchange.send')"
ALARMS = "select distinct kind from exchange_alarm"
HELD = "select national_reference from records_record order by 1"


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """Beijing and Seoul of this story alone: one of them dies in it."""
    found = Stage(tmp_path_factory.mktemp("lost"), first_port=free_ports(), places=PAIR)
    found.found()
    found.start()
    yield found
    found.stop()


def liaison(*words: object) -> str:
    """Run one command in a process of its own, as an administrator does."""
    line = [sys.executable, "-m", "liaison.cli.main", *map(str, words)]
    said = subprocess.run(line, capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stderr
    return said.stdout


def report(house: House, series: str, folder: Path) -> None:
    """Put a few documents on record; copies go to the other bureau."""
    file = folder / f"{series}.csv"
    with file.open("w", encoding="utf-8", newline="") as stream:
        write_invented(stream, RECORDS, series=series)
    finish(house.command("records", "import", str(file)))


def write_on(house: House, folder: Path) -> None:
    """Put documents on record again and again."""
    for number in range(4):
        report(house, f"S{number}", folder)


def settled(*houses: House) -> bool:
    """Return whether nothing is on its way between them."""
    return all(count(house, WAITING) == count(house, JOBS) == 0 for house in houses)


def messages(house: House, sender: House, what: str = "jti") -> set[tuple[object, ...]]:
    """Return what a bureau knows of the messages of one of them."""
    return set(ask(house, f"select {what} {OF_ROOMS}", sender.place.organisation))


def alarms(house: House) -> set[str]:
    """Return the kinds of alarm a bureau has had."""
    return {str(kind) for (kind,) in ask(house, ALARMS)}


def test_restored_among_the_living(pair: Stage, tmp_path: Path) -> None:  # noqa: PLR0915 - a story
    beijing, seoul = pair.beijing, pair.seoul
    backup, key, dead = tmp_path / "one.backup", tmp_path / "key", tmp_path / "dead"
    report(beijing, "BA", tmp_path)
    report(seoul, "SA", tmp_path)
    wait_until("the first messages are delivered", lambda: settled(beijing, seoul))

    # no worker: these wait unsealed in the backup, and are sealed and sent after it
    beijing.kill("worker")
    report(beijing, "BB", tmp_path)
    load = threading.Thread(target=write_on, args=(seoul, tmp_path))
    load.start()
    said = liaison("backup", "--home", beijing.home, "--to", backup, "--key-to", key)
    load.join()
    assert "bytes, what the bureau held" in said
    checked = liaison("backup", "check", backup, "--key-file", key)
    assert "is whole" in checked
    signer = checked.rpartition("key ")[2].strip()
    # the other bureau knows by which key this one's log is signed
    assert f"beijing: log key {signer}" in finish(seoul.command("trust", "show"))[0]
    beijing.start("worker")
    wait_until("what waited in the backup is sent", lambda: settled(beijing, seoul))
    report(beijing, "BC", tmp_path)
    report(seoul, "SC", tmp_path)
    wait_until("what the backup does not know is sent", lambda: settled(beijing, seoul))
    before = {"ours": messages(beijing, beijing), "theirs": messages(beijing, seoul)}

    beijing.close_terminal()
    serving.stop(list(beijing.running.values()))
    beijing.running.clear()
    beijing.home.rename(dead)
    report(seoul, "SD", tmp_path)
    words = ("--reason", "the disk is gone", "--key-file", key, "--log-key", signer)
    liaison("restore", backup, "--home", beijing.home, *words)
    assert messages(beijing, beijing) < before["ours"]
    assert messages(beijing, seoul) < before["theirs"]
    beijing.wake()
    beijing.wait_ready()
    resumed = "select count(*) from exchange_resumption where resumed_at is not null"
    wait_until("Seoul has given back what it knows", lambda: count(beijing, resumed) == 1)
    again = "select count(*) from exchange_again where done_at is null"
    wait_until("Seoul has sent again what was lost", lambda: count(seoul, again) == 0)
    wait_until("all is delivered", lambda: settled(beijing, seoul))

    # the same bytes of Beijing at both, nothing of Beijing forgotten, nothing sealed twice
    ours = messages(beijing, beijing, "jti, digest")
    assert ours == messages(seoul, beijing, "jti, digest")
    assert {jti for jti, _ in ours} == {jti for (jti,) in before["ours"]}
    # everything of Seoul is there again, and what it wrote while Beijing was away
    assert messages(beijing, seoul) == messages(seoul, seoul) > before["theirs"]
    numbers = {str(row[0]) for row in ask(beijing, HELD)}
    for series in ("SA", "S0", "S3", "SC", "SD", "BA", "BB"):
        assert f"{series}-2026-0000000" in numbers, series
    # no rollback, no split view, no equivocation: a restart that proved itself
    assert alarms(seoul) == {"log_restarted"}
    assert alarms(beijing) == {"resumed"}
    restart = "select size, entry_index, reason from exchange_logrestart"
    assert ask(seoul, restart) == ask(beijing, restart)
    assert all(found["ok"] for found in verify_logs(beijing, seoul))

    # and life goes on: new checkpoints of Beijing's are believed
    report(beijing, "BE", tmp_path)
    wait_until("the next message is delivered", lambda: settled(beijing, seoul))
    lives = "select count(distinct life) from exchange_witnessed where organisation = 'beijing'"
    assert count(seoul, lives) == 2
    assert alarms(seoul) == {"log_restarted"}
