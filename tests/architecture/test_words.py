"""Every word for people can be said in every language, and finished languages say every one."""

import pytest

from tools.messages import catalogues, checking, sources
from tools.messages.faults import SCRIPT
from tools.messages.texts import LANGUAGES, ROOT

TEXTS = sources.find()


def test_no_word_in_a_template_stays_english() -> None:
    assert list(checking.in_templates()) == []


def test_no_word_in_python_is_said_too_early_or_never_translated() -> None:
    assert list(checking.in_python()) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_says_what_it_says_soundly(language: str) -> None:
    """And leaves nothing out once it is declared finished: see docs/how-to/translate.md."""
    assert list(checking.in_language(language, TEXTS)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_is_compiled(language: str) -> None:
    """`make setup` does it; without it every page is English."""
    assert checking.is_compiled(language)
    assert catalogues.compiled(language).read_bytes()[:4] in {
        b"\xde\x12\x04\x95",
        b"\x95\x04\x12\xde",
    }


def test_every_field_term_has_its_word_in_five_languages() -> None:
    """Translators take them from one table, so that one thing has one word."""
    text = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    words = text.split("## Words in five languages")[1]
    rows = [line.strip("| ").split(" | ") for line in words.splitlines() if line.startswith("| ")]
    terms = [row for row in rows if row[0] != "English"]
    assert len(terms) > 100
    assert [row for row in terms if len(row) != 5 or not all(row)] == []
    assert [row for row in terms if not SCRIPT["ar"].search(row[3])] == []
    assert [row for row in terms if not SCRIPT["zh_Hans"].search(row[4])] == []
    assert len({row[0] for row in terms}) == len(terms)
