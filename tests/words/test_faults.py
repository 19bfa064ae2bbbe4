"""What is wrong with a translation is named; what is sound passes."""

import pytest

from tools.messages import faults
from tools.messages.catalogues import Said
from tools.messages.texts import Text

HOURS = Text("", "%(n)d hour", "%(n)d hours")


@pytest.mark.parametrize(
    ("english", "said", "language", "fault"),
    [
        ("Hello %(name)s", "Bonjour %(nom)s", "fr", "places differ"),
        ("Hello %(name)s", "Bonjour", "fr", "places differ"),
        ("at most {limit}", "au plus", "fr", "places differ"),
        ("Read <strong>this</strong>", "Lire <b>ceci</b>", "fr", "tags differ"),
        ("waiting: ", "en attente :", "fr", "ends with other blanks"),
        ("Not found.", "Introuvable", "fr", "must end with"),
        ("Not found.", "Not found.", "es", "is the English text"),
        ("Not found.", "Non trouve.", "ar", "has no letter"),
        ("Not found.", "Wei zhao dao.", "zh_Hans", "has no letter"),
        ("Not found.", "\u202eلم يوجد.", "ar", "turns the direction"),
    ],
)
def test_a_fault_is_named(english: str, said: str, language: str, fault: str) -> None:
    found = list(faults.of(Said(Text("", english), (said,)), language))
    assert any(fault in one for one in found), found


@pytest.mark.parametrize(
    ("english", "said", "language"),
    [
        ("Hello %(name)s", "%(name)s，您好", "zh_Hans"),
        ("Not found.", "未找到。", "zh_Hans"),
        ("Really?", "أمتأكد؟", "ar"),
        ("Sure?", "Vraiment ?", "fr"),
        ("UTC", "UTC", "ar"),
        ("“%(x)s” is gone.", "« %(x)s » a disparu.", "fr"),
    ],
)
def test_a_sound_translation_passes(english: str, said: str, language: str) -> None:
    assert list(faults.of(Said(Text("", english), (said,)), language)) == []


def test_the_same_word_must_be_declared() -> None:
    said = Said(Text("", "Documents"), ("Documents",))
    assert list(faults.of(said, "fr")) != []
    assert list(faults.of(said, "fr", {"Documents"})) == []


def test_arabic_has_six_forms_and_leaves_the_number_out_of_one_and_two() -> None:
    six = ("لا ساعات", "ساعة واحدة", "ساعتان", "%(n)d ساعات", "%(n)d ساعة", "%(n)d ساعة")
    assert list(faults.of(Said(HOURS, six), "ar")) == []
    assert list(faults.of(Said(HOURS, six[:2]), "ar")) == ["must have 6 forms"]
    numberless = (*six[:3], "ساعات", *six[4:])
    assert any("places" in one for one in faults.of(Said(HOURS, numberless), "ar"))


def test_french_says_zero_and_one_in_one_form_and_needs_the_number() -> None:
    assert any("places" in one for one in faults.of(Said(HOURS, ("une heure", "%(n)d h")), "fr"))
    assert list(faults.of(Said(HOURS, ("una hora", "%(n)d horas")), "es")) == []
