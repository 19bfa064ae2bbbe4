"""The page of rules: what is asked of every notice, with figures, sources and marks."""

from liaison.rules.kinds import NoticeKind
from liaison.rules.rulebook import Rule
from liaison.rules.shipped import BOOK

Row = tuple[str, ...]
RULES = ("rule", "asked of", "demands", "article", "figures", "may be overridden by", "source")
KINDS = ("kind", "article", "letter", "purposes", "who may ask", "public extract", "source")
OFFENCES = ("offence", "why it is excluded", "a ground all the same when", "source")


def rules() -> list[Row]:
    """Return a row for each rule about drafting."""
    return [_row(rule) for rule in BOOK.rules.values() if rule.kinds]


def handling() -> list[Row]:
    """Return a row for each rule about what is there."""
    return [_row(rule) for rule in BOOK.rules.values() if not rule.kinds]


def kinds() -> list[Row]:
    """Return a row for each kind of notice."""
    return [
        (
            f"`{kind.value}`",
            said.article,
            said.letter,
            _list(said.purposes),
            _list(said.requesters),
            f"`{said.public.value}`",
            _source(said.source, said.mark.value, verified=said.verified),
        )
        for kind, said in BOOK.kinds.items()
    ]


def offences() -> list[Row]:
    """Return a row for each excluded offence."""
    return [
        (
            one.title,
            f"`{one.category.value}`",
            _list(one.exceptions),
            _source(one.source, one.mark.value, verified=one.verified),
        )
        for one in BOOK.offences.values()
    ]


def _row(rule: Rule) -> Row:
    every = len(rule.kinds) == len(NoticeKind)
    return (
        f"`{rule.id}`",
        "every kind" if every else _list(rule.kinds),
        rule.title,
        rule.article,
        ", ".join(f"{name} {figure}" for name, figure in rule.figures.items()),
        f"`{rule.overridable_by.value}`" if rule.overridable_by else "",
        _source(rule.source, rule.mark.value, verified=rule.verified),
    )


def _list(values: frozenset[str]) -> str:  # of enums
    return ", ".join(f"`{one}`" for one in sorted(str(one) for one in values))


def _source(source: str, mark: str, *, verified: bool) -> str:
    told = f"<{source}>" if source.startswith("http") else source
    return f"{told} ({mark}, {'verified' if verified else 'not verified'})"
