"""What the addresses of casework's lists may ask for."""

from django import forms

from liaison.casework.selectors import LISTS
from liaison.casework.selectors.desk import OPEN
from liaison.web.casework.worklists import DIGEST, Asked
from liaison.web.filters import FilterForm, PlainField

CURSOR_LENGTH = 200


class WorklistForm(FilterForm):
    """Which list, and from which place on."""

    queue = forms.ChoiceField(choices=[(name, name) for name in LISTS], required=False)
    cursor = PlainField(max_length=CURSOR_LENGTH, required=False)
    seen = PlainField(max_length=DIGEST, required=False)

    @property
    def asked(self) -> Asked:
        """What a valid address asks for."""
        return Asked(self.text_of("queue") or OPEN, self.text_of("cursor"), self.text_of("seen"))
