"""Words that no translation reaches are found, in templates and in Python."""

import pytest

from tools.messages import literals, python_faults


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("<p>Hello</p>", ["Hello"]),
        ('<c-empty title="Nothing here" />', ["Nothing here"]),
        ('<input placeholder="Name">', ["Name"]),
        ("{% blocktranslate %}Hello {{ x }}{% endblocktranslate %} you", ["you"]),
        ('<p title="{% translate "Due" %} {{ at }} UTC">Liaison</p>', []),
        ('<p class="Quiet">{{ x }} · 1</p><script>var word</script>', []),
        ("{% block body_class %}framed{% endblock %}", []),
    ],
)
def test_words_outside_the_tags(source: str, found: list[str]) -> None:
    assert literals.of(source) == found


IMPORTS = (
    "from django.utils.translation import gettext as _\n"
    "from django.utils.translation import gettext_lazy\n"
)


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ('A = _("Desk")', "translated when the file is read"),
        ('A = str(gettext_lazy("Desk"))', "made a plain text"),
        ('A = gettext_lazy("%s x") % 1', "made a plain text"),
        ('A = f"{gettext_lazy("x")} y"', "made a plain text"),
        ('A = Field(label="Desk")', "not translated: Desk"),
    ],
)
def test_words_said_too_early_or_never_translated(line: str, fault: str) -> None:
    found = python_faults.of(IMPORTS + line.replace('gettext_lazy("x")}', "gettext_lazy('x')}"))
    assert len(found) == 1
    assert fault in found[0]


def test_what_is_said_in_time_passes() -> None:
    source = f'{IMPORTS}A = gettext_lazy("Desk")\ndef f():\n    return _("Desk") + str(A)\n'
    assert python_faults.of(source) == []
