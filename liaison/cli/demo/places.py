"""Who plays: the bureaus of the demonstration, their people, ports and folders."""

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
RESOURCES = ROOT / "resources"
HOME = ROOT / "var" / "demo"
FIRST_PORT = 8410
# everybody's, and printed on the screen: nothing here is secret, everything is invented
PASSWORD = "two-bureaus-one-passport"  # noqa: S105
STAFF, FEDERATION = 0, 1


@dataclass(frozen=True)
class Player:
    """A person of the story."""

    sign_in_name: str
    does: str


@dataclass(frozen=True)
class Place:
    """One bureau of the story.

    Attributes:
        organisation: its id.
        name: its name in the directory.
        offset: its first port counts from the demonstration's first one.
        people: who signs in, the first one first in the table.
        asleep: whether it is down when the story begins.
    """

    organisation: str
    name: str
    offset: int
    people: tuple[Player, ...]
    asleep: bool = False

    @property
    def short(self) -> str:
        """The last part of its id: the name of its host, its home and its files."""
        return self.organisation.rpartition("/")[2]

    @property
    def organisations(self) -> Path:
        """File of its organisations."""
        return RESOURCES / "organisations" / f"{self.short}.toml"

    @property
    def people_file(self) -> Path:
        """File of its people and their chairs."""
        return RESOURCES / "demo" / f"people-{self.short}.toml"


BEIJING = Place(
    "beijing",
    "INTERPOL Beijing",
    0,
    (
        Player("ada", "data steward: imports and withdraws documents"),
        Player("boris", "desk officer: confirms hits, follows messages"),
        Player("dora", "auditor: reads and verifies the log"),
        Player("administrator", "gives people their chairs"),
    ),
)
SEOUL = Place(
    "seoul",
    "INTERPOL Seoul",
    10,
    (
        Player("chiara", "border officer at Incheon airport: checks passports"),
        Player("haneul", "desk officer: follows hits and messages"),
        Player("administrator", "gives people their chairs"),
    ),
)
PLACES = (BEIJING, SEOUL)
