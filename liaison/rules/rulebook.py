"""The rules as data: where each stands, its figures, and who may decide against it.

`resources/rules/notices.toml` and `offences.toml` are edited as data and read strictly. What a
rule demands is a function, see `engine` and `handling`; the figures it measures by come from here.
A decision keeps `version` and `digest`: years later it is known by which rules it was made.
"""

import enum
import hashlib
import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, TypedDict, TypeVar

from liaison.rules.errors import RulebookRefused
from liaison.rules.kinds import NoticeKind, PublicExtract, Requester
from liaison.rules.processing import Purpose

BYTES_MOST: Final = 256 * 1024
TEXT_MOST: Final = 400
RULES_MOST: Final = 200
OFFENCES_MOST: Final = 500
FIGURE_MOST: Final = 10_000
_E = TypeVar("_E", bound=enum.StrEnum)
_Table = Mapping[str, object]
_ORIGIN: Final = ("article", "source", "mark", "verified")
_EVERY: Final = "every"


class Mark(enum.StrEnum):
    """How far the wording of a rule was checked."""

    SEEN = "seen"  # in the source that is named
    KNOWN = "known"  # from general knowledge of the instrument; the wording was not checked
    OWN_POLICY = "own_policy"  # no public source was found


class Authority(enum.StrEnum):
    """Who may decide against a rule, with a motive."""

    GENERAL_SECRETARIAT = "general_secretariat"
    BUREAU = "national_central_bureau"


class Category(enum.StrEnum):
    """Why an offence is no ground for a red notice: Art. 83(1)(a)(i)."""

    CULTURAL_NORMS = "cultural_norms"
    PRIVATE_MATTERS = "private_matters"
    ADMINISTRATIVE = "administrative_or_private_dispute"


class Exception_(enum.StrEnum):  # noqa: N801 - the law's word
    """What makes an excluded offence a ground all the same."""

    SERIOUS_CRIME = "facilitates_serious_crime"
    ORGANISED_CRIME = "organised_crime"
    CHILD_EXPLOITATION = "child_sexual_exploitation"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule.

    Attributes:
        id: its name; stored with decisions, it never changes.
        title: what it demands, in a line of English, for generated pages.
        article: where it stands.
        source: where it was read.
        mark: how far the wording was checked.
        verified: whether a person checked it against the official text.
        kinds: kinds of notice it is asked for; none for a rule about handling what is there.
        overridable_by: who may decide against it; None: nobody.
        figures: months, years, letters: what it measures by.
    """

    id: str
    title: str
    article: str
    source: str
    mark: Mark
    verified: bool
    kinds: frozenset[NoticeKind]
    overridable_by: Authority | None
    figures: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class KindRule:
    """What holds for a kind of notice as a whole.

    Attributes:
        article: where the kind stands.
        source: where that was read.
        mark: how far the wording was checked.
        verified: whether a person checked it.
        letter: of its control numbers; "" where none is known.
        purposes: those it may be asked for.
        requesters: who may ask.
        public: whether the public may see an extract.
    """

    article: str
    source: str
    mark: Mark
    verified: bool
    letter: str
    purposes: frozenset[Purpose]
    requesters: frozenset[Requester]
    public: PublicExtract


@dataclass(frozen=True, slots=True)
class Offence:
    """An offence for which no red notice is published, but for its exceptions.

    Attributes:
        code: its name.
        title: in a line of English.
        category: why it is excluded.
        exceptions: what makes it a ground all the same.
        source: where it was read.
        mark: how far the wording was checked.
        verified: whether a person checked it.
    """

    code: str
    title: str
    category: Category
    exceptions: frozenset[Exception_]
    source: str
    mark: Mark
    verified: bool


@dataclass(frozen=True)
class Rulebook:
    """All rules of one version.

    Attributes:
        version: as its editors count.
        digest: SHA-256 of what it says, in hexadecimal; spaces and comments do not count.
        kinds: what holds for each kind.
        rules: by id, in the order of the file.
        offences: excluded ones, by code.
        words: words that ask for a second look where they stand in a charge; lower case.
    """

    version: str
    digest: str
    kinds: Mapping[NoticeKind, KindRule]
    rules: Mapping[str, Rule]
    offences: Mapping[str, Offence]
    words: frozenset[str]

    def rule(self, rule_id: str) -> Rule:
        """Return a rule.

        Raises:
            RulebookRefused: there is none of that id.
        """
        found = self.rules.get(rule_id)
        if found is None:
            raise RulebookRefused(rule_id[:80], "no such rule")
        return found


def parse(rules: str, offences: str) -> Rulebook:
    """Return the rulebook that two files say.

    Args:
        rules: TOML: `version`, `words`, a table for each kind, each rule of drafting, and each
            rule of handling.
        offences: TOML: a table for each excluded offence.

    Raises:
        RulebookRefused: not TOML, too long, a key missing or unknown, a figure that is none, a
            kind without rules of its own; the refusal names the place.
    """
    said, excluded = _toml("notices", rules), _toml("offences", offences)
    _only("notices", said, {"version", "words", "kinds", "rules", "handling"})
    kinds = {
        _enum("kinds", NoticeKind, name): _kind(f"kinds.{name}", table)
        for name, table in _tables("notices", said, "kinds").items()
    }
    if missing := set(NoticeKind) - set(kinds):
        raise RulebookRefused("kinds", f"does not say {min(missing)}")
    tables, later = _tables("notices", said, "rules"), _tables("notices", said, "handling")
    if twice := tables.keys() & later.keys():
        raise RulebookRefused("handling", f"says {min(twice)} twice")
    if len(tables) + len(later) > RULES_MOST or len(excluded) > OFFENCES_MOST:
        raise RulebookRefused("rules", "more than anybody reads")
    found = {name: _rule(f"rules.{name}", name, table) for name, table in tables.items()}
    for name, table in later.items():
        found[name] = _rule(f"handling.{name}", name, {"kinds": [], **table}, least=0)
    barred = {name: _offence(name, _table(name, table)) for name, table in excluded.items()}
    whole = json.dumps([said, excluded], sort_keys=True, ensure_ascii=False)
    return Rulebook(
        version=_text("notices", said, "version"),
        digest=hashlib.sha256(whole.encode()).hexdigest(),
        kinds=MappingProxyType(kinds),
        rules=MappingProxyType(found),
        offences=MappingProxyType(barred),
        words=frozenset(_texts("notices", said, "words")),
    )


def _toml(place: str, text: str) -> dict[str, object]:
    if len(text.encode()) > BYTES_MOST:
        raise RulebookRefused(place, f"longer than {BYTES_MOST} bytes")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise RulebookRefused(place, str(problem)[:TEXT_MOST]) from None


def _rule(place: str, name: str, said: _Table, least: int = 1) -> Rule:
    _only(place, said, {"title", "kinds", *_ORIGIN}, {"overridable_by", "figures"})
    by = said.get("overridable_by")
    figures = _table(f"{place}.figures", said.get("figures", {}))
    for key, figure in figures.items():
        if type(figure) is not int or not 0 < figure <= FIGURE_MOST:
            raise RulebookRefused(f"{place}.figures.{key}", "is no figure")
    return Rule(
        id=name,
        title=_text(place, said, "title"),
        kinds=_kinds(place, said, least),
        overridable_by=None if by is None else _enum(place, Authority, by),
        figures=MappingProxyType({key: int(str(one)) for key, one in figures.items()}),
        **_origin(place, said),
    )


def _kind(place: str, said: _Table) -> KindRule:
    _only(place, said, {"letter", "purposes", "requesters", "public", *_ORIGIN})
    return KindRule(
        letter=_text(place, said, "letter", least=0),
        purposes=frozenset(_enum(place, Purpose, one) for one in _texts(place, said, "purposes")),
        requesters=frozenset(
            _enum(place, Requester, one) for one in _texts(place, said, "requesters")
        ),
        public=_enum(place, PublicExtract, said["public"]),
        **_origin(place, said),
    )


def _offence(name: str, said: _Table) -> Offence:
    place = f"offences.{name}"
    _only(place, said, {"title", "category", "exceptions", "source", "mark", "verified"})
    return Offence(
        code=name,
        title=_text(place, said, "title"),
        category=_enum(place, Category, said["category"]),
        exceptions=frozenset(
            _enum(place, Exception_, one) for one in _texts(place, said, "exceptions")
        ),
        source=_text(place, said, "source"),
        mark=_enum(place, Mark, said["mark"]),
        verified=_bool(place, said),
    )


class _Origin(TypedDict):
    article: str
    source: str
    mark: Mark
    verified: bool


def _origin(place: str, said: _Table) -> _Origin:
    return {
        "article": _text(place, said, "article"),
        "source": _text(place, said, "source"),
        "mark": _enum(place, Mark, said["mark"]),
        "verified": _bool(place, said),
    }


def _kinds(place: str, said: _Table, least: int) -> frozenset[NoticeKind]:
    names = _texts(place, said, "kinds")
    if names == [_EVERY]:
        return frozenset(NoticeKind)
    if len(names) < least:
        raise RulebookRefused(place, "is for no kind")
    return frozenset(_enum(place, NoticeKind, one) for one in names)


def _only(place: str, said: _Table, must: set[str], may: set[str] | None = None) -> None:
    if missing := must - said.keys():
        raise RulebookRefused(place, f"does not say {min(missing)}")
    if unknown := said.keys() - must - (may or set()):
        raise RulebookRefused(place, f"says {min(unknown)[:80]}, which nobody knows")


def _table(place: str, said: object) -> _Table:
    if not isinstance(said, dict):
        raise RulebookRefused(place, "is no table")
    return said


def _tables(place: str, said: _Table, key: str) -> Mapping[str, _Table]:
    return {
        name: _table(f"{key}.{name}", one)
        for name, one in _table(f"{place}.{key}", said[key]).items()
    }


def _text(place: str, said: _Table, key: str, least: int = 1) -> str:
    text = said[key]
    if not isinstance(text, str) or not least <= len(text) <= TEXT_MOST:
        raise RulebookRefused(f"{place}.{key}", f"is no text of {least} to {TEXT_MOST} letters")
    return text


def _texts(place: str, said: _Table, key: str) -> list[str]:
    found = said[key]
    if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
        raise RulebookRefused(f"{place}.{key}", "is no list of texts")
    return found


def _bool(place: str, said: _Table) -> bool:
    found = said["verified"]
    if not isinstance(found, bool):
        raise RulebookRefused(f"{place}.verified", "is neither true nor false")
    return found


def _enum(place: str, of: type[_E], said: object) -> _E:
    try:
        return of(str(said))
    except ValueError:
        raise RulebookRefused(place, f"{str(said)[:80]} is no {of.__name__}") from None
