"""The stage: bureaus set up, trusting one directory, each running as three processes."""

import os
import shutil
from collections.abc import Sequence
from pathlib import Path

from liaison.cli import serving
from liaison.cli.demo.houses import POLL_SECONDS, House, finish
from liaison.cli.demo.places import BEIJING, FIRST_PORT, HOME, PLACES, SEOUL, Place
from liaison.cli.demo.terminal import StepFailed
from liaison.cli.errors import HomeRefused
from liaison.exchange import keymaking, keys

MARK = "demonstration"
PID_DIGITS = 10


def _running(mark: str) -> int:
    """Return the process that plays in a folder, or 0."""
    first = mark.split(" ", maxsplit=1)[0]
    number = int(first) if first.isdigit() and len(first) < PID_DIGITS else 0
    if number in {0, os.getpid()}:
        return 0
    try:
        os.kill(number, 0)
    except OSError:
        return 0
    return number


class Stage:
    """The bureaus of the story.

    Args:
        base: folder that holds their homes.
        first_port: the ports used are counted from here.
        places: who plays; Beijing and Seoul are always among them.
    """

    def __init__(
        self,
        base: Path = HOME,
        *,
        first_port: int = FIRST_PORT,
        places: Sequence[Place] = PLACES,
    ) -> None:
        """Name the houses; nothing is made yet."""
        self.base = base
        self.houses = tuple(House(place, base=base, first_port=first_port) for place in places)
        self.beijing, self.seoul = self.house(BEIJING), self.house(SEOUL)

    def house(self, place: Place) -> House:
        """Return the bureau of a place.

        Raises:
            StepFailed: it does not play.
        """
        found = next((one for one in self.houses if one.place == place), None)
        if found is None:
            raise StepFailed(f"{place.name} is not on this stage")
        return found

    def check_ports(self) -> None:
        """Refuse to begin where another program listens.

        Raises:
            PortTaken: naming the port and the way out.
        """
        for house in self.houses:
            for port in (house.staff_port, house.federation_port):
                serving.check_port("127.0.0.1", port, "make demo ARGS='--port 9410'")

    def forget(self) -> None:
        """Remove what an earlier demonstration left; nothing but a folder it made itself.

        Raises:
            HomeRefused: the folder holds something else, or a demonstration that runs.
        """
        if not self.base.exists() or not any(self.base.iterdir()):
            return
        if not (self.base / MARK).exists():
            raise HomeRefused(self.base, "holds something else; nothing was removed")
        running = _running((self.base / MARK).read_text())
        if running:
            reason = (
                f"a demonstration runs there (process {running}): end it first, or use --folder"
            )
            raise HomeRefused(self.base, reason)
        shutil.rmtree(self.base)

    def found(self) -> None:
        """Make every bureau: keys, databases, people, and one directory that lists all.

        A root of its own signs the directory, as the General Secretariat would.
        """
        self.base.mkdir(mode=0o700, parents=True, exist_ok=True)
        (self.base / MARK).write_text(f"{os.getpid()} everything in this folder is invented\n")
        secretariat = self.base / "secretariat"
        keymaking.make_root(secretariat)
        self._begin(secretariat / keys.ROOTS)
        directory = self.base / "directory.jws"
        cards = [str(self._card(house)) for house in self.houses]
        root = str(secretariat / keymaking.ROOT_PRIVATE)
        sign = ("trust", "sign", *cards, "--root", root, "--out", str(directory))
        finish(
            self.beijing.command(*sign),
            *(
                house.command("delegation", "load", str(house.place.delegations_file))
                for house in self.houses
                if house.place.delegations_file.exists()
            ),
        )
        finish(*(house.command("trust", "install", str(directory)) for house in self.houses))
        # those two are told more in the story
        self.close_terminals(but=(self.beijing, self.seoul))

    def close_terminals(self, *, but: Sequence[House] = ()) -> None:
        """End the processes that ran commands; a later command starts another one."""
        for house in self.houses:
            if house not in but:
                house.close_terminal()

    def _begin(self, roots: Path) -> None:
        """Found every bureau; the first one makes the empty tables, the others copy them."""
        tables = self.base / "tables.sqlite3"
        for house in self.houses:
            house.open_terminal()
        first = self.houses[0].begin(roots, tables)
        while not tables.exists() and not first.terminal.answers(within=POLL_SECONDS):
            pass
        if not tables.exists():
            finish(first)
        finish(first, *(house.begin(roots, tables) for house in self.houses[1:]))

    def _card(self, house: House) -> Path:
        """Return a bureau's card; that of a sub-bureau with its parent's signed delegation."""
        card = house.home / "trust" / "card.json"
        if not house.place.parent:
            return card
        parent = next(one for one in self.houses if one.place.organisation == house.place.parent)
        delegated = self.base / f"{house.place.short}-delegated.json"
        finish(parent.command("trust", "delegate", str(card), "--out", str(delegated)))
        return delegated

    def start(self) -> None:
        """Start the processes of every bureau that is awake, and wait until their sites answer.

        Raises:
            StepFailed: one of them did not come up.
        """
        awake = [house for house in self.houses if not house.place.asleep]
        for house in awake:
            house.wake()
        for house in awake:
            house.wait_ready()

    def stop(self) -> None:
        """End all processes; from now on the folder may be used again."""
        self.close_terminals()
        # all are asked before any is waited for
        serving.stop([one for house in self.houses for one in house.running.values()])
        for house in self.houses:
            house.running.clear()
        if (self.base / MARK).exists():
            (self.base / MARK).write_text("everything in this folder is invented\n")
