"""What is wrong with a translation: places, tags, blanks, ends, letters, forms. Pure."""

import re
from collections.abc import Collection, Iterator
from typing import Final

from tools.messages.catalogues import Said, number_of_forms

PLACE: Final = re.compile(r"%\(\w+\)[-+ #0-9.]*[a-zA-Z]|%%|%[sd]|\{\w*\}")
TAG: Final = re.compile(r"</?[a-zA-Z][^<>]*>|&[a-z]+;")
# a text of so few letters may well be the same word elsewhere
SHORT: Final = 3
# forms that are said of one number only, and may leave it out: zero, one, two
ONE_NUMBER: Final = {"ar": (0, 1, 2), "es": (0,), "fr": (), "zh_Hans": ()}
SCRIPT: Final = {"ar": re.compile(r"[\u0600-\u06ff]"), "zh_Hans": re.compile(r"[\u4e00-\u9fff]")}
_LETTERS: Final = re.compile(r"[^\W\d_]+")
# what turns the direction of everything behind it; the marks U+200E and U+200F do no harm
_TURNS: Final = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
_CLOSERS: Final = "»\"'”’)）」』 \u00a0\u202f"
_ENDS: Final = {".": ".。…؟?!！", "?": "?？؟", ":": ":：", "…": "…"}


def of(said: Said, language: str, same: Collection[str] = ()) -> Iterator[str]:
    """Yield what is wrong with what a language says for a text; nothing of what is missing.

    Args:
        said: the text and its translation.
        language: of the translation.
        same: English texts that this language says in the same words.
    """
    text, forms = said.text, said.forms
    count = number_of_forms(language) if text.plural else 1
    if len(forms) != count:
        yield f"must have {count} forms"
        return
    for index, form in enumerate(forms):
        if form:
            source = text.plural if text.plural and (index or count == 1) else text.id
            yield from _places(text.id, text.plural, form, language, index)
            yield from _shape(source, form)
            if text.id not in same:
                yield from _letters(source, form, language)


def _places(one: str, plural: str, form: str, language: str, index: int) -> Iterator[str]:
    there = sorted(PLACE.findall(form))
    allowed = [sorted(PLACE.findall(plural or one))]
    if plural and index == 0:
        allowed.append(sorted(PLACE.findall(one)))
    if there in allowed:
        return
    if plural and index in ONE_NUMBER[language]:
        left_out = [place for place in allowed[0] if place not in there]
        if len(left_out) == 1 and sorted([*there, *left_out]) == allowed[0]:
            return
    yield f"places differ: {there} instead of {allowed[0]}"


def _shape(source: str, form: str) -> Iterator[str]:
    if sorted(TAG.findall(source)) != sorted(TAG.findall(form)):
        yield f"tags differ: {TAG.findall(form)} instead of {TAG.findall(source)}"
    for name, mine, theirs in (
        ("begins", form[: _blanks(form)], source[: _blanks(source)]),
        ("ends", form[::-1][: _blanks(form[::-1])], source[::-1][: _blanks(source[::-1])]),
    ):
        if mine != theirs:
            yield f"{name} with other blanks than the English text"
    if _TURNS.search(form):
        yield "has a character that turns the direction of what follows"
    end, wanted = form.rstrip(_CLOSERS)[-1:], _ENDS.get(source.rstrip(_CLOSERS)[-1:])
    if wanted and end not in wanted:
        yield f"must end with one of {wanted}"


def _letters(source: str, form: str, language: str) -> Iterator[str]:
    words = "".join(_LETTERS.findall(_bare(source)))
    if len(words) <= SHORT:
        return
    if _bare(source) == _bare(form):
        yield "is the English text; say that it is the same word, if it is"
    elif language in SCRIPT and not SCRIPT[language].search(form):
        yield "has no letter of the language's script"


def _bare(text: str) -> str:
    return TAG.sub("", PLACE.sub("", text)).strip()


def _blanks(text: str) -> int:
    return len(text) - len(text.lstrip())
