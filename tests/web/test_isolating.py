"""A name in another script keeps its direction and turns nothing around it."""

import pytest
from django.template import Context, Template
from django.utils import translation

from liaison.web.isolating import isolate


@pytest.mark.parametrize("language", ["en", "fr", "zh-hans"])
def test_where_nothing_can_turn_a_text_is_left_alone(language: str) -> None:
    with translation.override(language):
        assert isolate("IP BEIJING (2)") == "IP BEIJING (2)"
        assert isolate("") == ""


@pytest.mark.parametrize(
    ("language", "text"), [("ar", "IP BEIJING (2)"), ("en", "محمد (2)"), ("ar", "محمد")]
)
def test_what_could_turn_is_isolated(language: str, text: str) -> None:
    with translation.override(language):
        assert isolate(text) == f"\u2068{text}\u2069"


def test_a_sentence_of_a_template_isolates_its_names_and_still_escapes_them() -> None:
    source = (
        "{% load i18n %}"
        "{% blocktranslate with who=name|isolate %}by {{ who }}{% endblocktranslate %}"
    )
    with translation.override("ar"):
        shown = Template(source).render(Context({"name": "<b>Ada</b>"}))
    assert "\u2068&lt;b&gt;Ada&lt;/b&gt;\u2069" in shown
