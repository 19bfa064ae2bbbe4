"""Files as pages show them. Pages of other rooms use `lines_of` with `<c-files>`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.template.defaultfilters import filesizeformat
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from liaison.core import clock
from liaison.files.policy import KINDS
from liaison.files.states import FileState, Origin, Rendition, Scan
from liaison.files.types import FileFacts
from liaison.web import bureaus
from liaison.web.badges import Badge
from liaison.web.files.words import FLAGS, REASONS, SCANS, STATES
from liaison.web.isolating import isolate

PENDING = frozenset({FileState.FETCHING, FileState.QUARANTINED})
_KINDS = {kind.media_type: kind.words for kind in KINDS}


@dataclass(frozen=True)
class Line:
    """One file in words.

    Attributes:
        facts: the file.
        state: where it stands.
        kind: what it is, such as `PDF`, or empty.
        size: in words.
        origin: who added it, or which bureau it came from.
        scan: what the scanner said, or empty while nothing was asked.
        reason: why it was refused and what to do, or empty.
        flags: what to know before opening it.
        opens: whether it may be downloaded.
        pictured: whether there is a picture to show.
        pending: whether its state will change by itself.
        progress: percent that is here, of a file on its way.
    """

    facts: FileFacts
    state: Badge
    kind: str
    size: str
    origin: str
    scan: str | Promise
    reason: str | Promise
    flags: tuple[str | Promise, ...]
    opens: bool
    pictured: bool
    pending: bool
    progress: int


class Lines(tuple[Line, ...]):
    """Files as `<c-files>` shows them."""

    __slots__ = ()

    @property
    def pending(self) -> bool:
        """Whether any of these will change by itself: then the list asks again."""
        return any(line.pending for line in self)


def lines_of(files: Iterable[FileFacts]) -> Lines:
    """Return files in words, in their order."""
    found = tuple(files)
    sent = any(facts.origin is Origin.MESSAGE for facts in found)
    names = bureaus.names(clock.now()) if sent else {}
    return Lines(_line(facts, names) for facts in found)


def _line(facts: FileFacts, names: Mapping[str, str]) -> Line:
    clean = facts.state is FileState.CLEAN
    return Line(
        facts=facts,
        state=STATES[facts.state],
        kind=_KINDS.get(facts.media_type, ""),
        size=filesizeformat(facts.size),
        origin=_origin(facts, names),
        scan=SCANS[facts.scan] if clean or facts.scan is Scan.INFECTED else "",
        reason=REASONS[facts.reason] if facts.reason else "",
        flags=tuple(FLAGS[flag] for flag in facts.flags) if clean else (),
        opens=clean,
        pictured=clean and Rendition.THUMBNAIL in facts.renditions,
        pending=facts.state in PENDING,
        progress=min(100, 100 * facts.held // max(facts.size, 1)),
    )


def _origin(facts: FileFacts, names: Mapping[str, str]) -> str:
    if facts.origin is Origin.MESSAGE:
        return _("from %(bureau)s") % {"bureau": isolate(names.get(facts.sender, facts.sender))}
    return _("added by %(person)s") % {"person": isolate(facts.added_by_name)}
