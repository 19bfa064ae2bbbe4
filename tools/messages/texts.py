"""What a text to be translated is, which languages there are, and which file holds which text."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
LOCALE: Final = ROOT / "liaison" / "locale"
# the names of Django's folders; English is the source and has no catalogue
LANGUAGES: Final = ("ar", "es", "fr", "zh_Hans")
# one file for each, so that two people rarely write into one; `core` has what several rooms say
ROOMS: Final = (
    "audit",
    "casework",
    "core",
    "exchange",
    "files",
    "identity",
    "queries",
    "records",
    "web",
)
SHARED: Final = "core"
_PARTS_OF_A_DOOR: Final = ("web", "templates", "api")
# files of data and the room that shows them
_DATA: Final = {
    "roles.toml": "identity",
    "retention.toml": "records",
    "confirmation.toml": "queries",
    "live_queries.toml": "queries",
}

Key = tuple[str, str]


@dataclass(frozen=True, slots=True, order=True)
class Text:
    """One text of the source, with everything that gettext knows about it.

    Attributes:
        context: tells apart what is one word in English and two elsewhere, or empty.
        id: the English text; of a text with a number, its singular.
        plural: the English plural, or empty.
        where: files it stands in, sorted, relative to the repository.
        notes: what the author tells translators.
    """

    context: str
    id: str
    plural: str = ""
    where: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def key(self) -> Key:
        """What gettext finds it by."""
        return self.context, self.id

    @property
    def room(self) -> str:
        """The file of a language that holds it."""
        rooms = {room_of(path) for path in self.where}
        return rooms.pop() if len(rooms) == 1 else SHARED


def room_of(path: str) -> str:
    """Return the room a source file belongs to.

    Args:
        path: relative to the repository, with `/`.
    """
    first, *parts = path.split("/")
    if first == "resources":
        return _DATA.get(parts[-1], "casework")
    door = parts[0] in _PARTS_OF_A_DOOR
    for part in parts:
        if part in ROOMS and part != "web":
            return part
    return "web" if door else SHARED
