"""Forms of the shift's hand-over and of the figures."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from liaison.web.casework.figures import PERIODS
from liaison.web.casework.forms import WordsField
from liaison.web.filters import FilterForm
from liaison.web.forms import StaffForm


class HandOverForm(StaffForm):
    """Who hands over, to whom, and what the next shift must know."""

    use_required_attribute = False
    persons = forms.MultipleChoiceField(
        label=_("Who goes off duty"),
        choices=[],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Nobody chosen: you alone"),
    )
    to_person = forms.ChoiceField(label=_("Who takes over"), choices=[], required=False)
    note = WordsField(
        label=_("What the next shift must know"),
        rows=6,
        help_text=_("What is hot, who will call, what was promised to whom"),
    )

    def __init__(self, *args: object, people: Sequence[tuple[str, str]], **kwargs: object) -> None:
        """Build the form.

        Args:
            *args: as every form.
            people: who sits at this desk.
            **kwargs: as every form.
        """
        super().__init__(*args, **kwargs)
        self.fields["persons"].choices = people  # type: ignore[attr-defined]
        self.fields["to_person"].choices = [  # type: ignore[attr-defined]
            ("", _("anybody at this desk")),
            *people,
        ]


class PeriodForm(FilterForm):
    """How far back."""

    days = forms.ChoiceField(choices=[(str(one), str(one)) for one in PERIODS], required=False)
