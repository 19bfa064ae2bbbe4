"""The data of the rules is read strictly: what it says wrongly stops it, with the place."""

import hashlib
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison.rules.errors import RulebookRefused
from liaison.rules.kinds import NoticeKind
from liaison.rules.rulebook import BYTES_MOST, Mark, parse
from liaison.rules.shipped import BOOK, FOLDER

RULES: Final = (FOLDER / "notices.toml").read_text(encoding="utf-8")
YEARS: Final = "figures.years = 5"
OFFENCES: Final = (FOLDER / "offences.toml").read_text(encoding="utf-8")

REFUSED = {
    "no TOML": ("version = ", "notices"),
    "too long": ("#" * (BYTES_MOST + 1), "notices"),
    "no version": (RULES.replace('version = "2026.1"', ""), "notices"),
    "a key nobody knows": (RULES.replace('letter = "A"', 'letter = "A"\nx = "A"'), "kinds.red"),
    "no source": (RULES.replace("source = ", "origin = ", 1), "kinds.red"),
    "a figure of nothing": (RULES.replace(YEARS, "figures.years = 0", 1), "years"),
    "a figure that is true": (RULES.replace(YEARS, "figures.years = true", 1), "years"),
    "a kind nobody knows": (RULES.replace("[kinds.silver]", "[kinds.gold]"), "kinds"),
    "a kind that is missing": (RULES[: RULES.index("[kinds.silver]")]
                               + RULES[RULES.index("[rules.purpose]") :], "kinds"),
    "verified by a word": (RULES.replace("verified = false", 'verified = "yes"', 1), "verified"),
    "a mark nobody knows": (RULES.replace('mark = "seen"', 'mark = "heard"', 1), "kinds.red"),
    "for no kind": (RULES.replace('kinds = ["every"]', "kinds = []", 1), "rules.purpose"),
    "a text that is a number": (RULES.replace('version = "2026.1"', "version = 2026"), "version"),
    "a list that is a text": (RULES.replace('kinds = ["every"]', 'kinds = "every"', 1), "kinds"),
    "a table that is a text": (RULES.replace("[rules.purpose]", '[rules]\nx = "y"\n[rules.p]'),
                               "rules.x"),
    "a rule twice": (RULES.replace("[handling.extension]", "[handling.purpose]"), "handling"),
    "overridable by a newspaper": (
        RULES.replace('overridable_by = "general_secretariat"', 'overridable_by = "press"'),
        "red_prosecution_threshold",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED.values(), ids=REFUSED)
def test_wrong_rules_are_refused_with_their_place(case: tuple[str, str]) -> None:
    text, place = case
    with pytest.raises(RulebookRefused) as refusal:
        parse(text, OFFENCES)
    assert place in str(refusal.value)


def test_wrong_offences_are_refused_with_their_place() -> None:
    with pytest.raises(RulebookRefused) as refusal:
        parse(RULES, OFFENCES.replace('category = "private_matters"', 'category = "x"', 1))
    assert "offences.adultery" in str(refusal.value)


def test_no_more_rules_than_anybody_reads() -> None:
    one = OFFENCES[OFFENCES.index("[prostitution]") : OFFENCES.index("[surrogacy]")]
    with pytest.raises(RulebookRefused):
        parse(RULES, "".join(one.replace("[prostitution]", f"[x{n}]") for n in range(501)))


def test_spaces_and_comments_change_no_digest_and_a_figure_does() -> None:
    assert parse("# a comment\n" + RULES, OFFENCES).digest == BOOK.digest
    changed = parse(RULES.replace("figures.months = 24", "figures.months = 12"), OFFENCES)
    assert changed.digest != BOOK.digest
    assert len(BOOK.digest) == 2 * hashlib.sha256().digest_size


def test_there_is_no_rule_of_another_name() -> None:
    with pytest.raises(RulebookRefused, match="no such rule"):
        BOOK.rule("no_such_rule")


def test_nothing_that_was_not_checked_says_it_was() -> None:
    """Nobody checked the official texts yet: `verified` is for a person to set."""
    assert not [rule.id for rule in BOOK.rules.values() if rule.verified]
    assert {rule.mark for rule in BOOK.rules.values()} == set(Mark)
    assert set(BOOK.kinds) == set(NoticeKind)
    letters = {kind: rule.letter for kind, rule in BOOK.kinds.items() if rule.letter}
    assert letters == {
        NoticeKind.RED: "A",
        NoticeKind.BLUE: "B",
        NoticeKind.GREEN: "C",
        NoticeKind.YELLOW: "F",
        NoticeKind.BLACK: "E",
    }


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused(text: str) -> None:
    with pytest.raises(RulebookRefused):
        parse(text, OFFENCES)


def test_the_files_are_where_they_belong() -> None:
    assert Path(FOLDER).parts[-2:] == ("resources", "rules")
