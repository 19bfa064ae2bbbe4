"""Texts are found where people read them: templates, components, Python, data."""

from tools.messages import sources
from tools.messages.texts import Text, room_of


def ids(source: str) -> list[tuple[str, str, str]]:
    return [(one.context, one.id, one.plural) for one in sources.of_template(source)]


def test_a_tag_inside_an_attribute_of_a_component_is_found() -> None:
    source = '<c-notice tone="bad" title="{% translate "No answer." %}">It\'s {{ x }}</c-notice>'
    assert ids(source) == [("", "No answer.", "")]


def test_blocks_with_plural_context_and_trimming_are_found() -> None:
    source = """
      <p>
            {% blocktranslate count n=n context "post" trimmed %}
              one letter
            {% plural %}
              {{ n }} letters
            {% endblocktranslate %}
        </p>
      {% translate "Open" context "verb" %}
    """
    assert ids(source) == [("post", "one letter", "%(n)s letters"), ("verb", "Open", "")]


def test_gettext_in_an_argument_is_found() -> None:
    source = '{% include "x" with y=_("Here") %}{{ z|default:_("none") }}{# not this #}'
    assert ids(source) == [("", "Here", ""), ("", "none", "")]


def test_every_sister_of_gettext_is_found_in_python() -> None:
    source = (
        "# Translators: of a door\n"
        'a = _("Close")\n'
        'b = npgettext_lazy("post", "letter", "letters", 2)\n'
        "c = _(title)\n"
    )
    assert list(sources.of_python(source, "liaison/web/x.py")) == [
        Text("", "Close", "", ("liaison/web/x.py",), ("Translators: of a door",)),
        Text("post", "letter", "letters", ("liaison/web/x.py",)),
    ]


def test_titles_in_files_of_data_are_found() -> None:
    found = sources.of_data('[a]\ntitle = "Urgent"\nother = "x"\n[b]\ntitle = "Calm"', ("title",))
    assert [one.id for one in found] == ["Urgent", "Calm"]


def test_the_house_says_what_its_roles_and_its_policy_are_called() -> None:
    found = sources.find()
    assert found["", "Frontline officer"].room == "identity"
    assert found["", "The investigation is international"].room == "casework"
    assert len(found) > 1500


def test_a_text_of_two_rooms_stands_in_core() -> None:
    assert room_of("liaison/web/templates/casework/desk.html") == "casework"
    assert room_of("liaison/web/templates/cotton/clock.html") == "web"
    assert room_of("liaison/lib/ids/dates.py") == "core"
    two = Text("", "Save", where=("liaison/web/casework/x.py", "liaison/web/records/y.py"))
    assert two.room == "core"
