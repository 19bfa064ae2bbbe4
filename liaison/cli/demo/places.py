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
        relay: id of the bureau that keeps what is meant for it meanwhile, or empty.
    """

    organisation: str
    name: str
    offset: int
    people: tuple[Player, ...]
    asleep: bool = False
    relay: str = ""

    @property
    def parent(self) -> str:
        """Id of the bureau that vouches for it, or empty."""
        return self.organisation.rpartition("/")[0]

    @property
    def short(self) -> str:
        """The last part of its id: the name of its host, its home and its files."""
        return self.organisation.rpartition("/")[2]

    @property
    def organisations(self) -> Path:
        """File of its organisations."""
        return RESOURCES / "organisations" / f"{self.short}.toml"

    @property
    def delegations_file(self) -> Path:
        """File of what its tenants decide for themselves; not every bureau has tenants."""
        return RESOURCES / "organisations" / f"delegations-{self.short}.toml"

    @property
    def people_file(self) -> Path:
        """File of its people and their chairs."""
        return RESOURCES / "demo" / f"people-{self.short}.toml"


ADMINISTRATOR = Player("administrator", "gives people their chairs, grants delegations")
BEIJING = Place(
    "beijing",
    "INTERPOL Beijing",
    0,
    (
        Player("mei", "detective in Shenzhen: asks abroad through the bureau"),
        Player("lian", "liaison officer of the same unit: asks for accounts"),
        Player("boris", "desk officer: reviews requests, confirms hits"),
        Player("vera", "desk officer of the other shift"),
        Player("ada", "data steward: imports and withdraws records"),
        Player("alva", "alert officer: receives what discreet records bring in"),
        Player("hedda", "head of bureau: sees what is overdue"),
        Player("ines", "desk officer of the sub-bureau Macao, a tenant of this node"),
        Player("rui", "the second one there"),
        Player("tomas", "administrator of Macao"),
        Player("oleg", "security officer: validates accounts and keys"),
        Player("dora", "auditor: reads and verifies the log"),
        ADMINISTRATOR,
    ),
)
SEOUL = Place(
    "seoul",
    "INTERPOL Seoul",
    10,
    (
        Player("chiara", "border officer at Incheon airport: checks people and documents"),
        Player("jiho", "officer of the same post: answers requests"),
        Player("haneul", "desk officer: routes and answers requests"),
        Player("minjae", "data steward"),
        Player("sora", "head of bureau"),
        ADMINISTRATOR,
    ),
)
HONG_KONG = Place(
    "beijing/hong-kong",
    "INTERPOL Hong Kong",
    20,
    (
        Player("wing", "desk officer"),
        Player("lok", "the second one"),
        Player("kit", "data steward"),
        ADMINISTRATOR,
    ),
)
LYON = Place(
    "lyon",
    "INTERPOL General Secretariat",
    30,
    (Player("noor", "desk officer in Lyon"), Player("yves", "data steward"), ADMINISTRATOR),
)
SUVA = Place(
    "suva",
    "INTERPOL Suva",
    40,
    (Player("tevita", "desk officer of a bureau that is rarely up"), ADMINISTRATOR),
    asleep=True,
    relay="lyon",
)
PAIR = (BEIJING, SEOUL)
PLACES = (BEIJING, SEOUL, HONG_KONG, LYON, SUVA)
