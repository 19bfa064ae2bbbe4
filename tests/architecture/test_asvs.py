"""The page that answers OWASP ASVS 5.0.0: every number once, evidence exists, sums are right."""

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "security" / "asvs.md"
ANSWERS = ("met", "in part", "not met", "not applicable")
ROW = re.compile(
    r"^\| (\d+\.\d+\.\d+) \| ([12]) \| ([^|]+) \| ([a-z ]+) \| ([^|]+) \|$", re.MULTILINE
)
SUM = re.compile(r"^\| (\d|both) \| (\d+) \| (\d+) \| (\d+) \| (\d+) \| (\d+) \|$", re.MULTILINE)
PATH = re.compile(r"`([\w./-]+)`|\]\(([\w./-]+)")
# levels of the requirements of each section, in their order: "12" is x.1 of level 1, x.2 of 2
LEVELS = {
    "1.1": "22",
    "1.2": "1111122223",
    "1.3": "112222222223",
    "1.4": "222",
    "1.5": "123",
    "2.1": "122",
    "2.2": "112",
    "2.3": "12223",
    "2.4": "23",
    "3.1": "3",
    "3.2": "113",
    "3.3": "12223",
    "3.4": "11222233",
    "3.5": "11122333",
    "3.6": "3",
    "3.7": "22333",
    "4.1": "12233",
    "4.2": "23333",
    "4.3": "22",
    "4.4": "1222",
    "5.1": "2",
    "5.2": "112333",
    "5.3": "113",
    "5.4": "222",
    "6.1": "122",
    "6.2": "111111112222",
    "6.3": "11223333",
    "6.4": "112233",
    "6.5": "22222333",
    "6.6": "2223",
    "6.7": "33",
    "6.8": "2222",
    "7.1": "222",
    "7.2": "1111",
    "7.3": "22",
    "7.4": "11222",
    "7.5": "223",
    "7.6": "22",
    "8.1": "1233",
    "8.2": "1123",
    "8.3": "133",
    "8.4": "23",
    "9.1": "111",
    "9.2": "1222",
    "10.1": "22",
    "10.2": "223",
    "10.3": "22223",
    "10.4": "1111122222233333",
    "10.5": "22222",
    "10.6": "22",
    "10.7": "222",
    "11.1": "2233",
    "11.2": "22233",
    "11.3": "11233",
    "11.4": "1222",
    "11.5": "23",
    "11.6": "23",
    "11.7": "33",
    "12.1": "12233",
    "12.2": "11",
    "12.3": "22223",
    "13.1": "2333",
    "13.2": "222223",
    "13.3": "2233",
    "13.4": "1222233",
    "14.1": "22",
    "14.2": "12223333",
    "14.3": "122",
    "15.1": "12233",
    "15.2": "12233",
    "15.3": "1222222",
    "15.4": "3333",
    "16.1": "2",
    "16.2": "22222",
    "16.3": "2222",
    "16.4": "222",
    "16.5": "2223",
    "17.1": "23",
    "17.2": "22223333",
    "17.3": "22",
}


@dataclass(frozen=True)
class Row:
    """One answer."""

    number: str
    level: str
    answer: str
    evidence: str


def rows() -> list[Row]:
    """Return the answers of the page, in its order."""
    found = ROW.findall(PAGE.read_text(encoding="utf-8"))
    return [Row(number, level, answer, why) for number, level, _words, answer, why in found]


def asked() -> dict[str, str]:
    """Return every requirement of levels 1 and 2, with its level."""
    return {
        f"{section}.{place}": level
        for section, levels in LEVELS.items()
        for place, level in enumerate(levels, 1)
        if level in "12"
    }


def test_the_list_of_numbers_is_the_standards() -> None:
    """Its own sums: 70 requirements of level 1, 183 of level 2, 92 of level 3."""
    assert Counter("".join(LEVELS.values())) == {"1": 70, "2": 183, "3": 92}


def test_every_requirement_is_answered_once_and_in_order() -> None:
    assert [(row.number, row.level) for row in rows()] == list(asked().items())
    assert {row.answer for row in rows()} <= set(ANSWERS)


@pytest.mark.parametrize("row", rows(), ids=lambda row: row.number)
def test_what_is_met_names_what_is_there(row: Row) -> None:
    named = [one or PAGE.parent / other for one, other in PATH.findall(row.evidence)]
    there = [path for path in named if (ROOT / path).exists()]
    assert there or row.answer in {"not met", "not applicable"}
    assert len(row.evidence) > len("no")


def test_the_sums_at_the_top_are_those_of_the_lines() -> None:
    counted = Counter((row.level, row.answer) for row in rows())
    sums = {
        line[0]: [int(number) for number in line[1:]] for line in SUM.findall(PAGE.read_text())
    }
    for level in "12":
        each = [counted[level, answer] for answer in ANSWERS]
        assert sums[level] == [*each, sum(each)]
    assert sums["both"] == [one + two for one, two in zip(sums["1"], sums["2"], strict=True)]


def test_whatever_is_not_met_stands_at_the_top_with_what_is_needed() -> None:
    top = PAGE.read_text(encoding="utf-8").split("\n## V1 ")[0]
    listed = re.findall(r"\d+\.\d+\.\d+", top.split("## Not met")[1].split("## Met in part")[0])
    assert sorted(listed) == sorted(row.number for row in rows() if row.answer == "not met")
