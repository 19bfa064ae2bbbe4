"""Attack: a word that shows something else than it holds, by a peer, an officer or a file's name.

What can be refused is refused where it comes in (`tests/core`); whatever was kept all the same is
shown with a sign in the place of what is hidden, and a word of two scripts says so.
"""

from collections.abc import Mapping
from typing import Final

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from liaison.web.isolating import isolate
from liaison.web.marking import INSTEAD, marked
from tests.cast import NOW

SAID: Final = "two-scripts"
MIXED: Final[Mapping[str, str]] = {
    "a Cyrillic letter in a Latin number": "AB123\u0412",
    "a Cyrillic letter in a name": "Iv\u0430nov",
    "a Greek letter in a plate": "\u0391BC1234",
    "an Armenian letter": "Pari\u057d",
    "three scripts": "a\u0430\u03bf",
    "full-width Latin and Cyrillic": "\uff21\u0412",
    "with a joiner between": "A\u200d\u0412",
    "with a mark between": "A\u0301\u0412",
    "in the midst of a sentence": "he is called Iv\u0430nov there",
}
HONEST: Final[Mapping[str, str]] = {
    "Latin": "M\u00fcller-L\u00fcdenscheidt",
    "Vietnamese": "Nguy\u1ec5n",
    "Cyrillic": "\u0418\u0432\u0430\u043d\u043e\u0432",
    "two names, each in its script": "Ivanov \u0418\u0432\u0430\u043d\u043e\u0432",
    "Latin and Chinese": "\u4eacA12345",
    "Korean": "\ud64d\uae38\ub3d9 A1",
    "Arabic": "\u0645\u062d\u0645\u062f",
    "Persian with its joiner": "\u0645\u06cc\u200c\u0631\u0648\u0645",
    "a sign that is no letter": "5 \u00b5m \u2014 \u20ac",
}
HIDDEN: Final[Mapping[str, str]] = {
    "an override": "\u202e",
    "an embedding": "\u202b",
    "an isolate that never ends": "\u2068",
    "an end of nothing": "\u2069",
    "another isolate": "\u2067",
    "a mark of direction": "\u200f",
    "zero width": "\u200b",
    "a byte order mark": "\ufeff",
    "a tag": "\U000e0041",
    "an escape": "\x1b",
    "NUL": "\x00",
    "a filler": "\u3164",
}


@pytest.mark.parametrize("word", MIXED.values(), ids=MIXED)
def test_a_word_of_two_scripts_says_so(word: str) -> None:
    assert "(letters of two scripts)" in marked(word)
    assert marked(word).count(SAID) == 2


@pytest.mark.parametrize("word", HONEST.values(), ids=HONEST)
def test_a_name_in_any_script_is_left_alone(word: str) -> None:
    assert marked(word) == word


@pytest.mark.parametrize("sign", HIDDEN.values(), ids=HIDDEN)
def test_nothing_hidden_is_shown_raw(sign: str) -> None:
    for shown in (marked(f"AB{sign}12"), isolate(f"AB{sign}12")):
        assert shown == f"AB{INSTEAD}12"


def test_what_our_own_sentences_isolate_stays_isolated() -> None:
    said = "by \u2068\u0645\u062d\u0645\u062f\u2069 at \u2068a \u2068b\u2069\u2069"
    assert marked(said) == said
    assert isolate("\u0645") == "\u2068\u0645\u2069"


def test_a_mark_is_no_way_to_bring_markup() -> None:
    shown = marked("<b>Iv\u0430nov</b>\n<script>")
    assert "<b>" not in shown
    assert "<script>" not in shown
    assert "\n" in shown


@pytest.mark.parametrize("language", ["fr", "es", "ar", "zh-hans"])
def test_it_says_so_in_the_reader_s_language(language: str) -> None:
    with translation.override(language):
        assert "letters of two scripts" not in marked("AB123\u0412")


PLACES: Final[Mapping[str, tuple[str, dict[str, object]]]] = {
    "the comparison": (
        "queries/comparison.html",
        {"comparison": [{"in_hand": "AB\u0412\u202e", "on_record": "ABB"}]},
    ),
    "what a record says": (
        "records/says.html",
        {"line": {}, "fields": [{"label": "Name", "values": [{"text": "Iv\u0430nov\u202e"}]}]},
    ),
    "what the cross-check found": (
        "casework/findings.html",
        {"findings": [{"title": "Iv\u0430nov\u202e", "address": "/"}]},
    ),
    "what is read": (
        "queries/reading.html",
        {"reading": {"facts": [("Number", "AB\u0412\u202e")]}},
    ),
    "the name of a file": (
        "files/line.html",
        {"line": {"facts": {"name": "n\u043ete\u202efdp.txt", "created_at": NOW}}},
    ),
    "the answer of a check": (
        "queries/answer.html",
        {"found": {"matched": True, "lines": [{"on_record": "AB\u0412\u202e", "address": "/"}]}},
    ),
}


@pytest.mark.parametrize(("template", "said"), PLACES.values(), ids=PLACES)
def test_where_officers_decide_it_is_marked(template: str, said: dict[str, object]) -> None:
    page = render_to_string(template, said)
    assert 'class="two-scripts"' in page
    assert "\u202e" not in page
    assert INSTEAD in page
