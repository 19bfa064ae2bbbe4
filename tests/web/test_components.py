"""Components: what a screen reader hears, and what is kept."""

from datetime import timedelta

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django_cotton.compiler_regex import CottonCompiler

from liaison.web.forms import StaffForm
from liaison.web.parts import Progress, Step
from tests.cast import NOW


class Question(StaffForm):
    """One field of each shape."""

    number = forms.CharField(max_length=9, help_text="As printed.")
    purpose = forms.ChoiceField(choices=[("border", "Border")], widget=forms.RadioSelect)
    sure = forms.BooleanField()
    state = forms.ChoiceField(choices=[("CHN", "China")], required=False)


def show(source: str, **values: object) -> str:
    """Render a template with components."""
    return Template(CottonCompiler().process(source)).render(Context(values))


def test_a_field_ties_help_and_error_to_its_control() -> None:
    """And keeps what was typed."""
    shown = show('<c-field :field="field" />', field=Question({"number": "E123456789"})["number"])
    assert 'aria-describedby="id_number_helptext id_number_error"' in shown
    assert 'id="id_number_helptext"' in shown
    assert 'id="id_number_error"' in shown
    assert 'aria-invalid="true"' in shown
    assert 'value="E123456789"' in shown
    assert 'class="form-control"' in shown


def test_a_choice_is_a_fieldset_with_a_legend() -> None:
    """Its error is read out with the group."""
    shown = show('<c-field :field="field" />', field=Question({})["purpose"])
    assert "<fieldset" in shown
    assert "Purpose</legend>" in shown
    assert 'aria-describedby="id_purpose_error"' in shown
    assert 'type="radio"' in shown


def test_optional_is_said() -> None:
    """What must be filled in is the rule, what may be left out is said."""
    assert "optional" in show('<c-field :field="field" />', field=Question()["state"])
    assert "optional" not in show('<c-field :field="field" />', field=Question()["number"])


def test_a_ladder_says_each_state_in_words() -> None:
    """Icons carry a label; the present step is marked."""
    steps = [
        Step("Accepted", Progress.DONE, NOW),
        Step("Delivered", Progress.CURRENT),
        Step("Opened", Progress.WAITING),
        Step("Answered", Progress.FAILED, note="The key was not known."),
    ]
    shown = show('<c-ladder :steps="steps" label="Receipts" />', steps=steps)
    for words in ("done", "now", "not yet", "failed"):
        assert f'aria-label="{words}"' in shown
    assert 'aria-current="step"' in shown
    moment = '<time dir="ltr" datetime="2026-03-02 09:00:00Z">2026-03-02 09:00:00 UTC</time>'
    assert moment in " ".join(shown.split())
    assert "The key was not known." in shown


def test_a_clock_says_its_deadline_and_what_is_left() -> None:
    """At the moment given."""
    shown = show('<c-clock :due="due" :now="now" />', due=NOW + timedelta(minutes=8), now=NOW)
    assert "clock-soon" in shown
    assert "8 min left" in shown
    assert "2026-03-02 09:08:00 UTC" in shown


@pytest.mark.parametrize(
    "source", ['<c-facts :facts="facts" />', "<c-badge>{{ facts }}</c-badge>"]
)
def test_what_others_wrote_is_escaped(source: str) -> None:
    """Facts come from other bureaus."""
    assert "<b>" not in show(source, facts=[("<b>Number", "<b>E1")])


def test_pages_keep_the_question() -> None:
    """The next page is the next page of the same search."""
    page = Paginator(range(30), 10).page(2)
    request = RequestFactory().get("/records/", {"state": "CHN", "page": "2"})
    context = Context({"page": page})
    context.request = request  # type: ignore[attr-defined]
    shown = Template(CottonCompiler().process('<c-pagination :page="page" />')).render(context)
    assert 'href="?state=CHN&amp;page=3"' in shown
    assert 'href="?state=CHN&amp;page=1"' in shown
    assert "Page 2 of 3" in shown
