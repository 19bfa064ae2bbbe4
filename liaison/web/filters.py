"""What the address of a list asks for: filters and places, each with its limits.

Whatever stands in an address can be written by hand. A page that cannot read it answers 400 and
says which value it does not understand; it never guesses.
"""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from liaison.core import texts
from liaison.web.forms import StaffForm

# the largest integer that databases and browsers agree on
PLACE_MOST = 2**53 - 1


def check_printable(text: str) -> None:
    """Refuse characters that cannot be seen or that turn the line around.

    Raises:
        ValidationError: there is one.
    """
    if not texts.is_plain(text):
        raise ValidationError(_("There are characters here that cannot be printed."))


class PlainField(forms.CharField):
    """One line of printable text."""

    default_validators = [check_printable]  # noqa: RUF012 - Django's own shape


class PlaceField(forms.IntegerField):
    """A place in a list, carried along by the links below it; nobody types it."""

    widget = forms.HiddenInput

    def __init__(self, *, low: int = 0) -> None:
        """Build the field; absent is a value: the beginning.

        Args:
            low: the first place there can be.
        """
        super().__init__(required=False, min_value=low, max_value=PLACE_MOST)


class FilterForm(StaffForm):
    """The filters above a list; show it with `<c-filters>`. Every field may be left out."""

    use_required_attribute = False

    def text_of(self, name: str) -> str:
        """Return a filter's text, empty when nothing was asked."""
        return str(self.cleaned_data.get(name) or "")

    def place_of(self, name: str) -> int | None:
        """Return a place, None for the beginning."""
        found: int | None = self.cleaned_data.get(name)
        return found
